/** Which names a checker will be asked about, so that one which is far away can be asked about many at once. */
import type { TSESTree } from '@typescript-eslint/types';
import { calledIn } from '../syntax/callee.js';
import { signatureOf } from '../syntax/functions.js';
import { variableOf } from '../syntax/scopes.js';
import { unwrap } from '../syntax/unwrap.js';
import { runtimeName, type File } from './annotation.js';
import type { CalleeReader, CallLike } from './callee.js';
import type { Elsewhere } from './elsewhere.js';

/** Makes the answers to `Types.asksFor` for one file. */
export function askedReader(
  file: File,
  callees: CalleeReader,
  isElsewhere: Elsewhere,
): (call: CallLike) => TSESTree.Node | undefined {
  const { scopes } = file.source;
  return (call) => {
    const { callee } = call;
    // What `call` and `bind` hand on, and what `super` is, is rare.
    const isPlain = call.type === 'NewExpression' || calledIn(call) === callee;
    if (!isPlain || callee.type === 'Super' || isElsewhere(callee)) return undefined;
    if (runtimeName(file, callee) !== undefined || isWrittenHere(callee)) return undefined;
    return callees.nameOf(callee);
  };

  /** A function of this file, or a part of what a call gives, which most cancel functions are. */
  function isWrittenHere(callee: TSESTree.Node): boolean {
    const name = unwrap(callee);
    if (signatureOf(scopes, name) !== undefined) return true;
    const [def] = variableOf(scopes, name)?.defs ?? [];
    const node = def?.node as TSESTree.Node | undefined;
    return node?.type === 'VariableDeclarator' && node.id !== def?.name;
  }
}
