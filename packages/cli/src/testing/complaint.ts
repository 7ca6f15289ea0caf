/** What users are told of input that cannot be checked. */
import { expect } from 'vitest';
import { runCli } from './kit.js';

/** Runs in a project, and checks what every such run must keep to. */
export async function complaintOf(cwd: string, args: readonly string[] = []): Promise<string> {
  const { code, stderr, stdout } = await runCli(cwd, args);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^ctxvet: [^\n]+\n$/);
  expect(stderr + stdout).not.toMatch(/^\s+at .*:\d+:\d+/m);
  return stderr.slice('ctxvet: '.length, -1);
}
