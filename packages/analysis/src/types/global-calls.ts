/** What functions of the language and of platforms give, by their names alone. */
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from '../syntax/members.js';
import { isGlobal } from '../syntax/scopes.js';
import type { File } from './annotation.js';
import { importedBy } from './imports.js';
import { other, unknown, type Known } from './known.js';

/** `unknown` for all others. */
export function knownOfGlobalCall(file: File, callee: TSESTree.Node): Known {
  const isNamed = (node: TSESTree.Node, name: string) => isGlobal(file.source.scopes, node, name);
  if (isNamed(callee, 'Symbol')) return { kind: 'symbol' };
  if (isNamed(callee, 'String')) return { kind: 'string' };
  if (isNamed(callee, 'Number')) return { kind: 'number' };
  if (isNamed(callee, 'BigInt')) return { kind: 'bigint' };
  if (isNamed(callee, 'Boolean')) return { kind: 'boolean' };
  if (isNamed(callee, 'fetch')) return { kind: 'promise', of: other };
  if (isOfPromises(file, callee)) return { kind: 'promise', of: unknown };
  if (callee.type !== 'MemberExpression') return unknown;
  const name = accessedKey(callee);
  if (isNamed(callee.object, 'Symbol') && name === 'for') return { kind: 'symbolFor' };
  return isNamed(callee.object, 'Promise') ? { kind: 'promise', of: unknown } : unknown;
}

/** A function of one of Node's modules of promises. */
function isOfPromises({ source }: File, callee: TSESTree.Node): boolean {
  const imported = importedBy(source, callee);
  if (imported === undefined || imported.name === '*') return false;
  switch (imported.specifier.replace(/^node:/, '')) {
    case 'fs/promises':
      return imported.name !== 'watch';
    case 'stream/promises':
      return true;
    case 'timers/promises':
      return imported.name !== 'setInterval';
    default:
      return false;
  }
}

/** `Object.freeze` gives what it gets. */
export function isFreezing({ source }: Pick<File, 'source'>, callee: TSESTree.Node): boolean {
  return (
    callee.type === 'MemberExpression' &&
    isGlobal(source.scopes, callee.object, 'Object') &&
    accessedKey(callee) === 'freeze'
  );
}
