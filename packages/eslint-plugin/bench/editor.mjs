/**
 * What a keystroke costs: one file of the code base is changed and linted again and again, as a language server does,
 * each time with a new ESLint, and a new program of which that file alone is new. Run it as
 *
 *     node packages/eslint-plugin/bench/editor.mjs [--keystrokes 20]
 *
 * after `npm run build`. It prints the first run, in which everything is made, and the median of those after it.
 */
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeCodeBase } from './code-base.mjs';
import { makeESLint, timesOf } from './lint.mjs';

const { values: flags } = parseArgs({
  options: { keystrokes: { type: 'string', default: '20' } },
});

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ctxvet-editor-')));
try {
  writeCodeBase(folder);
  const filePath = join(folder, 'src/retail/cart/service.ts');
  const text = readFileSync(filePath, 'utf8');
  const runs = [];
  for (let i = 0; i <= Number(flags.keystrokes); i++) {
    const start = performance.now();
    const eslint = makeESLint(folder, 'ours');
    const results = await eslint.lintText(`${text}\nexport const typed = ${i};\n`, { filePath });
    const rules = Object.entries(timesOf(folder, results)).filter(([rule]) =>
      rule.startsWith('ctxvet/'),
    );
    const ours = rules.reduce((sum, [, { total }]) => sum + total, 0);
    runs.push({ all: performance.now() - start, ours });
  }
  print('first', runs.slice(0, 1));
  print('median after that', runs.slice(1));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function print(name, runs) {
  const median = (of) =>
    runs
      .map(of)
      .sort((a, b) => a - b)
      [runs.length >> 1].toFixed(1);
  console.log(
    `${name.padEnd(18)} lint ${median(({ all }) => all)} ms, of which our rules ${median(({ ours }) => ours)} ms`,
  );
}
