/** Edits, made and shown. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Edit, Finding } from '../report/report.js';
import { applyEdits, applyFixes } from './apply.js';
import { makeProjects, nil, root, runCli, tsconfig } from '../testing/kit.js';
import { hunksOf, patchOf } from './patch.js';

const projects = makeProjects();
afterAll(() => projects.remove());

/** The edit that puts a text where another one stands. */
function edit(text: string, old: string, inserted: string): Edit {
  const start = text.indexOf(old);
  return { range: [start, start + old.length], text: inserted };
}

const text = 'one\ntwo\nthree\nfour\nfive\nsix\n';

describe('hunksOf', () => {
  it.each<[string, Edit[], string[][]]>([
    ['the first line', [edit(text, 'one', '1')], [['-one', '+1', ' two']]],
    ['the middle', [edit(text, 'three', '3')], [[' two', '-three', '+3', ' four']]],
    ['the last line', [edit(text, 'six', '6')], [[' five', '-six', '+6']]],
    ['the end', [{ range: [28, 28], text: 'seven\n' }], [[' six', '+seven']]],
    ['a new line', [{ range: [3, 3], text: '\nnew' }], [[' one', '+new', ' two']]],
    [
      'two places',
      [edit(text, 'one', '1'), edit(text, 'six', '6')],
      [
        ['-one', '+1', ' two'],
        [' five', '-six', '+6'],
      ],
    ],
    ['nothing', [], []],
  ])('shows a change of %s', (_, edits, expected) => {
    expect(hunksOf(text, edits, 1)).toEqual(expected);
  });

  it('needs no line end at the end', () => {
    expect(hunksOf('one', [edit('one', 'one', '1')], 1)).toEqual([['-one', '+1']]);
  });

  it('shows the same as a comparison of the whole texts', () => {
    const edits = [edit(text, 'two', '2'), edit(text, 'four\n', '')];
    const whole = hunksOf(text, [{ range: [0, text.length], text: applyEdits(text, edits) }], 1);
    expect(hunksOf(text, edits, 1)).toEqual(whole);
  });
});

describe('patchOf', () => {
  it.each([
    ['src/a.ts', '--- a/src/a.ts\n+++ b/src/a.ts\n'],
    // `patch` would look for `my`.
    ['my src/a.ts', '--- a/my src/a.ts\t\n+++ b/my src/a.ts\t\n'],
  ])('names %s so that git and patch find it', (file, header) => {
    const start = { folder: '/project', isTop: false };
    expect(patchOf(`/project/${file}`, 'one\n', '1\n', start)).toBe(
      `${header}@@ -1,1 +1,1 @@\n-one\n+1\n`,
    );
  });
});

describe('a patch from a package that refers to one beside it', () => {
  const files = {
    'packages/a/tsconfig.json': tsconfig({}, { composite: true, noEmit: false, outDir: 'dist' }),
    'packages/a/src/a.ts': nil,
    'packages/b/tsconfig.json': tsconfig({ references: [{ path: '../a' }] }),
    'packages/b/b.ts': nil,
  };
  const git = (cwd: string, args: string[], input = '') => {
    const { status } = spawnSync('git', args, { cwd, input, encoding: 'utf8' });
    expect(status).toBe(0);
  };
  const isFixed = (top: string, name: string) =>
    readFileSync(join(top, name), 'utf8').includes('TODO()');

  it('is taken by git at the top of the repository, as is said', async () => {
    const top = projects.make(files);
    const cwd = join(top, 'packages/b');
    git(top, ['init', '--quiet']);
    const { stdout, stderr } = await runCli(cwd, ['--diff']);
    expect(stderr).toBe(
      'ctxvet: the patch changes files outside of this folder, so its names start at ../..: git -C ../.. apply\n',
    );
    // Elsewhere git passes over what lies outside.
    git(cwd, ['apply', '--check'], stdout);
    git(cwd, ['-C', '../..', 'apply'], stdout);
    expect(isFixed(top, 'packages/a/src/a.ts')).toBe(true);
    expect(isFixed(top, 'packages/b/b.ts')).toBe(true);
  });

  it('leaves out what lies beside it where there is no repository', async () => {
    const top = mkdtempSync(join(tmpdir(), 'ctxvet-'));
    cpSync(projects.make(files), top, { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(top, 'node_modules'), 'dir');
    const { code, stdout, stderr } = await runCli(join(top, 'packages/b'), ['--diff']);
    rmSync(top, { recursive: true });
    expect(stdout.match(/^--- .*/gm)).toEqual(['--- a/b.ts']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'ctxvet: ../a/src/a.ts: its fixes are left out: no git repository holds both it and this folder\n',
    });
  });
});

describe('applyFixes', () => {
  const withFix = (...fix: Edit[]): Finding => ({ fix }) as object as Finding;

  it('makes fixes in the order of the text', () => {
    const findings = [withFix(edit(text, 'six', '6')), withFix(edit(text, 'one', '1'))];
    const after = '1\ntwo\nthree\nfour\nfive\n6\n';
    expect(applyFixes(text, findings)).toEqual({ after, made: 2 });
  });

  it('leaves out one that touches another, whole', () => {
    const first = withFix(edit(text, 'one', '1'), edit(text, 'three', '3'));
    const second = withFix(edit(text, 'two', '2'), edit(text, 'six', '6'));
    const after = '1\ntwo\n3\nfour\nfive\nsix\n';
    expect(applyFixes(text, [second, first])).toEqual({ after, made: 1 });
  });
});
