/** Objects of the platform whose methods do not throw: they report what listeners throw. */
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from '../syntax/members.js';
import { constantInitOf, variableOf } from '../syntax/scopes.js';
import { unwrap } from '../syntax/unwrap.js';
import type { File } from './annotation.js';
import type * as ts from './compiler.js';
import { knownOf } from './expression.js';
import { isContext } from './known.js';
import { writtenTypeNames } from './type-names.js';

const listening = ['addEventListener', 'removeEventListener'];

const methods: ReadonlyMap<string, readonly string[]> = new Map([
  ['AbortController', ['abort']],
  ['AbortSignal', listening],
  ['EventTarget', listening],
]);

const names = new Set([...methods.values()].flat());

/**
 * The object whose method this callee is, where one of the platform's classes has a method of that name which does not
 * throw; `undefined` for any other callee.
 */
export function ownerOfHarmless(callee: TSESTree.Node): TSESTree.Expression | undefined {
  if (callee.type !== 'MemberExpression') return undefined;
  return names.has(accessedKey(callee) ?? '') ? callee.object : undefined;
}

/** Is the owner of such a method an object of a class that has it, as the file says? */
export function isHarmlessHere(file: File, callee: TSESTree.Node): boolean {
  const owner = ownerOfHarmless(callee);
  return owner !== undefined && classesOf(file, owner).some((name) => hasMethod(name, callee));
}

/** The same, as the type of the owner says. */
export function isHarmlessOf(type: ts.Type | undefined, callee: TSESTree.Node): boolean {
  const symbol = type?.symbol;
  return (
    symbol !== undefined &&
    hasMethod(symbol.name, callee) &&
    (symbol.declarations ?? []).every((each) => each.getSourceFile().isDeclarationFile)
  );
}

function hasMethod(className: string, callee: TSESTree.Node): boolean {
  const name = callee.type === 'MemberExpression' ? accessedKey(callee) : undefined;
  return name !== undefined && methods.get(className)?.includes(name) === true;
}

/** The names of the classes that an object may be of: globals, not declared by the file. */
function classesOf(file: File, owner: TSESTree.Node): string[] {
  const { scopes } = file.source;
  const object = unwrap(owner);
  if (object.type === 'NewExpression') {
    const { callee } = object;
    const isKnown = callee.type === 'Identifier' && variableOf(scopes, callee) === undefined;
    return isKnown ? [callee.name] : [];
  }
  if (object.type === 'MemberExpression') {
    if (accessedKey(object) !== 'signal') return [];
    const isOfController = classesOf(file, object.object).includes('AbortController');
    return isOfController || isContext(knownOf(file, object.object)) ? ['AbortSignal'] : [];
  }
  const variable = object.type === 'Identifier' ? variableOf(scopes, object) : undefined;
  const init = constantInitOf(variable);
  if (init !== undefined) return classesOf(file, init);
  const [def] = variable?.defs ?? [];
  return def?.type === 'Parameter' ? writtenTypeNames(file.source, def.name) : [];
}
