/** What the declarations of one file mention: the table that the names filter is computed from. */
import { asMember } from '../syntax/spelling.js';
import type { Mention } from './mentioned.js';

/** One declaration. */
export interface Declared {
  /** As it is spelled where it is used. */
  readonly name: string;
  /** Nobody outside this file can use the name. */
  readonly local: boolean;
  /** A variable that is what it is as a whole, not a part that a pattern takes: `argumentName` stands for it too. */
  readonly whole?: boolean;
  /** It mentions a name as an argument of calls of these, which may give something else back. */
  readonly through?: readonly string[];
}

/**
 * What a declaration has to do with a name that it mentions:
 * - `gives`: it returns or is what the name stands for, or a part of that;
 * - `first`: it is the first of several parts of that: of a pair with a cancel function the context, in practice;
 * - `renames`: it is that itself, or may be;
 * - `data`: an interface that has it among its members;
 * - `takes`: a function that takes it;
 * - `queries`: its type asks for that of the name: `typeof load`;
 * - `ends`: calling it ends as calling the name does.
 */
export type Relation = 'gives' | 'first' | 'renames' | 'data' | 'takes' | 'queries' | 'ends';

/** May a call give back what it is passed, whatever it is declared to return? Or it is as the other name says. */
export type Passing = boolean | { readonly as: string };

/** The declarations of a file. */
export interface Mentions {
  /** By the names they mention. */
  readonly of: Readonly<Record<Relation, ReadonlyMap<string, readonly Declared[]>>>;
  /** By their own names. */
  readonly passing: ReadonlyMap<string, Passing>;
}

/** A table that is being made. */
export interface MentionsTable {
  readonly mentions: Mentions;
  readonly add: (relation: Relation, declared: Declared, mentions: readonly Mention[]) => void;
  /** A name that stands for others and is nothing of its own. */
  readonly addAlias: (declared: Declared, mentions: readonly Mention[]) => void;
  /** What this file calls `local` is a member of what others see of it. */
  readonly exportAs: (name: string, local: string) => void;
  /** Only a generic function gives back what its own declaration does not say. */
  readonly declareCallable: (name: string, isGeneric: boolean) => void;
}

/** Makes an empty table. */
export function makeMentions(): MentionsTable {
  const of: Record<Relation, Map<string, Declared[]>> = {
    gives: new Map(),
    first: new Map(),
    renames: new Map(),
    data: new Map(),
    takes: new Map(),
    queries: new Map(),
    ends: new Map(),
  };
  const passing = new Map<string, Passing>();
  return {
    mentions: { of, passing },
    add,
    addAlias,
    exportAs,
    declareCallable: setPassing,
  };

  function add(relation: Relation, declared: Declared, mentions: readonly Mention[]): void {
    const byName = of[relation];
    for (const each of mentions) {
      if (typeof each === 'string') push(byName, each, declared);
      else push(byName, each.name, { ...declared, through: each.through });
    }
  }

  function addAlias(declared: Declared, mentions: readonly Mention[]): void {
    add('renames', declared, mentions);
    const [only, ...others] = mentions;
    const isOne = typeof only === 'string' && others.length === 0;
    setPassing(declared.name, isOne ? { as: only } : true);
  }

  function exportAs(name: string, local: string): void {
    addAlias({ name: asMember(name), local: false, whole: true }, [local]);
  }

  /** What is declared more than once may be any of it. */
  function setPassing(name: string, may: Passing): void {
    passing.set(name, passing.has(name) && passing.get(name) !== may ? true : may);
  }
}

function push(byName: Map<string, Declared[]>, name: string, declared: Declared): void {
  const list = byName.get(name);
  if (list === undefined) byName.set(name, [declared]);
  else if (list.at(-1) !== declared) list.push(declared);
}
