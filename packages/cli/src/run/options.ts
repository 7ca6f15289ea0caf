/** What a run is told. */
import type { CheckOptions } from '../check.js';
import { absolute } from '../paths.js';
import type { Progress } from './run.js';

/** What `check` takes as the command line has it: not checked by a compiler, and with more to say. */
export interface PlanOptions extends Omit<
  CheckOptions,
  'projects' | 'rules' | 'preset' | 'throws' | 'engine' | 'config'
> {
  readonly projects?: readonly string[] | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly preset?: string | undefined;
  readonly throws?: string | undefined;
  readonly engine?: string | undefined;
  readonly config?: unknown;
  readonly debug?: boolean | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** The folder that relative paths of the options start from. */
export function folderOf({ cwd = process.cwd() }: Pick<PlanOptions, 'cwd'>): string {
  return absolute(process.cwd(), cwd);
}
