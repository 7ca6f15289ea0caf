/**
 * What V8 made of the compiler, kept for the next process. From Node 22 on Node does that itself, of all that is loaded. On Node 20 it is done here,
 * of the compiler alone: of its nine megabytes most of the work is to find out where functions end. It obeys Node's own environment variables,
 * and like Node it keeps things apart from the cache of results.
 */
import { lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { makeFolder } from './disk.js';
import { hashOf } from './hash.js';

/** Where it is kept; `undefined` where it is not, or where Node sees to it. */
let folder: string | undefined;

/** To be called by a program of our own: it is for whoever starts a process to say what it may leave behind. */
export function keepCompiled(): void {
  const { enableCompileCache } = nodeModule as { enableCompileCache?: () => unknown };
  if (enableCompileCache !== undefined) enableCompileCache();
  else folder = folderOfOurs();
}

/** As `require` does, of one file of CommonJS that is not a program by itself. */
export function requireCompiled(path: string): unknown {
  const require = nodeModule.createRequire(path);
  if (folder === undefined || require.cache[path] !== undefined) return require(path);
  const source = readFileSync(path);
  const file = join(folder, `${hashOf(source)}-${cachedDataVersionTag().toString(16)}`);
  const cachedData = readKept(file);
  const code = `(function (exports, require, module, __filename, __dirname) { ${source.toString()}\n})`;
  const script = new Script(code, { filename: path, ...(cachedData && { cachedData }) });
  // By the end it is known which functions are worth it.
  if (cachedData === undefined || script.cachedDataRejected === true) {
    process.once('exit', () => {
      keep(file, script.createCachedData());
    });
  }
  const module = new nodeModule.Module(path);
  require.cache[path] = module;
  try {
    const run = script.runInThisContext() as (...args: unknown[]) => void;
    run.call(module.exports, module.exports, require, module, path, dirname(path));
  } catch (err) {
    // The next who asks for it is to hear the same.
    Reflect.deleteProperty(require.cache, path);
    throw err;
  }
  module.loaded = true;
  return module.exports;
}

/** A folder for nobody else to write in: what is kept there will be run. */
function folderOfOurs(): string | undefined {
  const { NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE } = process.env;
  if (NODE_DISABLE_COMPILE_CACHE === '1') return undefined;
  const user = process.getuid?.();
  const made = NODE_COMPILE_CACHE ?? join(tmpdir(), `ctxvet-compiled-${user ?? 'user'}`);
  try {
    makeFolder(made, 0o700);
    const { uid, mode } = lstatSync(made);
    return user === undefined || (uid === user && (mode & 0o022) === 0) ? made : undefined;
  } catch {
    return undefined;
  }
}

/** V8 does not look whether it is whole. */
function readKept(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const data = bytes.subarray(0, -digits);
    return bytes.toString('latin1', data.length) === hashOf(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

const digits = hashOf('').length;

/** The hash comes last, for V8 takes only what is aligned as it is. */
function keep(file: string, data: Buffer): void {
  try {
    const bytes = Buffer.concat([data, Buffer.from(hashOf(data), 'latin1')]);
    const beside = `${file}.${process.pid}`;
    writeFileSync(beside, bytes, { mode: 0o600 });
    renameSync(beside, file);
  } catch {
    // It costs the next process time, and nothing else.
  }
}
