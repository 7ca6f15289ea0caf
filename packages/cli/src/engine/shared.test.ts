/** What the programs of a run have in common, and what not. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plainDisk } from '../disk.js';
import { good, makeProjects, tsconfig } from '../testing/kit.js';
import { makeProgram } from './program.js';
import { makeProjects as makeReader } from './project.js';
import { makeShare, type Share } from './shared.js';

const projects = makeProjects();
afterAll(() => projects.remove());

const cwd = projects.make({
  'a/tsconfig.json': tsconfig(),
  'a/a.ts': good,
  'b/tsconfig.json': tsconfig(),
  'b/b.ts': good,
  'c/tsconfig.json': tsconfig({}, { target: 'es2022' }),
  'c/c.ts': good,
});

function programOf(name: string, share: Share) {
  const project = makeReader(cwd, plainDisk, () => undefined).read(
    join(cwd, name, 'tsconfig.json'),
  )!;
  const program = makeProgram({ project, texts: new Map(), disk: plainDisk, share });
  // Binds the files, as every run does.
  program.getTypeChecker();
  return program;
}

describe('the programs of a run', () => {
  const share = makeShare();
  const [a, b, c] = [programOf('a', share), programOf('b', share), programOf('c', share)];
  const installed = a
    .getSourceFiles()
    .filter(({ fileName }) => fileName.includes('/node_modules/typescript/'));

  it('share installed declarations that they read in the same way', () => {
    expect(installed.length).toBeGreaterThan(20);
    for (const file of installed) expect(b.getSourceFile(file.fileName)).toBe(file);
  });

  it('share nothing that other options may read otherwise', () => {
    for (const file of installed) expect(c.getSourceFile(file.fileName)).not.toBe(file);
  });

  it('find the same types as if they shared nothing', () => {
    const typesIn = (program: typeof a) => {
      const checker = program.getTypeChecker();
      const [source] = program.getRootFileNames().map((path) => program.getSourceFile(path)!);
      const exports = checker.getExportsOfModule(checker.getSymbolAtLocation(source!)!);
      return exports.map((each) => checker.typeToString(checker.getTypeOfSymbol(each)));
    };
    expect(typesIn(b)).toEqual(['(ctx: Context) => void']);
    expect(typesIn(b)).toEqual(typesIn(programOf('b', makeShare())));
  });

  it('share nothing with those of another run', () => {
    const again = programOf('a', makeShare());
    expect(again.getSourceFile(installed[0]!.fileName)).not.toBe(installed[0]);
  });
});
