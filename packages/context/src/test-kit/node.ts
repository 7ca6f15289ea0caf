/** Node processes of their own, for what one process cannot show of itself. */

import { spawn } from 'node:child_process';

export interface Ran {
  readonly exit: number | null;
  /** What it wrote, to stdout and stderr. */
  readonly output: string;
}

/** Runs `code`, an ES module, in a process of its own. */
export function runNode(code: string, ...flags: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [...flags, '--input-type=module', '-e', code]);
  let output = '';
  child.stdout.on('data', (data) => (output += String(data)));
  child.stderr.on('data', (data) => (output += String(data)));
  return new Promise((resolve) => {
    child.on('close', (exit) => {
      resolve({ exit, output });
    });
  });
}
