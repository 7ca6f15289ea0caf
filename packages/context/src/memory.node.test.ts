/** How much contexts take, and what they leave behind: measured in a process that can collect garbage. */

import { afterAll, describe, expect, it } from 'vitest';
import { build } from './test-kit/build.js';
import { runNode } from './test-kit/node.js';

const built = build();

afterAll(() => {
  built.remove();
});

/**
 * The bytes that are kept by what `make` gives, for each of many. What takes less than `most` need not be measured
 * again: whatever is really kept is so in every round, and all else only adds to that.
 */
async function bytes(most: number, setup: string, make: string): Promise<number> {
  const { output } = await runNode(
    `import * as context from ${JSON.stringify(built.url)};
    const N = 100_000;
    const [parent, cancelParent] = context.withCancel(context.background());
    ${setup}
    const all = new Array(N).fill(null);
    const make = async (i) => { ${make} };
    const fill = async () => { for (let i = 0; i < N; i++) all[i] = await make(i); };
    const used = () => { gc(); gc(); return process.memoryUsage().heapUsed; };
    const empty = () => {
      for (const each of all) typeof each === 'function' ? each() : each?.[1]?.();
      all.fill(null);
    };
    let least = Infinity;
    for (let round = 0; round < 3 || (least >= ${most} && round < 12); round++) {
      const before = used();
      await fill();
      // What an engine compiles and learns meanwhile takes room too, the less the longer it runs.
      if (round > 0) least = Math.min(least, (used() - before) / N);
      empty();
    }
    console.log('bytes', least);
    cancelParent();`,
    '--expose-gc',
  );
  const found = /bytes (-?[\d.e-]+)/.exec(output);
  expect(found, output).not.toBeNull();
  return Number(found?.[1]);
}

describe('TestAllocs', () => {
  it.each([
    ['withCancel', 'return context.withCancel(parent);', 300],
    ['withTimeout', 'return context.withTimeout(parent, 3_600_000);', 400],
    ['withValue', 'return context.withValue(parent, parent, 1);', 80],
    ['afterFunc', 'return context.afterFunc(parent, () => 0);', 340],
  ])('row 30: bytes of %s', async (_, make, most) => {
    expect(await bytes(most, '', make)).toBeLessThan(most);
  });

  it.each([
    ['a context that was canceled', 'context.withCancel(parent)[1]();'],
    ['a timeout that was canceled', 'context.withTimeout(parent, 3_600_000)[1]();'],
    ['a function that was stopped', 'context.afterFunc(parent, () => 0)();'],
  ])('row 30: a parent keeps nothing of %s', async (_, make) => {
    expect(await bytes(1, '', make)).toBeLessThan(1);
  });
});

describe('J12: a context that lives on keeps nothing', () => {
  it.each([
    ['race', 'await context.race(parent, i);'],
    ['race, on a signal', 'await context.race(foreign, i);'],
    ['race, on what waits for it in an async method', 'await context.race(wrapper, i);'],
    ['sleep', 'await context.sleep(parent, 0);'],
    ['a race against a root', 'await Promise.race([context.background().done(), i]);'],
  ])('of %s', async (_, make) => {
    const setup = `const foreign = {
      deadline: () => undefined, done: () => never, err: () => undefined, value: () => undefined,
      signal: new AbortController().signal };
      const never = new Promise(() => undefined);
      const wrapper = {
        deadline: () => parent.deadline(), done: async () => { await parent.done(); },
        err: () => parent.err(), value: (key) => parent.value(key), signal: parent.signal };`;
    expect(await bytes(1, setup, make)).toBeLessThan(1);
  });
});

it('a group keeps nothing of tasks that have ended, though one that came before them runs', async () => {
  const { output } = await runNode(
    `import * as context from ${JSON.stringify(built.url)};
    const g = context.group(context.background());
    g.setLimit(2);
    const ends = [];
    const task = () => new Promise((resolve) => ends.push(resolve));
    for (let i = 0; i < 3; i++) g.go(task);
    const refs = [];
    const add = () => {
      const quick = async () => undefined;
      refs.push(new WeakRef(quick));
      return g.go(quick);
    };
    for (let i = 0; i < 99; i++) add();
    for (const end of ends.splice(0)) end();
    await add();
    await new Promise((resolve) => setTimeout(resolve, 10));
    gc();
    console.log('running', ends.length, 'kept', refs.filter((ref) => ref.deref()).length);
    process.exit();`,
    '--expose-gc',
  );
  expect(output).toContain('running 1 kept 0');
});
