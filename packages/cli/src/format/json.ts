/** `--format json`: the report as it is. */
import type { Format } from './format.js';

export const json: Format = (report) => `${JSON.stringify(report, null, 2)}\n`;
