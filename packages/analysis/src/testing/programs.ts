/**
 * Random functions that acquire, move, release and hand over cancel functions, as trees: they can be printed as
 * TypeScript for the engine, and run by an interpreter that knows no graph.
 */
import fc from 'fast-check';

/** A variable that may hold a cancel function, and one that may hold a closure. */
export type Holder = 'a' | 'b' | 'k';
export type ClosureName = 'f' | 'g';
/** A parameter that is tested again and again, or (`w`) a property of one. */
export type Flag = 'u' | 'v' | 'w';

/** One statement. */
export type Tree =
  | { readonly kind: 'acquire'; readonly into: 'a' | 'b'; readonly site: number }
  /** `{ const [, k] = withCancel(p); … }`: `k` is only known inside. */
  | { readonly kind: 'scoped'; readonly body: readonly Tree[]; readonly site: number }
  | { readonly kind: 'move'; readonly to: 'a' | 'b'; readonly from: Holder | 'nil' }
  | { readonly kind: 'release' | 'give' | 'returnHolder'; readonly of: Holder }
  | { readonly kind: 'work' | 'await' | 'return' | 'throw' | 'break' | 'continue' }
  | { readonly kind: 'if'; readonly then: readonly Tree[]; readonly otherwise: readonly Tree[] }
  | {
      readonly kind: 'ifHeld';
      readonly of: Holder;
      readonly then: readonly Tree[];
      readonly otherwise: readonly Tree[];
    }
  | {
      readonly kind: 'ifFlag';
      readonly flag: Flag;
      readonly negated: boolean;
      readonly then: readonly Tree[];
      readonly otherwise: readonly Tree[];
    }
  | { readonly kind: 'setFlag'; readonly flag: 'u' | 'v' }
  | { readonly kind: 'loop'; readonly body: readonly Tree[] }
  | {
      readonly kind: 'try';
      readonly block: readonly Tree[];
      readonly handler: readonly Tree[] | null;
      readonly finalizer: readonly Tree[] | null;
    }
  | { readonly kind: 'close'; readonly into: ClosureName; readonly body: readonly Tree[] }
  | { readonly kind: 'call' | 'giveClosure'; readonly of: ClosureName };

/** What stands around a statement, and so what it may be. */
interface Place {
  readonly loop: boolean;
  readonly scoped: boolean;
  readonly closure: boolean;
}

const holder = fc.constantFrom<Holder>('a', 'b', 'k');
const target = fc.constantFrom<'a' | 'b'>('a', 'b');
const closureName = fc.constantFrom<ClosureName>('f', 'g');
const movable = fc.constantFrom<Holder | 'nil'>('a', 'b', 'k', 'nil');
const site = fc.constant(0);

const { tree: anyTree } = fc.letrec<{ body: Tree[]; tree: Tree }>((tie) => {
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
      { weight: 4, arbitrary: fc.record({ kind: kinds('acquire'), into: target, site }) },
      { weight: 1, arbitrary: fc.record({ kind: kinds('returnHolder'), of: holder }) },
      { weight: 2, arbitrary: fc.record({ kind: kinds('move'), to: target, from: movable }) },
      { weight: 2, arbitrary: fc.record({ kind: kinds('work', 'await') }) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: kinds('return', 'throw', 'break', 'continue') }),
      },
      { weight: 4, arbitrary: fc.record({ kind: kinds('call', 'giveClosure'), of: closureName }) },
      { weight: 3, arbitrary: fc.record({ kind: kinds('scoped'), body: list, site }) },
      { weight: 3, arbitrary: fc.record({ kind: kinds('if'), then: list, otherwise: list }) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: kinds('ifHeld'), of: holder, then: list, otherwise: list }),
      },
      {
        weight: 5,
        arbitrary: fc.record({
          kind: kinds('ifFlag'),
          flag: fc.constantFrom<Flag>('u', 'v', 'w'),
          negated: fc.boolean(),
          then: list,
          otherwise: list,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: kinds('setFlag'), flag: fc.constantFrom('u', 'v') }),
      },
      { weight: 2, arbitrary: fc.record({ kind: kinds('loop'), body: list }) },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: kinds('try'),
          block: list,
          handler: fc.option(list),
          finalizer: fc.option(list),
        }),
      },
      { weight: 4, arbitrary: fc.record({ kind: kinds('close'), into: closureName, body: list }) },
    ),
  };
});

/** Bodies of functions, every acquisition with a number of its own. */
const bodies = fc.array(anyTree, { minLength: 3, maxLength: 6, size: 'max' });

export const programs: fc.Arbitrary<readonly Tree[]> = bodies.map((trees) => {
  let site = 0;
  return settle(trees, { loop: false, scoped: false, closure: false });

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
      case 'returnHolder':
        return (tree.of === 'k' && !place.scoped) || place.closure ? [] : [tree];
      case 'break':
      case 'continue':
        return place.loop ? [tree] : [];
      case 'await':
      case 'setFlag':
        return place.closure ? [] : [tree];
      case 'if':
      case 'ifFlag':
        return [
          { ...tree, then: settle(tree.then, place), otherwise: settle(tree.otherwise, place) },
        ];
      case 'ifHeld':
        if (tree.of === 'k' && !place.scoped) return [];
        return [
          { ...tree, then: settle(tree.then, place), otherwise: settle(tree.otherwise, place) },
        ];
      case 'loop':
        return [{ ...tree, body: settle(tree.body, { ...place, loop: true }) }];
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
          { ...tree, body: settle(tree.body, { loop: false, scoped: false, closure: true }) },
        ];
      case 'work':
      case 'return':
      case 'throw':
      case 'call':
      case 'giveClosure':
        return [tree];
    }
  }
});

/** The program as TypeScript, an acquisition a line. */
export function printProgram(trees: readonly Tree[]): string {
  return [
    "import { withCancel, type Context } from '@ctxvet/context';",
    'async function run(p: Context, x, a, b, f, g, u, v, o) {',
    ...trees.map((tree) => print(tree, '  ')),
    '}',
    '',
  ].join('\n');
}

/** The line of each acquisition, by its number. */
export function linesOfSites(text: string): Map<number, number> {
  const lines = new Map<number, number>();
  text.split('\n').forEach((line, i) => {
    const site = /\/\/ #(\d+)$/.exec(line)?.[1];
    if (site !== undefined) lines.set(i + 1, Number(site));
  });
  return lines;
}

function print(tree: Tree, indent: string): string {
  const block = (trees: readonly Tree[]): string =>
    `{\n${trees.map((t) => `${print(t, `${indent}  `)}\n`).join('')}${indent}}`;
  switch (tree.kind) {
    case 'acquire':
      return `${indent}[, ${tree.into}] = withCancel(p); // #${tree.site}`;
    case 'scoped':
      return `${indent}{\n${indent}  const [, k] = withCancel(p); // #${tree.site}\n${tree.body
        .map((t) => `${print(t, `${indent}  `)}\n`)
        .join('')}${indent}}`;
    case 'move':
      return `${indent}${tree.to} = ${tree.from === 'nil' ? 'undefined' : tree.from};`;
    case 'release':
      return `${indent}${tree.of}?.();`;
    case 'give':
      return `${indent}go(${tree.of});`;
    case 'returnHolder':
      return `${indent}return ${tree.of};`;
    case 'work':
      return `${indent}go();`;
    case 'await':
      return `${indent}await x;`;
    case 'return':
    case 'break':
    case 'continue':
      return `${indent}${tree.kind};`;
    case 'throw':
      return `${indent}throw x;`;
    case 'if':
      // A global that the program does not declare may be another each time.
      return `${indent}if (some) ${block(tree.then)} else ${block(tree.otherwise)}`;
    case 'ifFlag': {
      const test = `${tree.negated ? '!' : ''}${tree.flag === 'w' ? 'o.w' : tree.flag}`;
      return `${indent}if (${test}) ${block(tree.then)} else ${block(tree.otherwise)}`;
    }
    case 'setFlag':
      return `${indent}${tree.flag} = some;`;
    case 'ifHeld':
      return `${indent}if (${tree.of}) ${block(tree.then)} else ${block(tree.otherwise)}`;
    case 'loop':
      return `${indent}while (some) ${block(tree.body)}`;
    case 'try': {
      const handler = tree.handler === null ? '' : ` catch ${block(tree.handler)}`;
      const finalizer = tree.finalizer === null ? '' : ` finally ${block(tree.finalizer)}`;
      return `${indent}try ${block(tree.block)}${handler}${finalizer}`;
    }
    case 'close':
      return `${indent}${tree.into} = () => ${block(tree.body)};`;
    case 'call':
      return `${indent}${tree.of}?.();`;
    case 'giveClosure':
      return `${indent}go(${tree.of});`;
  }
}
