/** Whether what settings name is there at all: a name with a slip would just never match. */
import type { Settings } from '../syntax/source.js';
import { isPath, joinPath, namedFunctions, withoutExtension } from './modules.js';

/** Reads a file; `undefined` where there is none. */
export type ReadFile = (path: string) => string | undefined;

/**
 * What is wrong with the first of the entries `./path` and `./path#name` whose file is not there or does not mention
 * the name; `undefined` where all may be right. Packages are not looked for: aliases may stand for them.
 */
export function missingEntry(settings: Settings, cwd: string, read: ReadFile): string | undefined {
  for (const [i, module] of settings.modules.entries()) {
    if (isPath(module) && textsOf(module, cwd, read).length === 0) {
      return `settings.ctxvet.modules[${String(i)}] ${notThere(module, cwd)}`;
    }
  }
  for (const key of ['factories', 'notFactories'] as const) {
    for (const [i, { module, name }] of namedFunctions(settings[key]).entries()) {
      if (!isPath(module)) continue;
      const entry = `settings.ctxvet.${key}[${String(i)}]`;
      const texts = textsOf(module, cwd, read);
      if (texts.length === 0) return `${entry} ${notThere(module, cwd)}`;
      if (!texts.some((text) => text.includes(name) || /\bexport\s*\*/.test(text))) {
        return `${entry} names nothing: there is no ${name} in ${module}`;
      }
    }
  }
  return undefined;
}

function textsOf(module: string, cwd: string, read: ReadFile): string[] {
  return candidatesOf(joinPath(cwd, module)).flatMap((path) => read(path) ?? []);
}

function notThere(module: string, cwd: string): string {
  return `names a file that is not there: ${module} (from ${cwd})`;
}

/** The files that a path may mean: `.js` is written for `.ts`, extensions and `/index` are left out. */
function candidatesOf(path: string): string[] {
  const stem = withoutExtension(path);
  const stems = [stem, `${stem}/index`];
  return [path, ...stems.flatMap((each) => extensions.map((extension) => each + extension))];
}

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
