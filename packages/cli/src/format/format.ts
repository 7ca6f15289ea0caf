/** What every format gets, and gives. */
import type { Written } from '../fix/fix.js';
import type { Report } from '../report/report.js';

/** What a format may need beside the report. */
export interface Surroundings {
  /** The absolute folder that the report's paths start from. */
  readonly cwd: string;
  /** The texts of the files with findings, as reports name them. */
  readonly texts: ReadonlyMap<string, string>;
  /** How many columns a line may have; any number where it is left out. */
  readonly width?: number | undefined;
  readonly colors: boolean;
  /** Nothing where it was not asked for. */
  readonly written?: Written | undefined;
}

/** Makes the whole output of a run; it ends with a line break unless it is empty. */
export type Format = (report: Report, around: Surroundings) => string;
