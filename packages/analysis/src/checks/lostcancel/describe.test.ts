import { describe, expect, it } from 'vitest';
import { openFile, runCheck } from '../../check.js';
import { defaultSettings } from '../../syntax/source.js';
import { parseSource } from '../../testing/parse.js';
import { createUncheckedTypes } from '../../types/unchecked.js';
import { lostcancel } from '../lostcancel.js';

/** The places of the one finding in a function `f(parent, a, b)` with this body, each with what is said of it. */
function placesIn(body: string): string[] {
  const text = `import { withCancel } from '@ctxvet/context';\nfunction f(parent, a, b) {\n${body}\n}`;
  const source = parseSource(text, '/project/src/file.ts');
  const types = createUncheckedTypes(source, defaultSettings);
  const [finding, ...others] = runCheck(openFile(source, types, defaultSettings), lostcancel);
  expect(others).toEqual([]);
  return finding!.related.map(({ range, message }) => `${text.slice(...range)}: ${message}`);
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
