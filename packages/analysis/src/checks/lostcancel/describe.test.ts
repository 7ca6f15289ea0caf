import { describe, expect, it } from 'vitest';
import { openFile, runCheck } from '../../check.js';
import type { Finding } from '../../report/finding.js';
import { defaultSettings } from '../../syntax/source.js';
import { parseSource } from '../../testing/parse.js';
import { createUncheckedTypes } from '../../types/unchecked.js';
import { lostcancel } from '../lostcancel.js';

/** The one finding in a function `f(parent, a, b)` with this body, and the whole text. */
function findingIn(body: string): { finding: Finding; text: string } {
  const text = `import { withCancel } from '@ctxvet/context';\nfunction f(parent, a, b) {\n${body}\n}`;
  const source = parseSource(text, '/project/src/file.ts');
  const types = createUncheckedTypes(source, defaultSettings);
  const [finding, ...others] = runCheck(openFile(source, types, defaultSettings), lostcancel);
  expect(others).toEqual([]);
  return { finding: finding!, text };
}

/** Its places, each with what is said of it. */
function placesIn(body: string): string[] {
  const { finding, text } = findingIn(body);
  return finding.related.map(({ range, message }) => `${text.slice(...range)}: ${message}`);
}

describe('the steps inside a closure that is called', () => {
  it('say why it does not call the function', () => {
    const places = placesIn(`const [, cancel] = withCancel(parent);
const stop = () => {
  if (a) cancel();
  else if (b) cancel();
};
stop();`);
    expect(places.slice(1)).toEqual([
      'stop(): `stop()` is called',
      'a: `a` is false',
      'b: `b` is false',
      '}: `cancel` is lost here',
    ]);
  });

  it('are not told where it decides nothing', () => {
    const places = placesIn(`const [, cancel] = withCancel(parent);
const look = () => console.log(cancel);
look();`);
    expect(places.slice(1)).toEqual(['}: `cancel` is lost here']);
  });

  it('lead to the place where it loses', () => {
    const places = placesIn(`let stop;
const reset = () => { if (a) stop = undefined; };
const again = () => reset();
[, stop] = withCancel(parent);
again();
stop();`);
    expect(places.slice(1)).toEqual([
      'again(): `again()` is called',
      'reset(): `reset()` is called',
      'a: `a` is true',
      'stop = undefined;: `stop` is lost here',
    ]);
  });

  it('lead to what it throws', () => {
    const places = placesIn(`try {
  const [, cancel] = withCancel(parent);
  const fail = () => { if (b) throw new Error(cancel.name); };
  const look = () => { if (a) fail(); };
  look();
  cancel();
} catch {}`);
    expect(places.slice(1)).toEqual([
      'look(): `look()` is called',
      'a: `a` is true',
      'fail(): `fail()` is called',
      'b: `b` is true',
      'look(): `cancel` is lost here',
    ]);
  });

  it('are those of the call that counts', () => {
    const places = placesIn(`const [, cancel] = withCancel(parent);
const look = () => { if (a) return 1; console.log(cancel); };
const stop = () => { if (b) cancel(); };
look();
stop();`);
    expect(places.slice(-3)).toEqual([
      'stop(): `stop()` is called',
      'b: `b` is false',
      '}: `cancel` is lost here',
    ]);
  });

  it('end where a closure calls itself too often', () => {
    const places = placesIn(`const [, cancel] = withCancel(parent);
function stop(n) {
  if (n > 0) stop(n - 1);
  else if (b) cancel();
}
stop(a);`);
    expect(places.slice(1)).toEqual([
      'stop(a): `stop()` is called',
      'n > 0: `n > 0` is false',
      'b: `b` is false',
      '}: `cancel` is lost here',
    ]);
  });

  it('are told of the end of a `using` scope as well', () => {
    const places = placesIn(`const [, cancel] = withCancel(parent);
using job = { [Symbol.dispose]() { if (a) cancel(); } };`);
    expect(places.slice(1)).toEqual([
      'using job = { [Symbol.dispose]() { if (a) cancel(); } };: `using job` is run',
      'a: `a` is false',
      '}: `cancel` is lost here',
    ]);
  });
});

describe('a decision that comes to nothing', () => {
  const stepsOf = (body: string) =>
    placesIn(
      `const [ctx, cancel] = withCancel(parent);\n${body}\nif (ctx.err()) return;\ncancel();`,
    )
      .slice(1, -1)
      .map((step) => step.replace(/^.*: /, ''));
  const last = '`ctx.err()` is true';

  it('is no step', () => {
    expect(stepsOf('if (a) b();')).toEqual([last]);
    expect(stepsOf(`const name = a ?? 'nobody'; if (name === 'root') b();`)).toEqual([last]);
    expect(stepsOf('for (const each of a) { if (each.b) continue; each.c?.(); }')).toEqual([last]);
  });

  it('is one where the other way calls the function, ends, or knows more', () => {
    expect(stepsOf('if (a) cancel();')).toEqual(['`a` is false', last]);
    expect(stepsOf('if (a) { cancel(); return; }')).toEqual(['`a` is false', last]);
    expect(stepsOf('if (a) b(); if (!a) cancel();')).toEqual(['`a` is true', '`a` is true', last]);
    expect(stepsOf('let c; if (a) c = 1; if (c === undefined) cancel();')).toEqual([
      '`a` is true',
      '`c === undefined` is false',
      last,
    ]);
  });
});

describe('an exception that is caught', () => {
  /** What is said of the way from the acquisition to a loss after the `catch`. */
  const stepsOf = (body: string) =>
    placesIn(`const [ctx, cancel] = withCancel(parent);
const check = () => { if (ctx.err()) throw new Error('a'); };
try { ${body} } catch { return; }
cancel();`).slice(1, -1);

  it('is a step', () => {
    expect(stepsOf('throw a;')).toEqual(['throw a;: `throw a` is reached']);
    expect(stepsOf('for (const each of a) b = each;')).toEqual([
      'a: the iteration over `a` throws',
    ]);
  });

  it('follows the steps inside of what throws it', () => {
    expect(stepsOf('check();')).toEqual([
      'check(): `check()` is called',
      'ctx.err(): `ctx.err()` is true',
      'check(): `check()` throws',
    ]);
  });

  it('is told once where it is what loses, after a `finally`', () => {
    const places = placesIn(`const [, cancel] = withCancel(parent);
try { if (a) throw a; cancel(); } finally { console.log(b); }`);
    expect(places.slice(1)).toEqual(['a: `a` is true', 'throw a;: `cancel` is lost here']);
  });
});

describe('a place where nothing calls it', () => {
  it('is the last one on the way, among its steps', () => {
    const places = placesIn(`const jobs = new Map(), others = [];
const [, cancel] = withCancel(parent);
jobs.set(a, cancel);
others.push(cancel);
if (jobs.has(b)) cancel();`);
    expect(places.slice(1)).toEqual([
      'others: `cancel` is put into `others` here, from where nothing calls it or hands it over',
      'jobs.has(b): `jobs.has()` is false',
      '}: `cancel` is lost here',
    ]);
  });

  it('is not told where it is on another way', () => {
    const places = placesIn(`const others = [];
const [, cancel] = withCancel(parent);
if (a) others.push(cancel);
if (b) return;
cancel();`);
    expect(places.slice(1)).toEqual(['b: `b` is true', 'return;: `cancel` is lost here']);
  });

  it('is told where a callee got it', () => {
    const places = placesIn(`function look(f) { console.log(f); }
const [, cancel] = withCancel(parent);
look(cancel);
console.log(cancel);`);
    expect(places.slice(-2)).toEqual([
      'look(cancel): `cancel` is given to `look()` here, which does not call it or hand it over',
      '}: `cancel` is lost here',
    ]);
  });
});

describe('a call', () => {
  it.each([
    ['load(a, b)', 'load()'],
    ['a.b.load(a)', 'a.b.load()'],
    ['a.load(a).then(b)', 'a.load().then()'],
    ['expect(load(a, b)).rejects.toThrow(b)', 'expect().rejects.toThrow()'],
    ['a.open(b)?.rows[0].load(b)', 'a.open()?.rows[0].load()'],
    ['new Job(a, b).run(a)', 'new Job().run()'],
    ['a.files(b)?.[0](b)', 'a.files()?.[0]()'],
    ['(a as any).load(b)', '(a as any).load()'],
    ['(() => a.load(b))()', '(() => a.load(b))()'],
    [
      'a.first(b).second(b).third(b).fourth(b).fifth(b).last(b)',
      '….second().third().fourth().fifth().last()',
    ],
  ])('%s is %s', (code, spoken) => {
    const { finding } = findingIn(
      `return async () => { const [, cancel] = withCancel(parent); await ${code}; cancel(); };`,
    );
    expect(finding.data).toMatchObject({ code: spoken });
  });
});
