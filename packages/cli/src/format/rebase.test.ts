/** Where GitHub runs, its formats name files as it looks for them. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { afterAll, expect, it } from 'vitest';
import { lost, makeProjects, runCli, tsconfig } from '../testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

it('names files for GitHub from the top of the repository on', async () => {
  const top = projects.make({ 'packages/p/tsconfig.json': tsconfig(), 'packages/p/a.ts': lost });
  const cwd = join(top, 'packages/p');
  const printed = async (format: string, workspace: string): Promise<string> =>
    (await runCli(cwd, ['--format', format], { env: { GITHUB_WORKSPACE: workspace } })).stdout;
  expect(await printed('github', top)).toMatch(/^::error file=packages\/p\/a\.ts,/);
  expect(await printed('github', `${top}/pack`)).toMatch(/^::error file=a\.ts,/);
  expect(await printed('github', `${top}/`)).toMatch(/^::error file=packages\/p\/a\.ts,/);
  symlinkSync(top, join(top, 'link'), 'dir');
  expect(await printed('github', `${top}/link`)).toMatch(/^::error file=packages\/p\/a\.ts,/);
  expect(await printed('stylish', top)).toMatch(/^a\.ts\n/);
  const { runs } = JSON.parse(await printed('sarif', top)) as Log;
  expect(runs[0]?.originalUriBaseIds).toEqual({ '%SRCROOT%': { uri: `file://${top}/` } });
  const [result] = runs[0]?.results ?? [];
  const places = [...(result?.locations ?? []), ...(result?.relatedLocations ?? [])];
  for (const { physicalLocation } of places) {
    expect(physicalLocation?.artifactLocation?.uri).toBe('packages/p/a.ts');
  }
});
