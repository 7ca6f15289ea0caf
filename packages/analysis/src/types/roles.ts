/**
 * Names by what they stand for: what has the name, or something in a certain place of it. A role is a word or more behind
 * the spelling, so that tables have names of all roles as their keys.
 */
import { isMember } from '../syntax/spelling.js';

const asArgument = ' as an argument';
const toCallback = ' to its callback';
const asTaker = ' as a taker';

/** Stands for a variable where it is an argument: the parts of a destructured result are handed to everybody. */
export function argumentName(name: string): string {
  return name + asArgument;
}

/** Stands for what a function hands to its callbacks. */
export function callbackName(name: string): string {
  return name + toCallback;
}

/** Stands for a function that takes a context: what it returns need not have to do with any. */
export function takerName(name: string): string {
  return name + asTaker;
}

/** A name taken apart, once for all files. */
export interface Parts {
  readonly name: string;
  readonly spelling: string;
  /** What is written in a file that mentions it. */
  readonly identifier: string;
  /** What stands for it: the identifier itself, what it hands to its callback, that it takes a context. */
  readonly role: 'itself' | 'callback' | 'taker';
}

/** Takes a name apart. */
export function partsOf(name: string): Parts {
  const end = name.indexOf(' ');
  const spelling = end === -1 ? name : name.slice(0, end);
  const identifier = isMember(spelling) ? spelling.slice(1) : spelling;
  return { name, spelling, identifier, role: roleOf(name) };
}

function roleOf(name: string): Parts['role'] {
  if (name.endsWith(toCallback)) return 'callback';
  return name.endsWith(asTaker) ? 'taker' : 'itself';
}
