/** Parsers differ in what they say of what is missing, and scope managers in how they number variables: findings do not. */
import { ESLint } from 'eslint';
import * as eslint9 from 'eslint9';
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

/** What a parser gives, seen by the scopes and each node of the tree. */
type Result = ReturnType<typeof parser.parseForESLint>;

/** typescript-eslint's parser, made to answer as another does. */
function madeTo(change: (node: TSESTree.Node, result: Result) => void) {
  return {
    parseForESLint(text: string, options: parser.ParserOptions): Result {
      const result = parser.parseForESLint(text, options);
      const { visitorKeys } = result;
      const stack: object[] = [result.ast];
      for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
        const keys = visitorKeys[(node as TSESTree.Node).type] ?? [];
        for (const key of keys) {
          const child = (node as Record<string, unknown>)[key];
          for (const each of [child].flat()) {
            if (typeof each === 'object' && each !== null) stack.push(each);
          }
        }
        change(node as TSESTree.Node, result);
      }
      return result;
    },
  };
}

/** As hermes-eslint does. */
const other = madeTo((node, { scopeManager }) => {
  for (const [types, keys] of optional) {
    if (types.test(node.type)) for (const key of keys) setNull(node, key);
  }
  if (node.type !== 'Program') return;
  for (const scope of scopeManager.scopes) {
    for (const variable of scope.variables) {
      Object.defineProperty(variable, '$id', { value: undefined });
    }
  }
});

/** What @babel/eslint-parser 7 calls what types have, by the names that typescript-eslint has for it. */
const renamed: readonly [RegExp, Readonly<Record<string, string>>][] = [
  [
    /^TS(?:(?:Function|Constructor)Type|MethodSignature|\w+SignatureDeclaration)$/,
    { params: 'parameters', returnType: 'typeAnnotation' },
  ],
  [/^TSImportType$/, { source: 'argument' }],
];

/** As @babel/eslint-parser 7 does. */
const older = madeTo((node, result) => {
  const keysOf = (change: (key: string) => string) => {
    const keys = (result.visitorKeys[node.type] ?? []).map(change);
    result.visitorKeys = { ...result.visitorKeys, [node.type]: keys };
  };
  for (const [types, names] of renamed) {
    if (!types.test(node.type)) continue;
    keysOf((key) => names[key] ?? key);
    for (const [from, to] of Object.entries(names)) move(node, from, to);
  }
  switch (node.type) {
    case 'TSEnumDeclaration':
      keysOf((key) => (key === 'body' ? 'members' : key));
      Object.defineProperty(node, 'members', { value: node.body.members });
      Reflect.deleteProperty(node, 'body');
      return;
    case 'TSMappedType': {
      const { constraint, range, loc } = node;
      keysOf((key) => (key === 'constraint' ? 'typeParameter' : key));
      Object.defineProperty(node, 'typeParameter', {
        value: { type: 'TSTypeParameter', constraint, range, loc },
      });
      Reflect.deleteProperty(node, 'constraint');
      return;
    }
    case 'TSEmptyBodyFunctionExpression':
      Object.assign(node, { type: 'FunctionExpression' });
      return;
    default:
  }
});

function move(node: object, from: string, to: string): void {
  const { [from]: value } = node as Record<string, unknown>;
  Object.defineProperty(node, to, { value, enumerable: true });
  Reflect.deleteProperty(node, from);
}

function setNull(node: object, key: string): void {
  const { [key]: value = null } = node as Record<string, unknown>;
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
}

const usual = new Map<string, ReturnType<typeof found>>();

/** What typescript-eslint's own parser makes be found. */
function foundUsually(rule: string) {
  const all = usual.get(rule) ?? found(rule, parser);
  usual.set(rule, all);
  return all;
}

async function found(rule: string, chosen: object) {
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
  return results.map((result) => ({ path: result.filePath, found: foundIn(result) }));
}

/** A call of which less is known may throw. */
const mayThrow = 'the throw of `';

describe('the fixtures of', () => {
  it.each(fixtureFolders())('%s', async (rule) => {
    expect(await found(rule, other)).toEqual(await foundUsually(rule));
  });

  it.each(fixtureFolders())('%s, of whose types less is known', async (rule) => {
    const all = await foundUsually(rule);
    let isBlind = true;
    for (const [i, { path, found: few }] of (await found(rule, older)).entries()) {
      isBlind &&= few.length === 0;
      const lines = all[i]!.found.map(({ line }) => line);
      expect({
        path,
        more: few.filter((each) => !lines.includes(each.line) && !each.message.includes(mayThrow)),
      }).toEqual({
        path,
        more: [],
      });
    }
    expect(isBlind).toBe(false);
  });
});

/** As parsers for Flow do: what they call a cast is no node of TypeScript. */
const casting = madeTo((node, result) => {
  if (node.type !== 'TSAsExpression') return;
  result.visitorKeys = { ...result.visitorKeys, TypeCastExpression: visitorKeysOfCast };
  Object.assign(node, { type: 'TypeCastExpression' });
});
const visitorKeysOfCast = ['expression', 'typeAnnotation'];

it('what only another parser knows takes what is in it', async () => {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [{ languageOptions: { parser: casting } }, plugin.configs.recommended],
  });
  const [result] = await eslint.lintText(`import { withCancel } from '@ctxvet/context';
export function passed(p) { const [c, cancel] = withCancel(p); register(cancel as any); return c; }
export function called(p) { const [c, cancel] = withCancel(p); (cancel as any)(); return c; }
export function inIt(p) { const [c, cancel] = withCancel(p); (cancel() as void); return c; }
export function made(p) { const [c, cancel] = withCancel(p) as any; cancel(); return c; }
export function other(p) { const [c, cancel] = withCancel(p); return c as any; }
`);
  expect(foundIn(result!)).toMatchObject([{ line: 6 }]);
});

describe("ESLint's own parser knows that a tag mentions its component, in", () => {
  it.each([
    ['ESLint 10', ESLint],
    ['ESLint 9', eslint9.ESLint as unknown as typeof ESLint],
  ])('%s', async (_, Linter) => {
    const eslint = new Linter({
      cwd: root,
      overrideConfigFile: true,
      overrideConfig: [
        { languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
        plugin.configs.recommended,
      ],
    });
    const [result] = await eslint.lintText(`import { withCancel } from '@ctxvet/context';
export function Shown({ parent }) {
  const [ctx, cancel] = withCancel(parent);
  const Stop = () => <b onClick={() => cancel()} />;
  return <Stop title={ctx} />;
}
export function Hidden({ parent }) {
  const [ctx, cancel] = withCancel(parent);
  const Stop = () => <b onClick={() => cancel()} />;
  return <b title={ctx} onClick={() => void Stop.name} />;
}
`);
    expect(foundIn(result!)).toMatchObject([{ line: 8 }]);
  });
});
