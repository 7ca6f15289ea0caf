import { expect, it } from 'vitest';
import { graphOf } from '../testing/parse.js';
import { printDot } from './print.js';

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
      b7 -> b11 [label="throw", color=red];
      b7 -> b8 [];
      b8 -> b9 [];
      b10 -> b11 [label="return", color=blue];
    }
    "
  `);
});
