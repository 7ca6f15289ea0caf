/** The two parsers give the same tree: for every fixture, and for this code base. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TSESTree } from '@typescript-eslint/types';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { root } from '../../testing/kit.js';
import { parseAlone } from '../parse.js';
import { parseText } from './parse.js';
import { specifiersIn } from './specifiers.js';

/** What only one of the two writes down, and nobody reads. */
const ignored = new Set([
  ...['loc', 'start', 'end', 'parent', 'comments'],
  ...['hashbang', 'raw', 'sourceType'],
]);

/** The first difference between two trees, as a path and what stands there. */
function differenceBetween(ours: unknown, theirs: unknown, path = ''): string | undefined {
  if (typeof ours !== 'object' || typeof theirs !== 'object' || ours === null || theirs === null) {
    return ours === theirs ? undefined : `${path}: ${String(ours)}, not ${String(theirs)}`;
  }
  const [a, b] = [ours as Record<string, unknown>, theirs as Record<string, unknown>];
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (ignored.has(key)) continue;
    const found = differenceBetween(a[key], b[key], `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe('the tree', () => {
  const paths = globSync(['fixtures/**/*', 'packages/*/src/**/*', 'packages/*/bench/**/*'], {
    cwd: root,
  }).filter((path) => /\.[cm]?[jt]sx?$/.test(path));

  it('is that of typescript-estree', { timeout: 120_000 }, () => {
    expect(paths.length).toBeGreaterThan(400);
    for (const path of paths) {
      const text = readFileSync(join(root, path), 'utf8').replace(/^\uFEFF/, '');
      const ours = parseText(text, path, root).source.ast;
      const theirs = parseAlone(text, path, root).source.ast;
      expect([path, differenceBetween(ours, theirs)]).toEqual([path, undefined]);
    }
  });

  it('has parents', () => {
    const { ast } = parseText('const x = f();', 'a.ts', root).source;
    const { declarations } = ast.body[0] as TSESTree.VariableDeclaration;
    expect(declarations[0].init?.parent).toBe(declarations[0]);
    expect(declarations[0].parent).toBe(ast.body[0]);
  });

  it('has the comments that may speak to us, with their places', () => {
    const { comments } = parseText('a;\n /* eslint-disable */', 'a.ts', root);
    expect(comments).toMatchObject([
      { type: 'Block', value: ' eslint-disable ', loc: { start: { line: 2, column: 1 } } },
    ]);
  });
});

describe('specifiers', () => {
  it.each([
    ["import './a'; import x from \"b\"; import * as y from 'c'", ['./a', 'b', 'c']],
    ["export * from './a'; export { x } from 'b'", ['./a', 'b']],
    [
      "type T = import('a').T; await import(`b`); require('c'); import d = require('d')",
      ['a', 'b', 'c', 'd'],
    ],
    ["import x from // no\n /* 'y' */ 'a'", ['a']],
    ["import x from '\\u0061\\x62'", ['ab']],
    ["const from = 'a'; important('b'); x.require", []],
  ])('%s', (text, expected) => {
    expect([...specifiersIn(text)]).toEqual(expected);
  });
});
