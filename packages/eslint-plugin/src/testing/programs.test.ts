/** A file has the same findings however typescript-eslint is told to make its program. */
import { ESLint, type Linter } from 'eslint';
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import plugin from '../plugin.js';
import { foundIn } from './fixtures.js';
import { sampleService } from './sample.js';

const tsconfig = join(sampleService, 'tsconfig.json');

/** The findings in the sample service, file by file. */
async function findingsWith(parserOptions: Linter.ParserOptions): Promise<unknown[]> {
  const eslint = new ESLint({
    cwd: sampleService,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser, parserOptions } },
      plugin.configs.strict,
    ],
  });
  const results = await eslint.lintFiles(['src/**/*.ts']);
  return results.map((result) => [result.filePath, foundIn(result)]);
}

describe('the program of', () => {
  let expected: unknown[];

  // First: later, on a CI server, the parser makes no whole program of a project again.
  beforeAll(async () => {
    expected = await findingsWith({ project: tsconfig });
  });

  it('a project gives findings that only types can', async () => {
    const untyped = await findingsWith({});
    expect(expected).not.toEqual(untyped);
  });

  it.each<[string, () => Linter.ParserOptions]>([
    ['the project service', () => ({ projectService: true, tsconfigRootDir: sampleService })],
    ['`programs`', () => ({ programs: [parser.createProgram(tsconfig)] })],
  ])('%s gives the same', async (_, options) => {
    expect(await findingsWith(options())).toEqual(expected);
  });

  it('one file alone, as for a second look after a fix, gives what imports tell', async () => {
    vi.stubEnv('TSESTREE_SINGLE_RUN', 'true');
    const options = { project: tsconfig };
    await findingsWith(options);
    expect(await findingsWith(options)).toEqual(await findingsWith({}));
    vi.unstubAllEnvs();
  });
});
