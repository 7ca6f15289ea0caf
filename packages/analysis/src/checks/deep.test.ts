/** What the parser survives, no check overflows on: each shape is nested as deep as the parser goes. */
import { describe, expect, it } from 'vitest';
import { openFile, runCheck } from '../check.js';
import { defaultSettings, type Source } from '../syntax/source.js';
import { parseSource } from '../testing/parse.js';
import { createUncheckedTypes } from '../types/unchecked.js';
import { checks } from './registry.js';

const around = (open: string, close: string) => (n: number) =>
  open.repeat(n) + 'cancel();' + close.repeat(n);
const inside =
  (open: string, middle: string, close: string, before = '') =>
  (n: number) =>
    before + open.repeat(n) + middle + close.repeat(n) + '; cancel();';
const lines = (print: (i: number) => string) => (n: number) =>
  Array.from({ length: n }, (_, i) => print(i)).join('\n');

const shapes: Readonly<Record<string, (n: number) => string>> = {
  if: around('if (x) {', '}'),
  'else if': (n) => `if (x) {} ${'else if (x) { f(x); }'.repeat(n)} else cancel();`,
  'try … finally': around('try { f();', '} finally { g(); }'),
  loop: around('for (const a of x) {', '}'),
  switch: around('switch (x) { case 1:', '}'),
  label: (n) => `${lines((i) => `l${i}:`)(n)} cancel();`,
  'closure that is called': around('(() => {', '})();'),
  'closure that is handed over': around('f(() => {', '});'),
  class: inside('(class { static x = ', 'cancel()', '})'),
  'class that makes itself': (n) =>
    `class R { ${lines((i) => `m${i}() { return new R(cancel); } static s${i} = new R(c);`)(Math.min(n, 100))} }`,
  call: inside('f(', 'cancel', ')'),
  'chain of calls': (n) => `x${'.a(x)'.repeat(n)}; cancel();`,
  'optional chain': (n) => `x${'?.a(x)'.repeat(n)}; cancel();`,
  '+': (n) => `f(x${' + x'.repeat(n)}); cancel();`,
  '&&': (n) => `f(x${' && x'.repeat(n)}); cancel();`,
  '|| in a condition': (n) => `if (x${' || x'.repeat(n)}) cancel();`,
  '?: of the function': (n) => `const s = ${'x ? cancel : '.repeat(n)} cancel; s();`,
  array: inside('[', 'cancel', ']', 'const o = '),
  object: inside('f({ a: ', 'cancel', '})'),
  pattern: (n) => `const ${'['.repeat(n)}a${']'.repeat(n)} = x; cancel();`,
  '!': inside('f(', '!x', ')'),
  type: inside('A<', 'B', '>', 'let t: '),
  'type literal': inside('{ a: ', 'B', '}', 'let t: '),
  'functions that call each other': (n) =>
    lines((i) => `function f${i}() { ${i === 0 ? 'cancel()' : `f${i - 1}()`}; }`)(n) +
    `f${n - 1}();`,
  'functions that return what others made': (n) =>
    lines((i) => `function g${i}(p) { return ${i === 0 ? 'withCancel' : `g${i - 1}`}(p); }`)(n) +
    `g${n - 1}(p); cancel();`,
};

function deepestOf(print: (n: number) => string): { source: Source; depth: number } {
  let deepest: { source: Source; depth: number } | undefined;
  for (let depth = 64; depth < 5000; depth = Math.ceil(depth * 1.4)) {
    const text = `import { withCancel } from '@ctxvet/context';
async function run(p, x) {
  const [c, cancel] = withCancel(p);
  ${print(depth)}
}`;
    try {
      deepest = { source: parseSource(text, '/project/src/file.ts'), depth };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      break;
    }
  }
  return deepest!;
}

describe('no check overflows the stack', () => {
  it.each(Object.entries(shapes))('on %s', (_, print) => {
    const { source, depth } = deepestOf(print);
    expect(depth).toBeGreaterThanOrEqual(64);
    const file = openFile(source, createUncheckedTypes(source, defaultSettings), defaultSettings);
    for (const check of checks) {
      for (const options of [{}, ...Object.values(check.docs.presets)]) {
        expect(() => runCheck(file, check, options)).not.toThrow();
      }
    }
  });
});
