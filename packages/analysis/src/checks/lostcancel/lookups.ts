/** Functions that look up what is there already. */
import type { TSESTree } from '@typescript-eslint/types';
import { calledIn, lastName } from '../../syntax/callee.js';
import type { Factory, Types } from '../../types/port.js';

const lookup = /^(?:get|find|peek|look[uU]p|require|ensure|use|current)(?![a-z])/;

/** A hook ends by itself what it has made, whatever it is given. */
const hook = /^use[A-Z]/;

/**
 * Does a call give a context that somebody else has made and will cancel: `jobs.get(id)`, `useJob()`? So its name says, where
 * nothing but a declared type tells that it gives a cancel function. What is given a context makes a child of that.
 */
export function looksUp(
  types: Types,
  call: TSESTree.CallExpression,
  { isDeclared }: Factory,
): boolean {
  const name = lastName(calledIn(call));
  if (isDeclared !== true || name === undefined || !lookup.test(name)) return false;
  if (hook.test(name)) return true;
  return !call.arguments.some((argument) => types.isContext(argument));
}
