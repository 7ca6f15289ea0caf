/** The process, as far as the command line touches it; tests give another. */

/** Where output goes. */
export interface Output {
  write(text: string): void;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What `main` sees of the world. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** May this output have colours? `NO_COLOR` and `FORCE_COLOR` have the last word, in this order. */
export function hasColors({ env }: Io, { isTTY }: Output): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  const { FORCE_COLOR: forced } = env;
  if (forced !== undefined && forced !== '') return forced !== '0';
  return isTTY === true && env['TERM'] !== 'dumb';
}
