/** A build of the package from its sources as they are, for tests that need one to run elsewhere. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const SRC = join(import.meta.dirname, '..');

export interface Build {
  /** Where the build's `index.js` is, for `import`. */
  readonly url: string;
  readonly dir: string;
  remove(): void;
}

export function build(): Build {
  const dir = mkdtempSync(join(tmpdir(), 'ctxvet-context-'));
  for (const file of readdirSync(SRC)) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const code = transpile(readFileSync(join(SRC, file), 'utf8'));
    writeFileSync(join(dir, file.replace(/\.ts$/, '.js')), code);
  }
  writeFileSync(join(dir, 'package.json'), '{"type":"module"}');
  return {
    dir,
    url: pathToFileURL(join(dir, 'index.js')).href,
    remove: () => {
      rmSync(dir, { recursive: true });
    },
  };
}

/** TypeScript to JavaScript that Node 20 runs. */
export function transpile(code: string): string {
  return ts.transpileModule(code, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      useDefineForClassFields: false,
    },
  }).outputText;
}
