// Modules of goscript, whose imports only its own compiler resolves: bundled into one file that Node can load.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The address of one module with goscript's `context`, and its `time` under that name. */
export async function bundleGoscript() {
  const modules = join(import.meta.dirname, 'node_modules');
  const { outputFiles } = await build({
    stdin: {
      contents: "export * from '@goscript/context'; export * as time from '@goscript/time';",
      resolveDir: modules,
    },
    alias: {
      '@goscript/context': join(modules, 'goscript/dist/gs/context/context.js'),
      '@goscript': join(modules, 'goscript/dist/gs'),
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const file = join(mkdtempSync(join(tmpdir(), 'ctxvet-bench-')), 'goscript.mjs');
  writeFileSync(file, outputFiles[0].contents);
  return pathToFileURL(file).href;
}
