import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** What is named so needs Node itself: its modules, processes or garbage collector. */
const NODE_ONLY = '**/*.node.test.ts';

const ELSEWHERE = ['packages/{context,eslint-plugin}/src/**/*.test.ts'];
/** They need the whole stack, or ask what is known of the names of one program. */
const ALONE = [
  'packages/analysis/src/checks/deep.test.ts',
  'packages/analysis/src/types/names.test.ts',
];
const TOGETHER = ['packages/{analysis,cli}/src/**/*.test.ts'];

/** Most tests start a type checker or a process, on a machine that may be busy. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

const inNode = {
  // Each process does not live long: a quarter of its time went into code that V8 made better, and helpers of its collector that
  // waited for a core. For Node 20 alone: the newest refuses to start with the first.
  execArgv: process.versions.v8.startsWith('11.')
    ? ['--interrupt-budget=250000', '--v8-pool-size=1']
    : [],
  ...patient,
};

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
        test: { ...inNode, name: 'node', include: [...ELSEWHERE, ...ALONE] },
      },
      {
        // To start a process and load two compilers for each of these files took as long as their tests.
        test: { ...inNode, name: 'together', include: TOGETHER, exclude: ALONE, isolate: false },
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
