import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../testing/parse.js';
import type { Edge, Graph } from './graph.js';
import { solve, type Problem } from './solve.js';

/** A trace is the last two calls of a path; a fact is the set of traces that come to a point. */
type Traces = ReadonlySet<string>;

/** How each path leaves a function, with its last two calls: `return:ab`. Every call may throw. */
function endings(graph: Graph): Set<string> {
  const found = new Set<string>();
  const problem: Problem<Traces> = {
    join: (a, b) => new Set([...a, ...b]),
    equals: (a, b) => a.size === b.size && [...a].every((trace) => b.has(trace)),
    key: (traces) => [...traces].sort().join(),
    transfer(block, traces) {
      let after = traces;
      for (const item of block.items) {
        if (item.kind !== 'call' || item.node.type !== 'CallExpression') continue;
        const { callee } = item.node;
        const name = callee.type === 'Identifier' ? callee.name : '?';
        after = new Set([...after].map((trace) => (trace + name).slice(-2)));
      }
      return () => after;
    },
    cross(edge: Edge, traces) {
      if (edge.to === graph.exit) for (const trace of traces) found.add(`${edge.kind}:${trace}`);
      return traces;
    },
  };
  solve(problem, [[graph.entry, new Set([''])]]);
  return found;
}

const endingsOf = (body: string): string[] =>
  [...endings(graphOf(`function f() { L: { ${body} } }`))].sort();

describe('solve', () => {
  it.each([
    ['a();', ['return:a', 'throw:a']],
    ['if (x) a(); else b();', ['return:a', 'return:b', 'throw:a', 'throw:b']],
    ['try { a(); } catch { b(); }', ['return:a', 'return:ab', 'throw:ab']],
    // What enters by a return leaves by a return, what enters by a throw by a throw.
    [
      'try { if (x) return; a(); } finally { b(); }',
      ['return:ab', 'return:b', 'throw:ab', 'throw:b'],
    ],
    ['try { a(); } finally { return; }', ['return:a']],
    ['try { return; } finally { break L; }', ['return:']],
    [
      'try { try { a(); } finally { b(); } } catch { c(); }',
      ['return:ab', 'return:bc', 'throw:bc'],
    ],
    [
      'for (;;) { try { a(); continue; } finally { if (x) break; } }',
      ['return:a', 'return:aa', 'throw:a', 'throw:aa'],
    ],
  ])('%s', (body, expected) => {
    expect(endingsOf(body)).toEqual(expected);
  });

  it('looks at no block that no fact reaches', () => {
    const graph = graphOf('function f() { a(); b(); c(); }');
    const visited: number[] = [];
    const only: Problem<boolean> = {
      join: (a, b) => a || b,
      equals: (a, b) => a === b,
      key: String,
      transfer: (block) => {
        visited.push(block.id);
        return () => undefined;
      },
    };
    const start = graph.blocks[1];
    if (start === undefined) throw new Error('no block');
    const solution = solve(only, [[start, true]]);
    expect(visited).toEqual([1]);
    expect(solution.at(graph.entry)).toBeUndefined();
    expect(solution.at(start)).toBe(true);
  });

  it('agrees with an interpreter that explores every choice', () => {
    fc.assert(
      fc.property(statements, (body) => {
        const { ends, complete } = explore(body);
        const solved = endings(graphOf(`function f() { ${print(body)} }`));
        for (const end of ends) expect(solved).toContain(end);
        // Where no loop was cut off, there is nothing else either.
        if (complete) expect([...solved].sort()).toEqual([...ends].sort());
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});

/** Programs as trees, for an interpreter that knows no graph. */
type Tree =
  | { readonly kind: 'call'; readonly name: string }
  | { readonly kind: 'return' | 'throw' | 'break' | 'continue' }
  | { readonly kind: 'if'; readonly then: readonly Tree[]; readonly otherwise: readonly Tree[] }
  | { readonly kind: 'loop'; readonly body: readonly Tree[] }
  | {
      readonly kind: 'try';
      readonly block: readonly Tree[];
      readonly handler: readonly Tree[] | null;
      readonly finalizer: readonly Tree[] | null;
    };

const { statements } = fc.letrec<{ statements: Tree[]; tree: Tree }>((tie) => ({
  statements: fc.array(tie('tree'), { maxLength: 3, depthIdentifier: 'tree' }),
  tree: fc.oneof(
    { depthIdentifier: 'tree', maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Tree>(
      { kind: 'call', name: 'a' },
      { kind: 'call', name: 'b' },
      { kind: 'return' },
      { kind: 'throw' },
      { kind: 'break' },
      { kind: 'continue' },
    ),
    fc.record({
      kind: fc.constant('if' as const),
      then: tie('statements'),
      otherwise: tie('statements'),
    }),
    fc.record({ kind: fc.constant('loop' as const), body: tie('statements') }),
    fc.record({
      kind: fc.constant('try' as const),
      block: tie('statements'),
      handler: fc.option(tie('statements')),
      finalizer: fc.option(tie('statements')),
    }),
  ),
}));

function print(body: readonly Tree[], inLoop = false): string {
  return body.map((tree) => printTree(tree, inLoop)).join(' ');
}

function printTree(tree: Tree, inLoop: boolean): string {
  switch (tree.kind) {
    case 'call':
      return `${tree.name}();`;
    case 'return':
      return 'return;';
    case 'throw':
      return 'throw x;';
    case 'break':
    case 'continue':
      return inLoop ? `${tree.kind};` : ';';
    case 'if':
      return `if (x) { ${print(tree.then, inLoop)} } else { ${print(tree.otherwise, inLoop)} }`;
    case 'loop':
      return `while (x) { ${print(tree.body, true)} }`;
    case 'try': {
      const handler = tree.handler && `catch { ${print(tree.handler, inLoop)} }`;
      const bare = handler === null && tree.finalizer === null;
      const finalizer = bare ? [] : tree.finalizer;
      const last = finalizer && `finally { ${print(finalizer, inLoop)} }`;
      return `try { ${print(tree.block, inLoop)} } ${handler ?? ''} ${last ?? (bare ? 'finally {}' : '')}`;
    }
  }
}

type Completion = 'normal' | 'return' | 'throw' | 'break' | 'continue';
type Ends = Map<string, { completion: Completion; trace: string }>;

/** Every way a body can end, loops run at most three times. */
function explore(body: readonly Tree[]): { ends: Set<string>; complete: boolean } {
  let complete = true;
  const ends = new Set<string>();
  for (const { completion, trace } of runAll(body, '', false).values()) {
    ends.add(`${completion === 'throw' ? 'throw' : 'return'}:${trace}`);
  }
  return { ends, complete };

  function runAll(trees: readonly Tree[], start: string, inLoop: boolean): Ends {
    let open = endsOf([['normal', start]]);
    const done: Ends = new Map();
    for (const tree of trees) {
      const next: Ends = new Map();
      for (const { trace } of open.values()) {
        for (const [key, end] of run(tree, trace, inLoop)) {
          (end.completion === 'normal' ? next : done).set(key, end);
        }
      }
      open = next;
    }
    return new Map([...done, ...open]);
  }

  function run(tree: Tree, trace: string, inLoop: boolean): Ends {
    switch (tree.kind) {
      case 'call': {
        const after = (trace + tree.name).slice(-2);
        return endsOf([
          ['normal', after],
          ['throw', after],
        ]);
      }
      case 'return':
      case 'throw':
        return endsOf([[tree.kind, trace]]);
      case 'break':
      case 'continue':
        return endsOf([[inLoop ? tree.kind : 'normal', trace]]);
      case 'if':
        return new Map([
          ...runAll(tree.then, trace, inLoop),
          ...runAll(tree.otherwise, trace, inLoop),
        ]);
      case 'loop':
        return runLoop(tree.body, trace);
      case 'try':
        return runTry(tree, trace, inLoop);
    }
  }

  function runLoop(loopBody: readonly Tree[], start: string): Ends {
    const done: Ends = new Map();
    let heads = new Set([start]);
    for (let turn = 0; heads.size > 0; turn++) {
      const next = new Set<string>();
      for (const head of heads) {
        const end = { completion: 'normal' as const, trace: head };
        done.set(`normal:${head}`, end);
        if (turn === 3) {
          complete = false;
          continue;
        }
        for (const [key, after] of runAll(loopBody, head, true)) {
          if (after.completion === 'normal' || after.completion === 'continue')
            next.add(after.trace);
          else if (after.completion === 'break')
            done.set(`normal:${after.trace}`, { ...end, trace: after.trace });
          else done.set(key, after);
        }
      }
      heads = turn === 3 ? new Set() : next;
    }
    return done;
  }

  function runTry(tree: Extract<Tree, { kind: 'try' }>, start: string, inLoop: boolean): Ends {
    let ends = runAll(tree.block, start, inLoop);
    if (tree.handler !== null) {
      const caught: Ends = new Map();
      for (const [key, end] of ends) {
        if (end.completion !== 'throw') caught.set(key, end);
        else for (const [k, e] of runAll(tree.handler, end.trace, inLoop)) caught.set(k, e);
      }
      ends = caught;
    }
    if (tree.finalizer === null) return ends;
    const finished: Ends = new Map();
    for (const pending of ends.values()) {
      for (const end of runAll(tree.finalizer, pending.trace, inLoop).values()) {
        const completion = end.completion === 'normal' ? pending.completion : end.completion;
        finished.set(`${completion}:${end.trace}`, { completion, trace: end.trace });
      }
    }
    return finished;
  }
}

function endsOf(ends: readonly (readonly [Completion, string])[]): Ends {
  return new Map(
    ends.map(([completion, trace]) => [`${completion}:${trace}`, { completion, trace }]),
  );
}
