/**
 * Functions that run nowhere but where the function around them calls them. Nobody else has them, so what they assign
 * does not change between two of its lines.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import type { Root } from '../../flow/graph.js';
import { isExported } from '../../syntax/exports.js';
import { functionOf, type Callable } from '../../syntax/functions.js';
import { nodesWithin } from '../../syntax/index-file.js';
import { accessedKey, memberKey } from '../../syntax/members.js';
import { isInType, variableOf, writesOf, type Variable } from '../../syntax/scopes.js';
import type { TrackFacts } from './tracker.js';

/** Calls, and what each of them calls. */
type Calls = ReadonlyMap<TSESTree.Node, Callable>;

/** Answers for one file. */
export interface OwnCalls {
  /**
   * The calls by which the function that declares a variable comes to run the others that assign it, directly or through
   * functions that call them; `undefined` where somebody else may run one of them, or one goes on after its call.
   */
  assigning(variable: Variable): Calls | undefined;
}

/** Makes the answers. */
export function makeOwnCalls({ scopes, index }: Pick<TrackFacts, 'scopes' | 'index'>): OwnCalls {
  const assigning = new Map<Variable, Calls | undefined>();
  return {
    assigning(variable) {
      if (!assigning.has(variable)) assigning.set(variable, callsThatAssign(variable));
      return assigning.get(variable);
    },
  };

  function callsThatAssign(variable: Variable): Calls | undefined {
    const home = rootOf(variable.defs[0]!.name);
    const calls = new Map<TSESTree.Node, Callable>();
    // The set grows meanwhile: nobody else may run who calls one of these.
    const running = new Set(writesOf(variable).map(rootOf));
    for (const each of running) {
      if (each === home) continue;
      const own = ownCallsOf(each);
      if (own === undefined) return undefined;
      for (const call of own) {
        calls.set(call, each as Callable);
        running.add(rootOf(call));
      }
    }
    return calls;
  }

  /** The calls of a function by its name; `undefined` where it has none, or is more than called by it. */
  function ownCallsOf(fn: Root): readonly TSESTree.Node[] | undefined {
    if (!('params' in fn) || fn.async || fn.generator) return undefined;
    const { parent } = fn;
    const uses = parent.type === 'Property' ? usesOfMethod(parent) : usesOfFunction(fn);
    if (uses === undefined) return undefined;
    const calls: TSESTree.Node[] = [];
    for (const use of uses) {
      const call = use.parent!;
      if (call.type !== 'CallExpression' || call.callee !== use) return undefined;
      calls.push(call);
    }
    return calls;
  }

  function usesOfFunction(fn: Callable): readonly TSESTree.Node[] | undefined {
    const name = nameOf(fn);
    return name !== undefined && functionOf(scopes, name) === fn ? usesOf(name) : undefined;
  }

  /** `const job = { stop() { … } }`, where nothing is used of `job` but its members. */
  function usesOfMethod(method: TSESTree.Property): readonly TSESTree.Node[] | undefined {
    const key = memberKey(method);
    const object = method.parent;
    const { parent: declarator } = object;
    if (declarator.type !== 'VariableDeclarator' || declarator.parent.kind !== 'const') {
      return undefined;
    }
    // By its `this` the object could be given away.
    if (nodesWithin(index.of('ThisExpression'), object.range).length > 0) return undefined;
    const ofObject = usesOf(declarator.id);
    if (ofObject === undefined) return undefined;
    const uses: TSESTree.Node[] = [];
    for (const use of ofObject) {
      const member = use.parent!;
      if (member.type !== 'MemberExpression' || member.object !== use) return undefined;
      const name = accessedKey(member);
      if (name === undefined) return undefined;
      if (name === key) uses.push(member);
    }
    return uses;
  }

  /** Where a variable is read; `undefined` where others may read it too. */
  function usesOf(name: TSESTree.Node): readonly TSESTree.Node[] | undefined {
    const variable = variableOf(scopes, name);
    // What a script declares at its top, every other script sees.
    if (variable === undefined || variable.scope.type === 'global' || isExported(variable)) {
      return undefined;
    }
    return variable.references
      .filter((reference) => reference.isRead() && !isInType(reference))
      .map(({ identifier }) => identifier as TSESTree.Node);
  }
}

/** The one name that a function goes by. */
function nameOf(fn: Callable): TSESTree.Node | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id ?? undefined;
  // By a name of its own it could give itself away.
  if (fn.type === 'FunctionExpression' && fn.id !== null) return undefined;
  return fn.parent.type === 'VariableDeclarator' && fn.parent.init === fn
    ? fn.parent.id
    : undefined;
}
