import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** What is named so needs Node itself: its modules, processes or garbage collector. */
const NODE_ONLY = '**/*.node.test.ts';

/** Most tests start a type checker or a process, on a machine that may be busy. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

// The runtime is for every host: its tests run in Node's main thread, in a worker thread and in a browser.
const runtime = { include: ['packages/context/src/**/*.test.ts'], ...patient };

const report = `reports/${(process.env.npm_lifecycle_event ?? 'vitest').replace(':', '-')}.json`;

export default defineConfig({
  test: {
    // By default one core is left idle, which is half of a small machine.
    maxWorkers: '100%',
    // .ci/run counts what the reports say, one of each script.
    reporters: process.env.CI ? ['default', ['json', { outputFile: report }]] : ['default'],
    projects: [
      {
        test: {
          name: 'node',
          include: ['packages/*/src/**/*.test.ts'],
          // Each file is a process that does not live long: two fifths of its time went into code that V8 made better, and
          // helpers of its collector that waited for a core.
          execArgv: ['--interrupt-budget=250000', '--v8-pool-size=1'],
          ...patient,
        },
      },
      {
        test: { ...runtime, name: 'worker', pool: 'threads', exclude: [NODE_ONLY] },
      },
      {
        test: {
          ...runtime,
          name: 'browser',
          exclude: [NODE_ONLY],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
                args: ['--no-sandbox'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
