/**
 * What the use of a result says of it. Most calls of a name like `open` or `start` give something whose methods
 * are called, which no pair of a context and a cancel function has: then no type checker need be asked.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from '../../syntax/members.js';
import { variableOf, writesOf } from '../../syntax/scopes.js';
import { asMember } from '../../syntax/spelling.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { FilePass } from '../check.js';

/** Is the result of a call used as no pair can be: called itself, or a method called that is no cancel function? */
export function isOtherwiseUsed(pass: FilePass, call: TSESTree.CallExpression): boolean {
  // Settings may name functions that give something else.
  if (pass.settings.factories.length > 0) return false;
  const value = wholeOf(call);
  const parent = value.parent!;
  if (parent.type !== 'VariableDeclarator' || parent.init !== value) return isUsed(pass, value);
  const variable = variableOf(pass.source.scopes, parent.id);
  if (variable === undefined) return false;
  return (
    writesOf(variable).length === 1 &&
    variable.references.some(({ identifier }) => isUsed(pass, identifier))
  );
}

/** The expression that has the result, behind `await` and assertions that say nothing of the type. */
function wholeOf(call: TSESTree.Node): TSESTree.Node {
  let value = call;
  for (;;) {
    const parent = value.parent!;
    const isSame = parent.type === 'AwaitExpression' || parent.type === 'TSNonNullExpression';
    if (!isSame && parent.type !== 'ChainExpression') return value;
    value = parent;
  }
}

function isUsed(pass: FilePass, value: TSESTree.Node): boolean {
  const parent = value.parent!;
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression') {
    return parent.callee === value;
  }
  if (parent.type !== 'MemberExpression' || parent.object !== value) return false;
  const outer = parent.parent;
  if (outer.type !== 'CallExpression' || unwrap(outer.callee) !== parent) return false;
  const name = accessedKey(parent);
  if (name === undefined || /^\d+$/.test(name)) return false;
  return !ofTuples.has(name) && !pass.types.mayBeFactory(asMember(name));
}

/** What may be called on a tuple, or on any object. */
const ofTuples = new Set([Array.prototype, Object.prototype].flatMap(Object.getOwnPropertyNames));
