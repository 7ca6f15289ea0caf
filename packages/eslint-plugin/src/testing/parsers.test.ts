/** Parsers differ in what they say of what is missing, and scope managers in how they number variables: findings do not. */
import { ESLint } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { describe, expect, it } from 'vitest';
import plugin from '../plugin.js';
import { fixtureFolders, foundIn, readFixtures, root } from './fixtures.js';

/** What may stand at a node, by the node's type; of `Function` at all of its kinds. */
const optional: readonly [RegExp, readonly string[]][] = [
  [/^Identifier$|Pattern$|^RestElement$|^PropertyDefinition$/, ['typeAnnotation']],
  [/Function/, ['returnType', 'typeParameters']],
  [/^(?:Call|New|TaggedTemplate)Expression$/, ['typeArguments']],
  [/^Class(?:Declaration|Expression)$/, ['typeParameters', 'superTypeArguments']],
];

/** typescript-eslint's parser, made to answer as hermes-eslint does. */
const other = {
  parseForESLint(text: string, options: parser.ParserOptions) {
    const result = parser.parseForESLint(text, options);
    const stack: object[] = [result.ast];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const { type } = node as TSESTree.Node;
      for (const [types, keys] of optional) {
        if (types.test(type)) for (const key of keys) setNull(node, key);
      }
      for (const key of result.visitorKeys[type] ?? []) {
        const child = (node as Record<string, unknown>)[key];
        for (const each of [child].flat()) {
          if (typeof each === 'object' && each !== null) stack.push(each);
        }
      }
    }
    for (const scope of result.scopeManager.scopes) {
      for (const variable of scope.variables) {
        Object.defineProperty(variable, '$id', { value: undefined });
      }
    }
    return result;
  },
};

function setNull(node: object, key: string): void {
  const { [key]: value = null } = node as Record<string, unknown>;
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
}

async function found(rule: string, chosen: object): Promise<unknown[]> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.{ts,tsx,mts,cts,js,mjs,cjs,jsx}'],
        languageOptions: { parser: chosen },
      },
      plugin.configs.strict,
    ],
  });
  const results = await eslint.lintFiles(readFixtures(rule).map(({ path }) => path));
  return results.map((result) => [result.filePath, foundIn(result)]);
}

describe('the fixtures of', () => {
  it.each(fixtureFolders())('%s', async (rule) => {
    expect(await found(rule, other)).toEqual(await found(rule, parser));
  });
});
