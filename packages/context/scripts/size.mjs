// Measures the core entry as users ship it: bundled, minified and compressed with brotli; all of it, and what is
// left where only contexts, their values and their deadlines are used. Fails where it imports anything or is larger
// than it was.
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes, compressed. To be lowered when the code gets smaller, and raised only for a reason. */
const LIMIT = 5300;

const everything = "export * from './index.ts'";
const size = await measure(everything);
const part = await measure(
  "export { background, withCancel, withTimeout, withValue, contextKey } from './index.ts'",
);
console.log(`@ctxvet/context: ${size} bytes compressed, of which contexts alone are ${part}`);
if (size > LIMIT) throw new Error(`the core is larger than ${LIMIT} bytes`);

async function measure(contents) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, '../src'), loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    metafile: true,
    write: false,
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  if (imports.length > 0) throw new Error(`the core imports ${imports.map(({ path }) => path)}`);
  return brotliCompressSync(outputFiles[0].contents).length;
}
