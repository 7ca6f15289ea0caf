/** Drawings of a file's functions: their names, and the path that loses in red. */
import { describe, expect, it } from 'vitest';
import { drawablesOf } from './draw.js';
import { openUnchecked } from './testing/run.js';

const head = "import { withCancel, type Context } from '@ctxvet/context';\n";
const drawablesIn = (text: string) => drawablesOf(openUnchecked(head + text));

function redIn(text: string, name: string, options = {}): string[] {
  const drawable = drawablesIn(text).find((each) => each.name === name);
  const drawn = drawable?.draw('dot', options) ?? '';
  return drawn.split('\n').filter((line) => line.includes('color=red'));
}

describe('drawablesOf', () => {
  it('names what has a graph', () => {
    const text = `
      function a() { return () => {}; }
      const b = () => {};
      class C { constructor() {} m() {} n = () => {}; static s() {} get g() { return 1; } }
      const o = { p() {}, q: function r() {} };
      export default function () {}`;
    expect(drawablesIn(text).map(({ name }) => name)).toEqual([
      'module',
      'a',
      undefined,
      'b',
      'C.constructor',
      'C.m',
      'C.n',
      'C.s',
      'C.g',
      'o.p',
      'r',
      undefined,
    ]);
  });

  it('draws the path that loses, from the acquisition to the loss', () => {
    const text = `function f(p: Context, a: boolean) {
      first();
      const [ctx, cancel] = withCancel(p);
      if (a) return;
      cancel();
    }`;
    const red = redIn(text, 'f');
    const boxes = red.filter((line) => !line.includes('->')).join();
    expect(boxes).toContain('withCancel(p)');
    expect(boxes).toContain('return');
    expect(boxes).not.toContain('call cancel()');
    expect(red.some((line) => line.includes('label="true"'))).toBe(true);
  });

  it('draws nothing in red where nothing is lost', () => {
    expect(redIn('function f(p: Context) { const [, c] = withCancel(p); c(); }', 'f')).toEqual([]);
  });

  it('reckons with the exceptions that it is told', () => {
    const text = 'function f(p: Context) { const [, c] = withCancel(p); work(); c(); }';
    expect(redIn(text, 'f')).toEqual([]);
    expect(redIn(text, 'f', { throws: 'calls' }).length).toBeGreaterThan(1);
  });

  it('fills in what the search for the path leaves out', () => {
    const text = `function f(p: Context, a: boolean, b: boolean) {
      const [ctx, cancel] = withCancel(p);
      if (b) one(); else two();
      if (a) return;
      cancel();
    }`;
    const edges = redIn(text, 'f').filter((line) => line.includes('->'));
    const ends = edges.map((line) => /b(\d+) -> b(\d+)/.exec(line)!.slice(1, 3));
    for (const [, to] of ends.slice(0, -1)) expect(ends.map(([from]) => from)).toContain(to);
  });

  it('draws a path through a finally', () => {
    const text = `function f(p: Context, a: boolean) {
      const [ctx, cancel] = withCancel(p);
      try { work(); } finally { if (a) cancel(); }
    }`;
    expect(redIn(text, 'f').some((line) => line.includes('style=dotted'))).toBe(true);
  });
});
