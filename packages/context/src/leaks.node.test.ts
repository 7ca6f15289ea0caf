import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { background } from './endless.js';
import { group } from './group.js';
import { extract } from './http.js';
import { trackLeaks, type LeakTracker } from './leaks.js';
import { fromRequest, withSignals } from './node.js';
import { build } from './test-kit/build.js';
import { runNode } from './test-kit/node.js';
import { withCancel, withCancelCause } from './with-cancel.js';
import { withDeadline, withDeadlineCause, withTimeout, withTimeoutCause } from './with-deadline.js';
import { withSignal } from './with-signal.js';
import { withValue } from './with-value.js';

const built = build();
let tracker: LeakTracker | undefined;

afterAll(() => {
  built.remove();
});

afterEach(() => {
  tracker?.stop();
});

describe('trackLeaks', () => {
  const { signal } = new AbortController();
  const later = Date.now() + 3_600_000;

  it.each<[string, () => unknown]>([
    ['withCancel', () => withCancel(background())],
    ['withCancelCause', () => withCancelCause(background())],
    ['withDeadline', () => withDeadline(background(), later)],
    ['withDeadlineCause', () => withDeadlineCause(background(), later, undefined)],
    ['withTimeout', () => withTimeout(background(), 3_600_000)],
    ['withTimeoutCause', () => withTimeoutCause(background(), 3_600_000, undefined)],
    ['withSignal', () => withSignal(background(), signal)],
    ['withSignals', () => withSignals(background(), [])],
    ['group', () => group(background())],
    ['extract', () => extract(background(), { 'x-timeout-ms': '60000' })],
  ])('tells who called %s, and when', (_, make) => {
    tracker = trackLeaks();
    (function culprit() {
      make();
    })();
    const leaks = tracker.leaks();
    expect(leaks).toHaveLength(1);
    // The arrow function in the table calls, and is called by the culprit.
    expect(leaks[0]?.stack.split('\n')[1]).toMatch(/^\s*at culprit .*leaks\.node\.test\.ts/);
    expect(leaks[0]?.age).toBeLessThan(10_000);
    expect(leaks[0]?.dropped).toBe(false);
  });

  it('shows who called, also within functions of such names', () => {
    const withRetry = <T>(f: () => T): T => f();
    const withTimeout = (): unknown => withCancel(background());
    tracker = trackLeaks();
    withRetry(() => withTimeout());
    expect(tracker.leaks()[0]?.stack).toMatch(/^\s*at withTimeout .*\n.*\n\s*at withRetry /);
  });

  it('shows as much of the stack as any error does', () => {
    const deep = (n: number): unknown =>
      n > 0 ? deep(n - 1) : extract(background(), { 'x-timeout-ms': '60000' });
    const { stackTraceLimit } = Error;
    tracker = trackLeaks();
    try {
      Error.stackTraceLimit = 10;
      deep(20);
      expect(Error.stackTraceLimit).toBe(10);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    expect(tracker.leaks()[0]?.stack.match(/at deep /g)?.length).toBeGreaterThanOrEqual(10);
  });

  it('shows the stack also where a program has made a list of it', () => {
    const { prepareStackTrace } = Error;
    tracker = trackLeaks();
    Error.prepareStackTrace = (_, frames) => frames;
    try {
      (function culprit() {
        withCancel(background());
      })();
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
    expect(tracker.leaks()[0]?.stack).toMatch(/^ {4}at culprit .*leaks\.node\.test\.ts/);
  });

  it('forgets what has ended, by whatever way', () => {
    withCancel(background());
    tracker = trackLeaks();
    const [parent, cancel] = withCancel(background());
    withTimeout(parent, 3_600_000);
    withTimeout(background(), 0);
    expect(tracker.leaks().map(({ ctx }) => String(ctx))).toEqual([
      'context.Background.WithCancel',
      expect.stringContaining('WithCancel.WithDeadline'),
    ]);
    cancel();
    expect(tracker.leaks()).toEqual([]);
    tracker.assertNone();
  });

  it('knows nothing of what nobody has to cancel', () => {
    tracker = trackLeaks();
    withValue(background(), Symbol('key'), 1);
    const res = { writableEnded: true, on: () => 0, off: () => 0 };
    fromRequest({}, res);
    expect(tracker.leaks()).toEqual([]);
  });

  it('lists them in the error', () => {
    tracker = trackLeaks();
    withCancel(background());
    expect(() => {
      tracker?.assertNone();
    }).toThrow(/^1 never canceled:\ncontext\.Background\.WithCancel, made \d+ ms ago\n\s+at /);
  });

  it('can be done by several, each until it stops', () => {
    tracker = trackLeaks();
    const other = trackLeaks();
    withCancel(background());
    other.stop();
    withCancel(background());
    expect(other.leaks()).toEqual([]);
    expect(tracker.leaks()).toHaveLength(2);
    tracker[Symbol.dispose]();
    withCancel(background());
    expect(tracker.leaks()).toEqual([]);
  });

  it('tells of cancel functions that nobody has any more', async () => {
    const { output } = await runNode(
      `import * as context from ${JSON.stringify(built.url)};
      const { trackLeaks } = await import(${JSON.stringify(built.url.replace('index', 'testing'))});
      const tracker = trackLeaks();
      const kept = context.withCancel(context.background());
      context.withCancel(context.background());
      for (let i = 0; i < 50 && !tracker.leaks()[1].dropped; i++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        gc();
      }
      console.log(tracker.leaks().map(({ dropped }) => dropped), kept.length);`,
      '--expose-gc',
    );
    expect(output).toBe('[ false, true ] 2\n');
  });
});

describe('failOnLeaks', () => {
  const exec = promisify(execFile);
  const run = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const ran = exec(process.execPath, args, { cwd: built.dir, env });
    return ran.then(
      ({ stdout }) => `passed ${stdout}`,
      (error: unknown) => `failed ${(error as { stdout: string }).stdout}`,
    );
  };
  const leaking = `import * as context from './index.js';
    test('leaks', () => { context.withCancel(context.background()); });
    test('is clean', () => { context.withCancel(context.background())[1](); });
    let cancel;
    afterEach(() => cancel?.());
    test('cleans up in a hook', () => { [, cancel] = context.withCancel(context.background()); });`;
  const nested = `test('leaks around another', async (t) => {
      context.withCancel(context.background());
      await t.test('is clean within', () => undefined);
    });
    test('is clean around another', async (t) => {
      const [, cancel] = context.withCancel(context.background());
      await t.test('is clean within', () => undefined);
      cancel();
    });`;

  it('fails the test that leaks: node:test', async () => {
    const setup = `import { failOnLeaks } from './testing.js';
      failOnLeaks(await import('node:test'));`;
    writeFileSync(join(built.dir, 'setup.mjs'), setup);
    const late = `test('cleans up in t.after', (t) => {
        t.after(context.withCancel(context.background())[1]);
      });`;
    const tests = `import { afterEach, test } from 'node:test';\n${leaking}\n${late}\n${nested}`;
    writeFileSync(join(built.dir, 'a.test.mjs'), tests);
    const output = await run('--test', '--import', './setup.mjs', 'a.test.mjs');
    expect(output).toMatch(/^failed/);
    expect(output).toMatch(/not ok 1 - leaks|✖ leaks/);
    expect(output).toMatch(/1 never canceled/);
    expect(output).toMatch(/ok 2 - is clean|✔ is clean/);
    expect(output).toMatch(/ok 3 - cleans up in a hook|✔ cleans up in a hook/);
    expect(output).toMatch(/ok 4 - cleans up in t.after|✔ cleans up in t.after/);
    expect(output).toMatch(/not ok 5 - leaks around another|✖ leaks around another/);
    expect(output).toMatch(/ok 6 - is clean around another|✔ is clean around another/);
  });

  it('fails the test that leaks: Vitest', async () => {
    const dir = join(built.dir, 'vitest');
    mkdirSync(dir);
    const setup = `import { failOnLeaks } from '../testing.js';
      failOnLeaks(globalThis);`;
    writeFileSync(join(dir, 'setup.mjs'), setup);
    const late = `test('cleans up when finished', () => {
        onTestFinished(context.withCancel(context.background())[1]);
      });
      const withFixture = test.extend({
        ctx: async ({}, use) => {
          const [ctx, cancel] = context.withCancel(context.background());
          await use(ctx);
          cancel();
        },
      });
      withFixture('has a fixture that cleans up', ({ ctx }) => ctx.err());`;
    const tests = `${leaking.replace('./index', '../index')}\n${late}`;
    writeFileSync(join(dir, 'a.test.mjs'), tests);
    const vitest = join(import.meta.dirname, '../../../node_modules/vitest/vitest.mjs');
    const config = `export default { test: { globals: true, setupFiles: ['./setup.mjs'] } };`;
    writeFileSync(join(dir, 'vitest.config.mjs'), config);
    const output = await run(vitest, 'run', '--root', dir, '--reporter=json');
    const report = JSON.parse(output.slice(output.indexOf('{'))) as {
      testResults: { assertionResults: { title: string; status: string }[] }[];
    };
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(results.map(({ title, status }) => [title, status])).toEqual([
      ['leaks', 'failed'],
      ['is clean', 'passed'],
      ['cleans up in a hook', 'passed'],
      ['cleans up when finished', 'passed'],
      ['has a fixture that cleans up', 'passed'],
    ]);
  });
});
