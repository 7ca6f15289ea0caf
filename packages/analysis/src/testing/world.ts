/** What holders, closures and flags have while a program of `programs.ts` runs. */
import type { FlagsOf } from './flags.js';
import type { Choose } from './each-run.js';
import type {
  ClosureName,
  Flag,
  FlagQuestion,
  Holder,
  Jump,
  RandomFunction,
  Setting,
  Tree,
} from './programs.js';

/** One cancel function of one run. */
export interface Instance {
  readonly site: number;
  /** The variable that got it. */
  readonly into: Holder;
  open: boolean;
  /** Is its context known to be done? */
  isDone: boolean;
}

/** What came from outside: there or nil, and that does not change, though nobody knows before asking. */
interface Unknown {
  there: boolean | undefined;
}

/** What a flag is: one of these, and nobody knows which before asking. */
export interface FlagValue {
  possible: readonly unknown[];
}

/** What a holder has: something from outside, nil, or a cancel function. */
export type Held = Unknown | 'nil' | Instance;
/** What a variable that holds a closure has. */
export type Closure = Unknown | readonly Tree[];

/** How some code comes to its end. */
export type Completion =
  { readonly kind: 'normal' | 'throw' | Jump } | { readonly kind: 'return'; readonly value: Held };

export const normal: Completion = { kind: 'normal' };
export const raised: Completion = { kind: 'throw' };

/** What there is in one run, at one of its points. */
export interface World {
  readonly held: Record<Holder, Held>;
  /** The list of the function. */
  readonly list: Held[];
  readonly closures: Record<ClosureName, Closure> & { readonly h: readonly Tree[] };
  readonly flags: Record<Flag, FlagValue>;
  readonly about: FlagsOf;
  /** Closures that somebody outside has. */
  readonly given: (readonly Tree[])[];
  /** Those that they had before one of them was called, which is what runs here. */
  readonly givenBefore: readonly (readonly Tree[])[];
  /** What had the watched function when that was called. */
  readonly heldBefore: ReadonlySet<Holder | 'list'>;
  readonly instances: Instance[];
  readonly active: Set<readonly Tree[]>;
}

/** What there is when a function begins. */
export function worldOf(
  { flags, fixed }: RandomFunction,
  about: FlagsOf,
  values: 'exact' | 'loose',
): World {
  const unknowns = unknownFlags();
  // Nobody need see that a variable has what another had.
  const alias = values === 'exact' ? unknowns.u : unknowns.l;
  return {
    held: { a: unknown(), b: unknown(), k: unknown() },
    list: [],
    closures: { f: unknown(), g: unknown(), h: fixed?.body ?? [] },
    flags: { ...unknowns, l: flags.l === 'u' ? alias : flagOf(flags.l), d: flagOf(flags.d) },
    about,
    given: [],
    givenBefore: [],
    heldBefore: new Set(),
    instances: [],
    active: new Set(),
  };
}

/** The same world with `instance` in the place of `watched`. */
export function copyOf(
  world: World,
  watched: Instance,
  instance: Instance,
  keepsNil: boolean,
): World {
  const unknowns = new Map<object, Unknown>();
  const copiedUnknown = (value: object): Unknown => {
    let copy = unknowns.get(value);
    // It is called later, when the answers may be others.
    if (copy === undefined) unknowns.set(value, (copy = unknown()));
    return copy;
  };
  const copied = (value: Held): Held => {
    if (value === 'nil') return keepsNil ? value : unknown();
    return value === watched ? instance : copiedUnknown(value);
  };
  const { a, b, k } = world.held;
  const { f, g, h } = world.closures;
  return {
    held: { a: copied(a), b: copied(b), k: copied(k) },
    list: world.list.map(copied),
    closures: {
      f: 'there' in f ? copiedUnknown(f) : f,
      g: 'there' in g ? copiedUnknown(g) : g,
      h,
    },
    flags: { ...unknownFlags(), ...(world.about.constant.has('l') && { l: world.flags.l }) },
    about: world.about,
    given: [],
    givenBefore: [...world.givenBefore, ...world.given],
    heldBefore: new Set(holdersOf(watched, world)),
    instances: [instance],
    active: new Set(world.active),
  };
}

/**
 * The closures that others may call next: also those that they had before, where one that they called has put the function
 * elsewhere. Those that are given meanwhile come after the others.
 */
export function* callableNow(world: World, watched: Instance): Iterable<readonly Tree[]> {
  yield* world.given;
  const isMoved = holdersOf(watched, world).some((holder) => !world.heldBefore.has(holder));
  if (isMoved) yield* world.givenBefore;
}

function holdersOf(watched: Instance, { held, list }: World): (Holder | 'list')[] {
  const holders = (['a', 'b', 'k'] as const).filter((holder) => held[holder] === watched);
  return list.includes(watched) ? [...holders, 'list'] : holders;
}

function unknownFlags(): Record<Flag, FlagValue> {
  const some = (): FlagValue => flagOf('some');
  return { u: some(), v: some(), w: some(), l: some(), d: some() };
}

/** A flag that has been set; what it was before is forgotten. */
export function flagOf(setting: Setting): FlagValue {
  // One value for each way in which the questions can be answered.
  return { possible: setting === 'some' ? [undefined, false, 1, 2] : [setting] };
}

/** Where both answers are possible, one of them is chosen, and leaves fewer values. */
export function askFlag(flag: FlagValue, question: FlagQuestion, choose: Choose): boolean {
  const isSo = answers[question];
  const agreeing = flag.possible.filter(isSo);
  const isSure = agreeing.length === 0 || agreeing.length === flag.possible.length;
  const answer = isSure ? agreeing.length > 0 : choose(2) === 0;
  flag.possible = flag.possible.filter((value) => isSo(value) === answer);
  return answer;
}

/** The answers to what is asked of flags. */
const answers: Readonly<Record<FlagQuestion, (value: unknown) => boolean>> = {
  truthy: Boolean,
  defined: (value) => value !== undefined,
  large: (value) => (value as number) > 1,
};

/** Something from outside that nobody has asked for yet. */
export function unknown(): Unknown {
  return { there: undefined };
}

/** Is it a cancel function of this run? */
export function isInstance(value: Held): value is Instance {
  return typeof value === 'object' && 'site' in value;
}

/** Others have these now. */
export function giveAll(values: readonly Held[]): void {
  for (const value of values) if (isInstance(value)) value.open = false;
}

/** The context is done, because this was called, or by itself; then a call of it may still be owed. */
export function end(value: Held, isClosed = true): void {
  if (!isInstance(value)) return;
  value.isDone = true;
  if (isClosed) value.open = false;
}
