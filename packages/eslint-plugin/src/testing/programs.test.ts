/** A file has the same findings however typescript-eslint is told to make its program. */
import { ESLint, type Linter } from 'eslint';
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { beforeAll, describe, expect, it } from 'vitest';
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

  beforeAll(async () => {
    expected = await findingsWith({ projectService: true, tsconfigRootDir: sampleService });
  });

  it('the project service gives findings that only types can', async () => {
    const untyped = await findingsWith({});
    expect(expected).not.toEqual(untyped);
  });

  it.each<[string, () => Linter.ParserOptions]>([
    ['`project`', () => ({ project: tsconfig })],
    ['`programs`', () => ({ programs: [parser.createProgram(tsconfig)] })],
  ])('%s gives the same', async (_, options) => {
    expect(await findingsWith(options())).toEqual(expected);
  });
});
