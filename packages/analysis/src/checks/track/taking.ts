/** The questions that those about single places, expressions and functions ask each other. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Held } from './held.js';
import type { Value } from './value.js';

/** May somebody release what is put somewhere, once it is there? */
export interface Taking {
  /** Once this variable, member or field has it. */
  readonly isTakenAt: (target: TSESTree.Node, held: Held) => boolean;
  /** Once a method stores an argument; `undefined` for what is no method that stores or looks. */
  readonly isTakenBy: (
    call: TSESTree.CallExpression,
    argument: number,
    held: Held,
  ) => boolean | undefined;
  /** The answer to a question about what is held, which may come back to itself. */
  readonly ask: (about: string, held: Value, compute: () => boolean) => boolean;
}
