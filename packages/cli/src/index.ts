export { check } from './check.js';
export type { Config } from './config/load.js';
export type { Severity } from './config/rules.js';
export type {
  Edit,
  Finding,
  Place,
  RelatedPlace,
  Report,
  Suggestion,
  Summary,
} from './report/report.js';
export type { CheckOptions } from './run/options.js';
