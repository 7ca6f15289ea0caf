/** All formats, by the name that `--format` takes. */
import type { FormatName } from '../args/parse.js';
import type { Format } from './format.js';
import { github } from './github.js';
import { json } from './json.js';
import { sarif } from './sarif.js';
import { stylish } from './stylish.js';
import { text } from './text.js';

export const formats: Readonly<Record<FormatName, Format>> = { text, stylish, json, sarif, github };
