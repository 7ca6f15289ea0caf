/**
 * How the engine's time grows with the size of one function. Run it as
 *
 *     node --stack-size=30000 packages/analysis/bench/growth.mjs
 *
 * after `npm run build`; the larger stack is for the parser, whose own time is not counted. For each
 * shape and size it prints the best of five runs, and at last the slope of log time over log size in the three
 * largest sizes (1 is linear). It ends with exit code 1 where a slope is above 1.15.
 */
import { parseForESLint } from '@typescript-eslint/parser';
import {
  checks,
  createUncheckedTypes,
  defaultSettings,
  openFile,
  runCheck,
} from '@ctxvet/analysis';

const limit = 1.15;
const lostcancel = checks.find((check) => check.name === 'lostcancel');
const times = (n, print) => Array.from({ length: n }, (_, i) => print(i)).join('\n');
const program = (body) =>
  `import { withCancel, type Context } from '@ctxvet/context';
export function run(parent: Context, x: number[]): void {
${body}
}`;

const shapes = {
  'branches in sequence': {
    sizes: [1250, 2500, 5000, 10000, 20000],
    text: (n) =>
      `const [ctx, cancel] = withCancel(parent);\n${times(n, (i) => `if (x[${i}]) work(ctx);`)}\ncancel();`,
  },
  'branches that lose': {
    sizes: [1250, 2500, 5000, 10000, 20000],
    text: (n) =>
      `const [ctx, cancel] = withCancel(parent);\n${times(n, (i) => `if (x[${i}]) work(ctx);`)}`,
  },
  'try/finally in try': {
    sizes: [50, 100, 200, 400],
    text: (n) =>
      `const [ctx, cancel] = withCancel(parent); work(ctx);\n${'try { work(ctx);\n'.repeat(n)}${'} finally { work(ctx); }\n'.repeat(n)}cancel();`,
  },
  'closures in closures': {
    sizes: [20, 40, 75, 150],
    text: (n) =>
      `const [ctx, cancel] = withCancel(parent);\n${times(n, (i) => `const f${i} = () => { work(ctx); if (x[${i}]) return;`)}\ncancel();\n${times(n, (i) => `}; f${n - 1 - i}();`)}`,
  },
  'conditions asked twice': {
    sizes: [15, 30, 60, 120],
    text: (n) =>
      `let stop;\nif (parent.on0) [, stop] = withCancel(parent);\n${times(n, (i) => `if (parent.on${i}) work();`)}\n${times(n, (i) => `if (parent.on${i}) work();`)}\nif (parent.on0) stop();`,
  },
  'acquisitions one after another': {
    sizes: [300, 600, 1250, 2500, 5000],
    text: (n) =>
      times(
        n,
        (i) =>
          `const [c${i}, cancel${i}] = withCancel(parent); if (x[${i}]) work(c${i}); cancel${i}();`,
      ),
  },
  'acquisitions all open at once': {
    sizes: [300, 600, 1250, 2500, 5000],
    text: (n) =>
      `${times(n, (i) => `const [c${i}, cancel${i}] = withCancel(parent);`)}\n${times(n, (i) => `cancel${i}();`)}`,
  },
  'acquisitions into one outer variable': {
    sizes: [300, 600, 1250, 2500, 5000],
    text: (n) =>
      `let ctx, cancel;\n${times(n, (i) => `test(${i}, () => { [ctx, cancel] = withCancel(parent); work(ctx); cancel(); });`)}`,
  },
  'acquisitions all lost': {
    sizes: [300, 600, 1250, 2500, 5000],
    text: (n) =>
      times(n, (i) => `const [c${i}, cancel${i}] = withCancel(parent); if (x[${i}]) cancel${i}();`),
  },
};

/** Milliseconds of the engine alone, the best of five. */
function measure(text) {
  const {
    ast,
    scopeManager: scopes,
    visitorKeys,
  } = parseForESLint(text, { range: true, loc: true });
  let best = Infinity;
  for (let run = 0; run < 5; run++) {
    const source = { ast, text, scopes, visitorKeys, path: '/bench/file.ts', cwd: '/bench' };
    const start = performance.now();
    const file = openFile(source, createUncheckedTypes(source, defaultSettings), defaultSettings);
    runCheck(file, lostcancel);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** The slope of the least-squares line through the logarithms. */
function slopeOf(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (at) => logs.reduce((sum, point) => sum + point[at], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const up = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  const across = logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return up / across;
}

for (const [name, { sizes, text }] of Object.entries(shapes)) {
  const points = sizes.map((size) => [size, measure(program(text(size)))]);
  const slope = slopeOf(points.slice(-3));
  const row = points.map(([size, ms]) => `${size}: ${ms.toFixed(1)} ms`).join('  ');
  console.log(`${name.padEnd(37)} slope ${slope.toFixed(2)}   ${row}`);
  if (slope > limit) process.exitCode = 1;
}
