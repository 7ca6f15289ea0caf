/** What a run is told. */
import type { Config } from '../config/load.js';
import type { EngineName } from '../engine/engine.js';
import type { Progress } from './run.js';

/** What to check, and how. Everything may be left out. */
export interface CheckOptions {
  /** Where relative paths start, and where the configuration is looked for; the working directory of the process. */
  readonly cwd?: string;
  /** Files, folders, globs and tsconfig files; the nearest `tsconfig.json` where nothing is named. */
  readonly paths?: readonly string[];
  /** tsconfig files whose files are checked, or that `paths` belong to. */
  readonly projects?: readonly string[];
  /**
   * One text to check in the place of the file at `path`, which need not exist. Where a project has that file, it is
   * checked with types; else by its imports.
   */
  readonly text?: { readonly path: string; readonly text: string };
  /** Instead of the configuration that is found from `cwd` on. */
  readonly config?: Config;
  /** Instead of the rules of the configuration. */
  readonly preset?: 'recommended' | 'strict' | 'go';
  /** As `--rule`: `lostcancel` for this rule alone, `lostcancel:warn` to change one. */
  readonly rules?: readonly string[];
  /** Which exceptions `lostcancel` reckons with. */
  readonly throws?: 'evident' | 'calls' | 'none';
  /** Whether a comment that disables one of the rules, and that hides nothing, is a finding too. */
  readonly reportUnusedDisableDirectives?: boolean;
  /** What knows the types: TypeScript's classic API, or TypeScript 7 where `@typescript/native` is installed. */
  readonly engine?: EngineName;
  /**
   * Whether what the last run found may be given again where nothing has changed since, as the command line does; without `text`,
   * and with the engine `typescript` only. Then files are written to `node_modules/.cache/ctxvet`.
   */
  readonly cache?: boolean;
}

/** What `check` takes as the command line has it: not checked by a compiler, and with more to say. */
export interface PlanOptions extends Omit<
  CheckOptions,
  'projects' | 'rules' | 'preset' | 'throws' | 'engine' | 'config' | 'reportUnusedDisableDirectives'
> {
  readonly projects?: readonly string[] | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly preset?: string | undefined;
  readonly throws?: string | undefined;
  readonly reportUnusedDisableDirectives?: boolean | undefined;
  readonly engine?: string | undefined;
  readonly config?: unknown;
  readonly debug?: boolean | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}
