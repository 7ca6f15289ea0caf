import { afterAll, describe, expect, it } from 'vitest';
import { build } from './test-kit/build.js';
import { runNode, type Ran } from './test-kit/node.js';

const built = build();

afterAll(() => {
  built.remove();
});

/** Runs `code` with the package as `context`: its exit code and output, and how long it lived. */
async function run(code: string): Promise<Ran & { ms: number }> {
  const ran = await runNode(`import * as context from ${JSON.stringify(built.url)};
    const start = performance.now();
    process.on('exit', () => console.log('lived', Math.round(performance.now() - start)));
    ${code}`);
  return { ...ran, ms: Number(/lived (\d+)/.exec(ran.output)?.[1]) };
}

const ROOT = 'const [ctx, cancel] = context.withTimeout(context.background(), 3_600_000);';
const SHORT = 'const [ctx, cancel] = context.withTimeout(context.background(), 400);';

describe('J5: a process with a live timeout', () => {
  it.each<[string, string]>([
    ['nobody waits on', ROOT],
    ['only the signal of which was read', `${ROOT} ctx.signal.addEventListener('abort', () => 0);`],
    ['that a child listens to', `${ROOT} context.withCancel(ctx)[0].signal;`],
    ['that was canceled', `${ROOT} ctx.done(); context.afterFunc(ctx, () => 0); cancel();`],
    ['whose function was stopped', `${ROOT} context.afterFunc(ctx, () => 0)();`],
  ])('exits: one %s', async (_, code) => {
    const { exit, ms, output } = await run(code);
    expect(exit, output).toBe(0);
    expect(ms).toBeLessThan(10_000);
  });

  it.each<[string, string]>([
    ['done()', `${SHORT} ctx.done();`],
    [
      'done() of a descendant',
      `${SHORT} context.withCancel(context.withCancel(ctx)[0])[0].done();`,
    ],
    ['done() of a value', `${SHORT} context.withValue(ctx, Symbol(), 1).done();`],
    ['afterFunc', `${SHORT} context.afterFunc(ctx, () => console.log('ran'));`],
    ['sleep', `${SHORT} context.sleep(ctx, 3_600_000).catch(() => console.log('woken'));`],
    ['race', `${SHORT} context.race(ctx, new Promise(() => 0)).catch(() => 0);`],
    ['await', `${SHORT} await ctx.done(); console.log(ctx.err().message);`],
  ])('lives until then: one with %s', async (_, code) => {
    const { exit, ms, output } = await run(code);
    expect(exit, output).toBe(0);
    expect(ms).toBeGreaterThan(350);
  });

  it('lives until a nap is over, and no longer', async () => {
    const { exit, ms, output } = await run(`${ROOT} await context.sleep(ctx, 400);`);
    expect(exit, output).toBe(0);
    expect(ms).toBeGreaterThan(350);
    expect(ms).toBeLessThan(10_000);
  });

  it('surfaces what a function throws as an uncaught exception', async () => {
    const { exit, output } = await run(`${ROOT}
      context.afterFunc(ctx, () => { throw new Error('thrown late'); });
      cancel();
      console.log('cancel returned');`);
    expect(exit).toBe(1);
    expect(output).toMatch(/cancel returned[^]*thrown late/);
  });
});
