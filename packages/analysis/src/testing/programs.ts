/**
 * Random functions that acquire, move, release and hand over cancel functions, as trees: `print-program.ts` prints them
 * as TypeScript for the engine, and an interpreter that knows no graph runs them.
 */
import fc from 'fast-check';

/** A variable that may hold a cancel function, and one that may hold a closure. */
export type Holder = 'a' | 'b' | 'k';
export type ClosureName = 'f' | 'g';
/** What is tested again and again: a parameter, a property of one (`w`), a variable (`l`), a property of a local object (`d`). */
export type Flag = 'u' | 'v' | 'w' | 'l' | 'd';

/** `do … while (some)` runs its body once at least. */
export type Loop = 'while' | 'doWhile' | 'for';

/** `break l` and `continue l` name the one label around. */
export type Jump = 'break' | 'continue' | 'breakLabel' | 'continueLabel';

/** One statement. */
export type Tree =
  | { readonly kind: 'acquire'; readonly into: 'a' | 'b'; readonly site: number }
  /** `{ const [c, k] = withCancel(p); … }`: both are only known inside. */
  | { readonly kind: 'scoped'; readonly body: readonly Tree[]; readonly site: number }
  | { readonly kind: 'move'; readonly to: 'a' | 'b'; readonly from: Holder | 'nil' }
  /** `fill` puts it into the list of the function, of which `drain` calls all. */
  | { readonly kind: 'release' | 'give' | 'returnHolder' | 'fill'; readonly of: Holder }
  | { readonly kind: 'drain' | 'work' | 'await' | 'yield' | 'return' | 'throw' | Jump }
  /** `throwIfDone(c)`, `await c.done()` */
  | { readonly kind: 'checkDone' | 'untilDone' }
  | {
      readonly kind: 'if' | 'ifDone';
      readonly then: readonly Tree[];
      readonly otherwise: readonly Tree[];
    }
  | {
      readonly kind: 'ifHeld';
      readonly of: Holder;
      readonly then: readonly Tree[];
      readonly otherwise: readonly Tree[];
    }
  | {
      readonly kind: 'ifFlag';
      readonly flag: Flag;
      readonly asks: FlagQuestion;
      readonly negated: boolean;
      readonly then: readonly Tree[];
      readonly otherwise: readonly Tree[];
    }
  | { readonly kind: 'setFlag'; readonly flag: Exclude<Flag, 'w'>; readonly to: Setting }
  | { readonly kind: Loop; readonly body: readonly Tree[]; readonly label: boolean }
  | { readonly kind: 'label'; readonly body: readonly Tree[] }
  /** Its clauses fall through; with `otherwise` the last is the default. */
  | {
      readonly kind: 'switch';
      readonly clauses: readonly (readonly Tree[])[];
      readonly otherwise: boolean;
    }
  /** `{ using r = k; … }` */
  | { readonly kind: 'using'; readonly body: readonly Tree[] }
  | {
      readonly kind: 'try';
      readonly block: readonly Tree[];
      readonly handler: readonly Tree[] | null;
      readonly finalizer: readonly Tree[] | null;
    }
  | { readonly kind: 'close'; readonly into: ClosureName; readonly body: readonly Tree[] }
  | { readonly kind: 'call' | 'giveClosure'; readonly of: ClosureName | 'h' };

/** Is it truthy, is it not undefined, is it more than 1? */
export type FlagQuestion = 'truthy' | 'defined' | 'large';

/** What a flag is set to; `some` is either, and nobody knows which. */
export type Setting = boolean | 'some';

/** The closure `h`, which is always the same one. */
export interface Fixed {
  /** A method of the object that has the flag `d`, or a constant beside it. */
  readonly isMethod: boolean;
  readonly body: readonly Tree[];
}

/** One function of a program. */
export interface RandomFunction {
  readonly generator: boolean;
  /** What the flags of its own are at first. */
  readonly flags: { readonly l: boolean | 'u'; readonly d: boolean };
  readonly fixed: Fixed | null;
  readonly body: readonly Tree[];
}

/** A program: one function, or two that have nothing to do with each other. */
export type Program = readonly RandomFunction[];

/** What stands around a statement, and so what it may be. */
interface Place {
  readonly generator: boolean;
  readonly loop: boolean;
  /** Inside a loop or a `switch`. */
  readonly breakable: boolean;
  readonly label: 'none' | 'block' | 'loop';
  readonly scoped: boolean;
  readonly closure: boolean;
  /** Can the closure `h` be named? */
  readonly fixed: boolean;
}

const holder = fc.constantFrom<Holder>('a', 'b', 'k');
const target = fc.constantFrom<'a' | 'b'>('a', 'b');
const givable = fc.constantFrom<ClosureName | 'h'>('f', 'f', 'g', 'g', 'h');
const callable = fc.constantFrom<ClosureName | 'h'>('f', 'g', 'h', 'h');
const movable = fc.constantFrom<Holder | 'nil'>('a', 'b', 'k', 'nil');
const flag = fc.constantFrom<Flag>('u', 'u', 'v', 'w', 'l', 'l', 'd');
const asks = fc.constantFrom<FlagQuestion>('truthy', 'truthy', 'defined', 'large');
const settable = fc.constantFrom<Exclude<Flag, 'w'>>('u', 'v', 'l', 'l', 'd', 'd');
const setting = fc.constantFrom<Setting>(true, false, 'some');
const site = fc.constant(0);

const { body: anyBody, tree: anyTree } = fc.letrec<{ body: Tree[]; tree: Tree }>((tie) => {
  const list = tie('body');
  const kinds = <K extends Tree['kind']>(...names: K[]): fc.Arbitrary<K> =>
    fc.constantFrom(...names);
  return {
    body: fc.array(tie('tree'), {
      minLength: 1,
      maxLength: 3,
      size: 'max',
      depthIdentifier: 'tree',
    }),
    tree: fc.oneof(
      { depthIdentifier: 'tree', maxDepth: 3, depthSize: 'max' },
      { weight: 5, arbitrary: fc.record({ kind: kinds('release', 'give'), of: holder }) },
      { weight: 1, arbitrary: fc.record({ kind: kinds('fill'), of: holder }) },
      { weight: 1, arbitrary: fc.record({ kind: kinds('drain') }) },
      { weight: 4, arbitrary: fc.record({ kind: kinds('acquire'), into: target, site }) },
      { weight: 1, arbitrary: fc.record({ kind: kinds('returnHolder'), of: holder }) },
      { weight: 2, arbitrary: fc.record({ kind: kinds('move'), to: target, from: movable }) },
      { weight: 2, arbitrary: fc.record({ kind: kinds('work', 'await', 'yield') }) },
      {
        weight: 6,
        arbitrary: fc.record({
          kind: kinds('return', 'throw', 'break', 'continue', 'breakLabel', 'continueLabel'),
        }),
      },
      { weight: 5, arbitrary: fc.record({ kind: kinds('call'), of: callable }) },
      { weight: 2, arbitrary: fc.record({ kind: kinds('giveClosure'), of: givable }) },
      { weight: 3, arbitrary: fc.record({ kind: kinds('scoped'), body: list, site }) },
      { weight: 3, arbitrary: fc.record({ kind: kinds('if'), then: list, otherwise: list }) },
      { weight: 2, arbitrary: fc.record({ kind: kinds('ifDone'), then: list, otherwise: list }) },
      { weight: 1, arbitrary: fc.record({ kind: kinds('checkDone', 'checkDone', 'untilDone') }) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: kinds('ifHeld'), of: holder, then: list, otherwise: list }),
      },
      {
        weight: 5,
        arbitrary: fc.record({
          kind: kinds('ifFlag'),
          flag,
          asks,
          negated: fc.boolean(),
          then: list,
          otherwise: list,
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ kind: kinds('setFlag'), flag: settable, to: setting }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: kinds('while', 'doWhile', 'for'),
          body: list,
          label: fc.boolean(),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: kinds('label', 'using'), body: list }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: kinds('switch'),
          clauses: fc.array(list, { minLength: 1, maxLength: 3 }),
          otherwise: fc.boolean(),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: kinds('try'),
          block: list,
          handler: fc.option(list),
          finalizer: fc.option(list),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: kinds('close'),
          into: fc.constantFrom<ClosureName>('f', 'g'),
          body: list,
        }),
      },
    ),
  };
});

const body = fc.array(anyTree, { minLength: 3, maxLength: 6, size: 'max' });
/** `if (done) return; done = true; cancel();` */
const guard = fc.record({ flag: settable, of: target }).map(({ flag, of }): Tree[] => [
  {
    kind: 'ifFlag',
    flag,
    asks: 'truthy',
    negated: false,
    then: [{ kind: 'return' }],
    otherwise: [],
  },
  { kind: 'setFlag', flag, to: true },
  { kind: 'release', of },
]);
const one = fc.record({
  generator: fc.boolean(),
  flags: fc.record({ l: fc.constantFrom<boolean | 'u'>(true, false, 'u'), d: fc.boolean() }),
  fixed: fc.option(fc.record({ isMethod: fc.boolean(), body: fc.oneof(anyBody, guard) })),
  body,
});
const functions = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(one) },
  { weight: 1, arbitrary: fc.tuple(one, one) },
);

/** Programs in which every statement stands where it may, and every acquisition has a number of its own. */
export const programs: fc.Arbitrary<Program> = functions.map((list) => {
  let site = 0;
  return list.map(({ generator, flags, fixed, body }) => {
    const place = top(generator, fixed !== null);
    // One that calls itself may never come back.
    const inside = { ...top(false, false), closure: true };
    return {
      generator,
      flags,
      fixed: fixed && { ...fixed, body: settle(fixed.body, inside) },
      body: settle(body, place),
    };
  });

  /** Takes out what cannot stand where it stands. */
  function settle(list: readonly Tree[], place: Place): Tree[] {
    return list.flatMap((tree) => settleOne(tree, place));
  }

  function settleOne(tree: Tree, place: Place): Tree[] {
    switch (tree.kind) {
      case 'acquire':
        return place.closure ? [] : [{ ...tree, site: site++ }];
      case 'scoped':
        if (place.closure) return [];
        return [{ ...tree, site: site++, body: settle(tree.body, { ...place, scoped: true }) }];
      case 'move':
        return tree.from === 'k' && !place.scoped ? [] : [tree];
      case 'release':
      case 'give':
        return tree.of === 'k' && !place.scoped ? [] : [tree];
      case 'fill':
      case 'returnHolder':
        return (tree.of === 'k' && !place.scoped) || place.closure ? [] : [tree];
      case 'break':
      case 'continue':
      case 'breakLabel':
      case 'continueLabel':
        return jump(tree.kind, place);
      case 'yield':
        return place.generator ? [tree] : [];
      case 'await':
        return place.closure ? [] : [tree];
      case 'if':
      case 'ifFlag':
        return [
          { ...tree, then: settle(tree.then, place), otherwise: settle(tree.otherwise, place) },
        ];
      case 'checkDone':
      case 'untilDone':
        return place.scoped ? [tree] : [];
      case 'ifDone':
        if (!place.scoped) return settleOne({ kind: 'scoped', site: 0, body: [tree] }, place);
        return [
          { ...tree, then: settle(tree.then, place), otherwise: settle(tree.otherwise, place) },
        ];
      case 'ifHeld':
        if (tree.of === 'k' && !place.scoped) return [];
        return [
          { ...tree, then: settle(tree.then, place), otherwise: settle(tree.otherwise, place) },
        ];
      case 'while':
      case 'doWhile':
      case 'for': {
        // One label at a time, for all have the same name.
        const label = tree.label && place.label === 'none';
        const inside: Place = {
          ...place,
          loop: true,
          breakable: true,
          label: label ? 'loop' : place.label,
        };
        return [{ ...tree, label, body: settle(tree.body, inside) }];
      }
      case 'label':
        if (place.label !== 'none') return [];
        return [{ ...tree, body: settle(tree.body, { ...place, label: 'block' }) }];
      case 'switch': {
        const inside: Place = { ...place, breakable: true };
        return [{ ...tree, clauses: tree.clauses.map((clause) => settle(clause, inside)) }];
      }
      case 'using':
        if (place.scoped) return [{ ...tree, body: settle(tree.body, place) }];
        return settleOne({ kind: 'scoped', site: 0, body: [tree] }, place);
      case 'try':
        return [
          {
            ...tree,
            block: settle(tree.block, place),
            handler: tree.handler && settle(tree.handler, place),
            finalizer:
              tree.finalizer === null && tree.handler === null
                ? []
                : tree.finalizer && settle(tree.finalizer, place),
          },
        ];
      case 'close':
        if (place.closure) return [];
        return [
          { ...tree, body: settle(tree.body, { ...top(false, place.fixed), closure: true }) },
        ];
      case 'call':
      case 'giveClosure':
        return tree.of === 'h' && !place.fixed ? [] : [tree];
      case 'setFlag':
      case 'drain':
      case 'work':
      case 'return':
      case 'throw':
        return [tree];
    }
  }
});

/** The jump, or another one where that cannot stand. */
function jump(kind: Jump, place: Place): Tree[] {
  const { loop, breakable, label } = place;
  switch (kind) {
    case 'break':
      if (breakable) return [{ kind }];
      return label === 'none' ? [] : [{ kind: 'breakLabel' }];
    case 'continue':
      return loop ? [{ kind }] : jump('break', place);
    case 'breakLabel':
      return label === 'none' ? jump('break', place) : [{ kind }];
    case 'continueLabel':
      return label === 'loop' ? [{ kind }] : jump('continue', place);
  }
}

function top(generator: boolean, fixed: boolean): Place {
  return {
    generator,
    loop: false,
    breakable: false,
    label: 'none',
    scoped: false,
    closure: false,
    fixed,
  };
}
