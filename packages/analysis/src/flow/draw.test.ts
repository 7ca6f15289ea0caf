import { expect, it } from 'vitest';
import { graphOf } from '../testing/parse.js';
import { printDot, printMermaid } from './draw.js';

it('draws a graph as DOT', () => {
  const source = 'function f() { try { if (a) return "x"; } finally { b(); } }';
  expect(printDot(graphOf(source), source)).toMatchInlineSnapshot(`
    "digraph flow {
      node [shape=box, fontname=monospace, fontsize=10];
      b0 [label="b0 entry\\l"];
      b1 [label="b1 try\\ltruthy a\\l"];
      b2 [label="b2 then\\lreturn \\"x\\"\\l"];
      b3 [label="b3 finally\\l"];
      b4 [label="b4 else\\l"];
      b5 [label="b5 after\\l"];
      b6 [label="b6 finally\\l"];
      b7 [label="b7 start of finally\\lcall b()\\l"];
      b8 [label="b8 after\\l"];
      b9 [label="b9 end of finally\\l"];
      b10 [label="b10 after\\lreturn undefined\\l"];
      b11 [label="exit exit\\l"];
      subgraph cluster_r0 { label="finally r0"; b7; b8; b9; }
      b0 -> b1 [];
      b1 -> b2 [label="true"];
      b1 -> b4 [label="false"];
      b2 -> b3 [label="return", color=blue];
      b3 -> b7 [style=dotted, arrowhead=empty];
      b3 -> b11 [label="return", color=blue];
      b4 -> b5 [];
      b5 -> b6 [];
      b6 -> b7 [style=dotted, arrowhead=empty];
      b6 -> b10 [];
      b7 -> b11 [label="throw", color=orange];
      b7 -> b8 [];
      b8 -> b9 [];
      b10 -> b11 [label="return", color=blue];
    }
    "
  `);
});

it('draws a graph as Mermaid', () => {
  const source = 'function f() { try { if (a) return "x"; } finally { b(); } }';
  expect(printMermaid(graphOf(source), source)).toMatchInlineSnapshot(`
    "flowchart TD
      b0["b0 entry"]
      b1["b1 try<br>truthy a"]
      b2["b2 then<br>return #34;x#34;"]
      b3["b3 finally"]
      b4["b4 else"]
      b5["b5 after"]
      b6["b6 finally"]
      b10["b10 after<br>return undefined"]
      b11["exit exit"]
      subgraph r0 ["finally r0"]
        b7["b7 start of finally<br>call b()"]
        b8["b8 after"]
        b9["b9 end of finally"]
      end
      b0 --> b1
      b1 -->|true| b2
      b1 -->|false| b4
      b2 ==>|return| b3
      b3 -.-o b7
      b3 ==>|return| b11
      b4 --> b5
      b5 --> b6
      b6 -.-o b7
      b6 --> b10
      b7 -.->|throw| b11
      b7 --> b8
      b8 --> b9
      b10 ==>|return| b11
    "
  `);
});

it('draws what is highlighted in red', () => {
  const source = 'function f() { if (a) return; b(); }';
  const graph = graphOf(source);
  const [entry, ...others] = graph.blocks;
  const [edge] = entry!.succs;
  const lost = { blocks: new Set([entry!, edge!.to]), edges: new Set([edge!]) };
  const red = (text: string) => text.split('\n').filter((line) => line.includes('red'));
  expect(others.length).toBeGreaterThan(2);
  expect(red(printDot(graph, source, lost))).toMatchInlineSnapshot(`
    [
      "  b0 [label="b0 entry\\ltruthy a\\l", color=red, penwidth=3];",
      "  b1 [label="b1 then\\lreturn undefined\\l", color=red, penwidth=3];",
      "  b0 -> b1 [label="true", color=red, penwidth=3];",
    ]
  `);
  expect(red(printMermaid(graph, source, lost))).toMatchInlineSnapshot(`
    [
      "  classDef lost stroke:red,stroke-width:3px",
      "  linkStyle 0 stroke:red,stroke-width:3px",
    ]
  `);
});
