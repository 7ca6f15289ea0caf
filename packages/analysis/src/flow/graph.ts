/**
 * The control-flow graph of one function, class field, static block or module.
 *
 *     try { await load(); } finally { cancel(); }
 *
 *     b0 entry    await load()      normal → b1   throw → b2
 *     b1 finally  runs r0           normal → b5
 *     b2 finally  runs r0           throw  → exit
 *     b3 r0       call cancel()     normal → b4   throw → exit
 *     b4 r0 end
 *     b5 …
 *
 * A `finally` block stands in the graph once, as a region. Each kind of completion that enters it has
 * a landing, a block that runs the region and then goes on as that completion would, so a
 * return never leaves as a throw and nothing is copied.
 *
 * Not modelled: values (an item says where a value comes from, not what it is), what a generator does
 * when nobody resumes it, exceptions of property reads, operators and destructuring, iterators'
 * `return()`, and statements that no path reaches (they have no block).
 */
import type { TSESTree } from '@typescript-eslint/types';

/** What a graph is built of: everything that has a flow of its own. */
export type Root =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty
  | TSESTree.StaticBlock
  | TSESTree.Program;

/** The flow of one root. */
export interface Graph {
  readonly root: Root;
  /**
   * Invariant: reverse postorder, where a landing leads to its region and the region to where the landing
   * goes on; `blocks[i].id === i`; `blocks[0]` is the entry; every block is reachable but perhaps `exit`.
   */
  readonly blocks: readonly Block[];
  readonly entry: Block;
  /** Where every path ends that ends; the kind of the edge that enters it says how. No items, no way on. */
  readonly exit: Block;
  /** Invariant: a region stands after the region that it is in. */
  readonly regions: readonly Region[];
  /** The items that a node has given, in the order they were made. */
  readonly itemsOf: ReadonlyMap<TSESTree.Node, readonly Place[]>;
}

/** Where an item stands. */
export interface Place {
  readonly block: Block;
  readonly index: number;
}

/** A stretch of items that run one after another; only the last one decides where it goes on. */
export interface Block {
  readonly id: number;
  /** What made it, for readers of a printed graph. */
  readonly kind: string;
  /** The innermost node with a scope of its own that this block runs in. */
  readonly scope: TSESTree.Node;
  /** True inside the block of a `try` statement, at any depth of the same root. */
  readonly inTry: boolean;
  /** The region that the block is part of; `undefined` outside every `finally`. */
  readonly region: Region | undefined;
  /**
   * The region that this landing runs. Invariant: a landing has no items, and one way on if its region has an end.
   */
  readonly runs: Region | undefined;
  readonly items: readonly Item[];
  readonly succs: readonly Edge[];
  readonly preds: readonly Edge[];
}

/** A `finally` block, or the disposal at the end of a `using` scope. */
export interface Region {
  readonly id: number;
  readonly node: TSESTree.Node;
  readonly parent: Region | undefined;
  /** Invariant: entered by landings alone. */
  readonly entry: Block;
  /** Where the pending completion is taken up again; `undefined` where no path comes to its end. */
  readonly end: Block | undefined;
}

/**
 * How an edge is taken:
 * - `normal`: one after another;
 * - `true`, `false`: the two sides of a test;
 * - `throw`: an exception; before the item's own effect, but after its operands';
 * - `return`: a `return`, the end of the body, or a promise that is returned and then rejected;
 * - `yield`: the consumer of a generator called `return()` while it was suspended here.
 */
export type EdgeKind = 'normal' | 'true' | 'false' | 'throw' | 'return' | 'yield';

/** A way from one block to another. Whatever leaves a landing has the kind of the completion that entered it. */
export interface Edge {
  readonly kind: EdgeKind;
  readonly from: Block;
  readonly to: Block;
  /** What is written there to take it; of one through `finally` blocks, only the edge into the first landing has it. */
  readonly jump: Jump | undefined;
}

/** A statement that goes on somewhere else in its function. */
export type Jump = TSESTree.BreakStatement | TSESTree.ContinueStatement;

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'expression'; readonly node: TSESTree.Node }
  /** A property or element of another value; `key` is `undefined` where it is computed. */
  | { readonly kind: 'part'; readonly of: Origin; readonly key: string | undefined }
  /** What a rest element collects: an array without its first elements, or an object without some keys. */
  | { readonly kind: 'rest'; readonly of: Origin; readonly without: number | readonly string[] }
  /** The argument that a parameter of the root gets. */
  | { readonly kind: 'parameter'; readonly index: number }
  /** The exception that a `catch` caught. */
  | { readonly kind: 'caught' }
  | { readonly kind: 'undefined' }
  /** Nothing is known: an element of an iteration, the result of an operator. */
  | { readonly kind: 'unknown' };

/** The question that a test asks of a value. */
export type Question = 'truthy' | 'nonNil' | 'defined';

/** Something that happens, in the order of evaluation. Its node is the one that a reader would point at. */
export type Item =
  /** A call, `new` or tagged template has its operands and runs; may throw. */
  | {
      readonly kind: 'call';
      readonly node:
        TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression;
    }
  /** A field or static block of a class runs, where the class is defined; may throw. */
  | {
      readonly kind: 'invoke';
      readonly node: TSESTree.StaticBlock | TSESTree.PropertyDefinition | TSESTree.AccessorProperty;
    }
  /** `await`, or one turn of `for await`; may throw. */
  | { readonly kind: 'await'; readonly node: TSESTree.AwaitExpression | TSESTree.ForOfStatement }
  /** A promise that gets handlers and is returned settles: the value of the function, or by `return` a rejection instead of it. */
  | { readonly kind: 'settle'; readonly node: TSESTree.CallExpression }
  /** `yield`: goes on, throws, or is left by the consumer. */
  | { readonly kind: 'yield'; readonly node: TSESTree.YieldExpression }
  /** A step of an iteration over `of`: a turn of `for … of`, a spread; may throw. */
  | {
      readonly kind: 'iterate';
      readonly node: TSESTree.Node;
      readonly of: TSESTree.Expression;
    }
  /** The end of a `using` scope disposes what the declaration holds; may throw. */
  | { readonly kind: 'dispose'; readonly node: TSESTree.VariableDeclaration }
  /** A variable, property or element gets a value. */
  | {
      readonly kind: 'write';
      readonly node: TSESTree.Node;
      readonly target: TSESTree.Node;
      readonly value: Origin;
    }
  /** From here on the value of `node` (a conditional, a logical, a default) is this one. */
  | { readonly kind: 'select'; readonly node: TSESTree.Node; readonly value: Origin }
  /** A value leaves what this graph can see: JSX, `export default`. */
  | { readonly kind: 'pass'; readonly node: TSESTree.Node; readonly value: Origin }
  /** A full expression is over: what only it held is held no more. */
  | { readonly kind: 'end'; readonly node: TSESTree.Node }
  /** Decides between a `true` and a `false` edge. */
  | {
      readonly kind: 'test';
      readonly node: TSESTree.Node;
      readonly value: Origin;
      readonly question: Question;
    }
  /** Is the discriminant equal to this case's test, or has an iteration another turn? Decides as a test does. */
  | { readonly kind: 'choose'; readonly node: TSESTree.Node }
  /** A `return`, or the end of the body (then the node is the root). */
  | { readonly kind: 'return'; readonly node: TSESTree.Node; readonly value: Origin }
  | { readonly kind: 'throw'; readonly node: TSESTree.ThrowStatement }
  /** `process.exit()`: the path ends here. */
  | { readonly kind: 'halt'; readonly node: TSESTree.CallExpression };

/** The items of one kind. */
export type ItemOf<K extends Item['kind']> = Extract<Item, { kind: K }>;
