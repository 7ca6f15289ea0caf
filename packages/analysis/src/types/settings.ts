/** Reads `settings.ctxvet` as users write it, in an ESLint config or in one of ours. */
import { defaultSettings, type Settings } from '../syntax/source.js';
import { missingEntry } from './missing.js';

/** By what was written: it is validated once. */
const cache = new WeakMap<object, Settings>();

/** By what they say: an editor's server makes a new config for each keystroke, of the same settings. */
const known = new Map<string, Settings>();

/**
 * The settings with defaults filled in; the same object for settings that say the same in the same folder, so hosts
 * and adapters can remember by it. Throws an error that names the entry and what is allowed where the user wrote
 * something that cannot be meant, or names a file or a function that is not there, as seen from the folder `cwd`;
 * `readText` gives the text of a file, `undefined` where there is none.
 */
export function readSettings(
  settings: Readonly<Record<string, unknown>>,
  cwd: string,
  readText: (path: string) => string | undefined,
): Settings {
  const written = settings['ctxvet'];
  if (written === undefined) return defaultSettings;
  if (!isRecord(written)) {
    fail('settings.ctxvet', 'an object', written);
  }
  let read = cache.get(written);
  if (read === undefined) {
    read = sameAsBefore(validate(written), cwd);
    const missing = missingEntry(read, cwd, readText);
    if (missing !== undefined) throw new Error(`ctxvet: ${missing}`);
    cache.set(written, read);
  }
  return read;
}

/** The object that was made first of settings that say this in this folder: paths in them start there. */
function sameAsBefore(settings: Settings, cwd: string): Settings {
  const { modules, factories, notFactories } = settings;
  const key = JSON.stringify([cwd, modules, factories, notFactories]);
  const before = known.get(key);
  if (before === undefined) known.set(key, settings);
  return before ?? settings;
}

/** What each entry of a setting may be. */
const entries = {
  modules: {
    allowed: "a package name or a path that starts with a dot ('./src/context.ts')",
    test: (text: string) => text !== '',
  },
  factories: {
    allowed: "'module#name' ('./src/jobs.ts#start')",
    test: isExportName,
  },
  notFactories: {
    allowed: "'module#name' ('./src/jobs.ts#start')",
    test: isExportName,
  },
} satisfies Record<keyof Settings, { allowed: string; test: (text: string) => boolean }>;

function validate(written: Record<string, unknown>): Settings {
  const read: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(written)) {
    if (!Object.hasOwn(entries, key)) {
      const known = Object.keys(entries).join(', ');
      throw new Error(`ctxvet: unknown settings.ctxvet.${key}; known are ${known}`);
    }
    const { allowed, test } = entries[key as keyof Settings];
    if (!Array.isArray(value)) {
      fail(`settings.ctxvet.${key}`, `an array, with each entry ${allowed}`, value);
    }
    value.forEach((item: unknown, i) => {
      if (typeof item !== 'string' || !test(item)) {
        fail(`settings.ctxvet.${key}[${i}]`, allowed, item);
      }
    });
    // A copy: what is remembered by what it says must go on saying it.
    read[key] = [...(value as unknown[])];
  }
  return { ...defaultSettings, ...read };
}

function isExportName(text: string): boolean {
  return /^[^#]+#[^#]+$/.test(text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fail(entry: string, allowed: string, value: unknown): never {
  // `undefined` and functions have no JSON.
  const shown = (JSON.stringify(value) as string | undefined) ?? String(value);
  throw new Error(`ctxvet: ${entry} must be ${allowed}, but is ${shown}`);
}
