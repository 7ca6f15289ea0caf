/**
 * Which promises never give a value, by what is written in this file: that of an async function which always throws,
 * ends the process or goes on for ever, and what `then` and its like make where each of their handlers does.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { Root } from '../../flow/graph.js';
import { calledMember } from '../../syntax/callee.js';
import { calledFunction, type Callable } from '../../syntax/functions.js';
import { unwrap } from '../../syntax/unwrap.js';

/** What the answers take of those about calls. */
export interface ResumesFacts {
  readonly scopes: ScopeManager;
  /** The function of this file that a call calls. */
  readonly functionCalled: (call: TSESTree.CallExpression) => Callable | undefined;
  /** Does a body come to its end, or to a `return`? */
  readonly rootReturns: (root: Root) => boolean;
}

/** The answers: true where it is not known. */
export interface Resumes {
  /** Can an `await` of this resume with a value? */
  resumes(promise: TSESTree.Node): boolean;
  /** Can a handler come to its end? */
  returns(handler: TSESTree.Node): boolean;
}

/** Makes the answers. */
export function makeResumes({ scopes, functionCalled, rootReturns }: ResumesFacts): Resumes {
  return { resumes, returns };

  function resumes(promise: TSESTree.Node): boolean {
    for (let link = unwrap(promise); ;) {
      if (link.type !== 'CallExpression') return true;
      const method = calledMember(link);
      if (method === undefined || !settling.has(method.name)) {
        const fn = functionCalled(link);
        return fn === undefined || fn.generator || rootReturns(fn);
      }
      const [first, second] = link.arguments;
      // One that takes the rejection gives a value where it returns, whatever was before.
      const taking = method.name === 'catch' ? first : method.name === 'then' ? second : undefined;
      if (taking !== undefined && returns(taking)) return true;
      if (method.name !== 'catch' && first !== undefined && !returns(first)) return false;
      link = unwrap(method.object);
    }
  }

  function returns(handler: TSESTree.Node): boolean {
    if (handler.type === 'SpreadElement') return true;
    const fn = calledFunction(scopes, handler);
    return fn === undefined || !('params' in fn) || fn.generator || rootReturns(fn);
  }
}

const settling = new Set(['then', 'catch', 'finally']);
