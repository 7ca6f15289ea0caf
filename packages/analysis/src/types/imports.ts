/**
 * What a name or a member access stands for in another module, read from the file's imports alone:
 * `import` in all its forms, `require`, `import x = require()`, constants that rename them, and type queries.
 * It does not follow re-exports: those stand in other files.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from '../syntax/members.js';
import { boundBy } from '../syntax/callee.js';
import { isOnlyRead, tableOf } from '../syntax/methods.js';
import { unwrap } from '../syntax/unwrap.js';
import { constantInitOf, variableOf, writesOf, type Variable } from '../syntax/scopes.js';
import type { Source } from '../syntax/source.js';

/** An export of a module, or the module itself where `name` is `*`. */
export interface Imported {
  readonly specifier: string;
  readonly name: string;
  /** How many of its arguments `bind` has been given; `Infinity` where nobody knows. */
  readonly bound?: number;
}

const globalObject: Imported = { specifier: 'globalThis', name: '' };

/** The global names that are modules too, or hold them all. */
const globalModules = new Map<string, Imported>([
  ['process', { specifier: 'node:process', name: '*' }],
  ['globalThis', globalObject],
]);

/** Renames are followed no further than this; longer chains, and circles, are unknown. */
const maxSteps = 8;

/** The export that an expression, a type's name or an import specifier stands for; `undefined` where it is none. */
export function importedBy(
  source: Source,
  node: TSESTree.Node,
  steps: number = maxSteps,
): Imported | undefined {
  if (steps === 0) return undefined;
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Identifier': {
      const variable = variableOf(source.scopes, inner);
      if (variable === undefined) return globalModules.get(inner.name);
      return importedAs(source, variable, steps - 1);
    }
    case 'MemberExpression': {
      const name = accessedKey(inner);
      return name === undefined
        ? inTable(source, inner.object, () => true, steps - 1)
        : member(source, inner.object, name, steps - 1);
    }
    case 'TSQualifiedName':
      return member(source, inner.left, inner.right.name, steps - 1);
    case 'ChainExpression':
      return importedBy(source, inner.expression, steps - 1);
    case 'SequenceExpression':
      return importedBy(source, inner.expressions.at(-1)!, steps - 1);
    case 'TSImportType':
      return ofImportType(inner);
    case 'AwaitExpression':
      return inner.argument.type === 'ImportExpression' ? whole(inner.argument.source) : undefined;
    case 'CallExpression':
      // A function that is bound is the same function.
      return ofRequire(source, inner, steps - 1) ?? ofBound(source, inner, steps - 1);
    default:
      return undefined;
  }
}

function importedAs(source: Source, variable: Variable, steps: number): Imported | undefined {
  const [def, ...others] = variable.defs;
  // A type and a value may share a name; an import stands alone.
  if (def === undefined || others.length > 0) return undefined;
  const node = def.node as TSESTree.Node;
  switch (node.type) {
    case 'ImportSpecifier':
      return {
        specifier: (def.parent as TSESTree.ImportDeclaration).source.value,
        name: nameOf(node.imported),
      };
    case 'ImportNamespaceSpecifier':
      return { specifier: (def.parent as TSESTree.ImportDeclaration).source.value, name: '*' };
    case 'ImportDefaultSpecifier':
      // Of a CommonJS module the default is the module.
      return { specifier: (def.parent as TSESTree.ImportDeclaration).source.value, name: '*' };
    case 'TSImportEqualsDeclaration':
      return node.moduleReference.type === 'TSExternalModuleReference'
        ? whole(node.moduleReference.expression)
        : importedBy(source, node.moduleReference, steps);
    case 'VariableDeclarator':
      return ofConstant(source, variable, node, steps);
    default:
      return undefined;
  }
}

/** `const c = require('m')`, `const { withCancel: wc } = c`, `const wc = c.withCancel`: variables never written again. */
function ofConstant(
  source: Source,
  variable: Variable,
  { id, init }: TSESTree.VariableDeclarator,
  steps: number,
): Imported | undefined {
  if (init === null || writesOf(variable).length > 1) return undefined;
  if (id.type === 'Identifier') return importedBy(source, init, steps);
  if (id.type !== 'ObjectPattern') return undefined;
  for (const property of id.properties) {
    if (property.type !== 'Property' || property.computed) continue;
    const target = property.value;
    if (target.type !== 'Identifier' || !variable.identifiers.includes(target)) continue;
    const name = property.key.type === 'Identifier' ? property.key.name : textOf(property.key);
    return name === undefined ? undefined : member(source, init, name, steps);
  }
  return undefined;
}

/** What all members with these names are of an object that is written in the file: `opens[kind]` of `{ a: withCancel }`. */
function inTable(
  source: Source,
  object: TSESTree.Node,
  isMember: (name: string) => boolean,
  steps: number,
): Imported | undefined {
  const variable = variableOf(source.scopes, object);
  if (variable === undefined) return undefined;
  let found: Imported | undefined;
  for (const [name, value] of tableOf(variable) ?? []) {
    if (!isMember(name)) continue;
    const imported = importedBy(source, value, steps);
    if (imported === undefined) return undefined;
    found ??= imported;
    if (imported.name !== found.name || imported.specifier !== found.specifier) return undefined;
    if (imported.bound !== found.bound) return undefined;
  }
  return found !== undefined && isOnlyRead(variable) ? found : undefined;
}

/** A member of a module that is held as a whole, or of an object that is written in the file. */
function member(
  source: Source,
  object: TSESTree.Node,
  name: string,
  steps: number,
): Imported | undefined {
  const held = inTable(source, object, (key) => key === name, steps);
  if (held !== undefined) return held;
  const holder = importedBy(source, object, steps);
  if (holder === globalObject) return globalModules.get(name);
  if (holder?.name !== '*') return undefined;
  return name === 'default' ? holder : { specifier: holder.specifier, name };
}

function ofRequire(
  source: Source,
  call: TSESTree.CallExpression,
  steps: number,
): Imported | undefined {
  const [argument] = call.arguments;
  const module = argument && whole(argument);
  return module !== undefined && isRequire(source, call.callee, steps) ? module : undefined;
}

/** The `require` of a CommonJS module, or one that a constant holds: `createRequire(import.meta.url)`. */
function isRequire(source: Source, callee: TSESTree.Node, steps: number): boolean {
  const variable = variableOf(source.scopes, callee);
  if (variable === undefined) return callee.type === 'Identifier' && callee.name === 'require';
  const made = constantInitOf(variable);
  if (made?.type !== 'CallExpression') return false;
  const maker = importedBy(source, made.callee, steps);
  return maker?.name === 'createRequire' && /^(?:node:)?module$/.test(maker.specifier);
}

function ofBound(
  source: Source,
  call: TSESTree.CallExpression,
  steps: number,
): Imported | undefined {
  const bound = boundBy(call);
  const imported = bound && importedBy(source, bound, steps);
  if (imported === undefined) return undefined;
  const isCounted = call.arguments.every(({ type }) => type !== 'SpreadElement');
  // The first is its `this`.
  const given = isCounted ? Math.max(0, call.arguments.length - 1) : Infinity;
  return { ...imported, bound: given + (imported.bound ?? 0) };
}

/** At which place the export that an expression stands for gets what this is given as argument number `index`. */
export function placeBehindBound(source: Source, callee: TSESTree.Node, index: number): number {
  return index + (importedBy(source, callee)?.bound ?? 0);
}

function ofImportType(node: TSESTree.TSImportType): Imported | undefined {
  // Some parsers have it elsewhere.
  const { source } = node as Partial<TSESTree.TSImportType>;
  const module = source && whole(source);
  if (module === undefined) return undefined;
  if (node.qualifier === null) return module;
  const { specifier } = module;
  return node.qualifier.type === 'Identifier'
    ? { specifier, name: node.qualifier.name }
    : undefined;
}

function whole(specifier: TSESTree.Node): Imported | undefined {
  const text = textOf(specifier);
  return text === undefined ? undefined : { specifier: text, name: '*' };
}

function textOf(node: TSESTree.Node): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
