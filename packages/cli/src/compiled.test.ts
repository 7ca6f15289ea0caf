/** What is kept of the compiler between processes, by Node or by us. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lost, makeProjects } from './testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

const bin = join(import.meta.dirname, '../dist/bin.js');

function run(folder: string, more: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, NODE_COMPILE_CACHE: folder, ...more };
  const cwd = projects.make({ 'a.ts': lost });
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [bin, '--no-cache', '--format', 'stylish'],
    {
      cwd,
      env,
      encoding: 'utf8',
    },
  );
  expect(stdout).toContain('3:17');
  expect(stderr).toBe('');
}

/** The paths of the files that are kept. */
function keptIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((each) =>
    each.isFile() ? join(each.parentPath, each.name) : [],
  );
}

describe('what V8 made of the compiler', () => {
  it('is kept for the next process, which writes nothing', () => {
    const folder = join(projects.make({}), 'kept');
    run(folder);
    const kept = keptIn(folder);
    expect(kept.length).toBeGreaterThan(0);
    const times = kept.map((path) => statSync(path).mtimeMs);
    run(folder);
    expect(kept.map((path) => statSync(path).mtimeMs)).toEqual(times);
  });

  it.each<[string, (path: string) => void]>([
    ['cut off', (path) => truncateSync(path, statSync(path).size / 2)],
    ['something else', (path) => writeFileSync(path, 'x'.repeat(10_000))],
    ['empty', (path) => truncateSync(path)],
  ])('is not used where it is %s', (_, damage) => {
    const folder = join(projects.make({}), 'kept');
    run(folder);
    keptIn(folder).forEach(damage);
    run(folder);
  });

  it('is not kept where that is not wanted', () => {
    const folder = join(projects.make({}), 'kept');
    run(folder, { NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(keptIn(folder)).toEqual([]);
  });

  it('is not kept where that cannot be', () => {
    const folder = join(projects.make({ file: '' }), 'file');
    run(folder);
  });
});
