/** Fixes, written to files and shown; those that would lose something are left out. */
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { planFor } from '../run/plan.js';
import { run } from '../run/run.js';
import { makeProjects, nil, runCli, tsconfig } from '../testing/kit.js';
import { fixAll, writeFixed } from './fix.js';

const projects = makeProjects();
afterAll(() => projects.remove());

describe('fixes', () => {
  it('of a file that has changed meanwhile are not written', async () => {
    const cwd = projects.make({ 'a.ts': nil, 'b.ts': nil });
    const { plan } = await planFor({ cwd });
    const { fixed } = fixAll(plan, run(plan));
    writeFileSync(join(cwd, 'a.ts'), 'somebody is typing');
    expect(() => writeFixed(fixed[0]!)).toThrow('it has changed while it was checked; run again');
    writeFixed(fixed[1]!);
    expect(readFileSync(join(cwd, 'a.ts'), 'utf8')).toBe('somebody is typing');
    expect(readFileSync(join(cwd, 'b.ts'), 'utf8')).toContain('TODO()');
  });

  it.each<[string, BufferEncoding]>([
    ['Latin-1', 'latin1'],
    ['UTF-16', 'utf16le'],
  ])('of a file in %s are not written', async (_, encoding) => {
    const mark = encoding === 'utf16le' ? '\uFEFF' : '';
    const bytes = Buffer.from(`${mark}${nil}// caf\u00E9\n`, encoding);
    const cwd = projects.make({ 'a.ts': '', 'b.ts': nil });
    writeFileSync(join(cwd, 'a.ts'), bytes);
    const said = 'ctxvet: a.ts: its fixes are left out: it is not in UTF-8\n';
    const diff = await runCli(cwd, ['--diff']);
    expect({ ...diff, stdout: diff.stdout.match(/^--- .*/gm) }).toEqual({
      code: 2,
      stdout: ['--- a/b.ts'],
      stderr: said,
    });
    const { code, stdout, stderr } = await runCli(cwd, ['--fix', '--format', 'stylish']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: said });
    // Nor is it said that --fix would write them.
    expect(stdout).toMatch(/2 findings \(2 errors, 0 warnings\), 2 fixes written, 1 problem, /);
    expect(readFileSync(join(cwd, 'a.ts'))).toEqual(bytes);
  });

  it.skipIf(process.getuid?.() === 0)(
    'of a file that may not be written are left out',
    async () => {
      const cwd = projects.make({ 'a.ts': nil });
      chmodSync(join(cwd, 'a.ts'), 0o444);
      const { code, stderr } = await runCli(cwd, ['--fix']);
      const said = 'ctxvet: a.ts: its fixes are left out: you may not write this file\n';
      expect({ code, stderr }).toEqual({ code: 2, stderr: said });
      expect(readFileSync(join(cwd, 'a.ts'), 'utf8')).toBe(nil);
    },
  );

  // Root may write everywhere.
  it.skipIf(process.getuid?.() === 0)(
    'of a file in a folder that may not be written are left out',
    async () => {
      const cwd = projects.make({ 'src/a.ts': nil });
      chmodSync(join(cwd, 'src'), 0o555);
      const { code, stderr } = await runCli(cwd, ['--fix']);
      chmodSync(join(cwd, 'src'), 0o755);
      const said = 'ctxvet: src/a.ts: its fixes are left out: you may not write in its folder\n';
      expect({ code, stderr }).toEqual({ code: 2, stderr: said });
    },
  );

  it('are counted over all rounds', async () => {
    const { stdout } = await runCli(projects.make({ 'a.ts': nil, 'b.ts': nil }), ['--fix']);
    expect(stdout).toBe('2 files, no findings, 4 fixes written to 2 files, 0.0 s\n');
  });

  it('leave no other file behind', async () => {
    const cwd = projects.make({ 'src/a.ts': nil });
    await runCli(cwd, ['--fix']);
    expect(readdirSync(join(cwd, 'src'))).toEqual(['a.ts']);
  });

  it('go through a symbolic link', async () => {
    const cwd = projects.make({ 'real.txt': nil });
    mkdirSync(join(cwd, 'src'));
    symlinkSync('../real.txt', join(cwd, 'src/a.ts'));
    await runCli(cwd, ['--fix']);
    expect(readFileSync(join(cwd, 'real.txt'), 'utf8')).toContain('TODO()');
  });

  describe('of a file that has two names', () => {
    const shared = () => {
      const cwd = projects.make({
        'shared/x.ts': nil,
        'packages/a/tsconfig.json': tsconfig(),
        'packages/b/tsconfig.json': tsconfig(),
        'tsconfig.json': tsconfig({
          files: [],
          references: [{ path: 'packages/a' }, { path: 'packages/b' }],
        }),
      });
      for (const name of ['a', 'b']) {
        symlinkSync('../../shared', join(cwd, `packages/${name}/shared`), 'dir');
      }
      return cwd;
    };

    it('are written once', async () => {
      const cwd = shared();
      const { code, stdout, stderr } = await runCli(cwd, ['--fix']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe('2 files, no findings, 2 fixes written, 0.0 s\n');
      expect(readFileSync(join(cwd, 'shared/x.ts'), 'utf8')).toContain('TODO()');
    });

    it('are shown once, under the name that git knows', async () => {
      const cwd = shared();
      const { code, stdout, stderr } = await runCli(cwd, ['--diff']);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(stdout.match(/^--- .*/gm)).toEqual(['--- a/shared/x.ts']);
    });
  });
});
