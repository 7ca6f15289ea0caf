/** What a function of `programs.ts` lets others do to its flags, by the way it is written. */
import type { Fixed, Flag, Holder, RandomFunction, Tree } from './programs.js';

/** What nobody can follow who does not know what others do. */
export interface FlagsOf {
  /** Flags that somebody may assign between any two tests. */
  readonly unsteady: ReadonlySet<Flag>;
  /** The holders that they assign. */
  readonly unsteadyHolders: ReadonlySet<Holder>;
  /** Flags that are properties of objects of others, and assigned by nobody here. */
  readonly foreign: ReadonlySet<Flag>;
  /** Variables that nobody assigns, of literals: they are what they are declared as, whoever asks. */
  readonly constant: ReadonlySet<'l'>;
  /** Flags that `h` assigns. */
  readonly byFixed: ReadonlySet<Flag>;
  /** Holders that `h` names. */
  readonly namedByFixed: ReadonlySet<Holder>;
}

/**
 * A closure that a variable holds, or that others have, may be called by anybody; `h` is called where it says so, but not
 * where one of the others calls it.
 */
export function flagsOf({ body, fixed, flags }: RandomFunction): FlagsOf {
  const own = [...eachTree(fixed?.body ?? [])];
  const all = [...eachTree(body)];
  const inOthers = all.flatMap((tree) => (tree.kind === 'close' ? [...eachTree(tree.body)] : []));
  const isGiven = [...own, ...all].some(isGivingFixed);
  const isByOthers = isGiven || inOthers.some((tree) => tree.kind === 'call' && tree.of === 'h');
  const byFixed = assignedIn(own);
  const assigned = assignedIn([...own, ...all]);
  const unsteady = new Set([...assignedIn(inOthers), ...(isByOthers ? byFixed : [])]);
  const unsteadyHolders = filledIn([...inOthers, ...(isByOthers ? own : [])]);
  const foreign = new Set<Flag>(['w']);
  // Whoever gets the method gets the object.
  if (isGiven && fixed?.isMethod === true) {
    (assigned.has('d') ? unsteady : foreign).add('d');
  }
  const constant = new Set(assigned.has('l') || flags.l === 'u' ? [] : (['l'] as const));
  return { unsteady, unsteadyHolders, foreign, constant, byFixed, namedByFixed: namedIn(own) };
}

/** Is a flag of the function's own named anywhere? */
export function isNamed(flag: 'l' | 'd', fn: RandomFunction): boolean {
  return treesOf(fn).some((tree) => 'flag' in tree && tree.flag === flag);
}

/** Does a function have a list of its own? */
export function hasList(fn: RandomFunction): boolean {
  return treesOf(fn).some(({ kind }) => kind === 'fill' || kind === 'drain');
}

/** Has the object that `d` is in a method? */
export function isMethod(fixed: Fixed | null): fixed is Fixed {
  return fixed?.isMethod === true;
}

/** All that a function has in it. */
function treesOf({ body, fixed }: RandomFunction): Tree[] {
  return [...eachTree(body), ...eachTree(fixed?.body ?? [])];
}

function* eachTree(trees: readonly Tree[]): Generator<Tree> {
  for (const tree of trees) {
    yield tree;
    for (const part of Object.values(tree) as unknown[]) {
      if (Array.isArray(part)) yield* eachTree((part as (Tree | Tree[])[]).flat());
    }
  }
}

function isGivingFixed(tree: Tree): boolean {
  return tree.kind === 'giveClosure' && tree.of === 'h';
}

function assignedIn(trees: readonly Tree[]): Set<Flag> {
  return new Set(trees.flatMap((tree) => (tree.kind === 'setFlag' ? [tree.flag] : [])));
}

function namedIn(trees: readonly Tree[]): Set<Holder> {
  const names = new Set<Holder>();
  for (const tree of trees) {
    if (namers.has(tree.kind)) names.add((tree as Extract<Tree, { of: Holder }>).of);
    if (tree.kind === 'move') names.add(tree.to);
  }
  return names;
}

const namers: ReadonlySet<Tree['kind']> = new Set(['release', 'give', 'fill', 'ifHeld']);

function filledIn(trees: readonly Tree[]): Set<Holder> {
  return new Set(
    trees.flatMap((tree) =>
      tree.kind === 'move' ? [tree.to] : tree.kind === 'acquire' ? [tree.into] : [],
    ),
  );
}
