// Measures the core entry as users ship it: bundled, minified and compressed with brotli; all of it, and what is
// left where only some of it is used. Fails where it imports anything or is larger than it was.
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes, compressed. To be lowered when the code gets smaller, and raised only for a reason. */
const LIMIT = 5023;

const contexts = 'background, withCancel, withTimeout, withValue, contextKey';
const waiting = `${contexts}, afterFunc, sleep, race`;

const size = await measure('*');
console.log(`@ctxvet/context: ${size} bytes compressed, of which`);
console.log(`  contexts, their values and deadlines: ${await measure(`{ ${contexts} }`)}`);
console.log(`  these, afterFunc, sleep and race: ${await measure(`{ ${waiting} }`)}`);
console.log(`  these and group: ${await measure(`{ ${waiting}, group }`)}`);
if (size > LIMIT) throw new Error(`the core is larger than ${LIMIT} bytes`);

async function measure(names) {
  const contents = `export ${names} from './index.ts'`;
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
