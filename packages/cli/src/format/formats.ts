/** All formats, by the name that `--format` takes; each with what it needs to print, so only the one asked for is loaded. */
import type { FormatName } from '../args/parse.js';
import type { Format } from './format.js';

export const formats: Readonly<Record<FormatName, () => Promise<Format>>> = {
  text: async () => (await import('./text.js')).text,
  stylish: async () => (await import('./stylish.js')).stylish,
  json: async () => (await import('./json.js')).json,
  sarif: async () => (await import('./sarif.js')).sarif,
  github: async () => (await import('./github.js')).github,
};
