/**
 * A graph in the making: blocks that still change, and the frames that say where a completion goes.
 * Private to `flow/`; outsiders see the finished `Graph`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { EdgeKind, Item, Jump, Origin, Question } from './graph.js';

/** A block that still grows. */
export interface DraftBlock {
  readonly kind: string;
  readonly scope: TSESTree.Node;
  readonly inTry: boolean;
  readonly region: DraftRegion | undefined;
  readonly runs: DraftRegion | undefined;
  readonly items: Item[];
  succs: DraftEdge[];
  /** How many edges lead here; a region's entry counts its landings as one. */
  preds: number;
}

/** An edge to be. */
interface DraftEdge {
  readonly kind: EdgeKind;
  readonly to: DraftBlock;
  readonly jump: Jump | undefined;
}

/** A `finally` that is being built. */
export interface DraftRegion {
  readonly node: TSESTree.Node;
  readonly parent: DraftRegion | undefined;
  readonly entry: DraftBlock;
  end: DraftBlock | undefined;
}

/** What a completion meets on its way out, innermost first. */
type Frame =
  | { readonly kind: 'catch'; readonly outer: Frame | undefined; readonly entry: DraftBlock }
  | {
      readonly kind: 'finally';
      readonly outer: Frame | undefined;
      readonly region: DraftRegion;
      /** Where the `try` statement stands: its landings stand there too. */
      readonly around: Around;
      /** One landing for each completion: `normal`, `throw`, `return`, `yield`, or the target of a jump. */
      readonly landings: Map<string | DraftBlock, DraftBlock>;
    }
  | {
      readonly kind: 'jump';
      readonly outer: Frame | undefined;
      readonly labels: readonly string[];
      readonly breakTo: DraftBlock;
      /** Set for loops. */
      readonly continueTo: DraftBlock | undefined;
      /** False for labelled statements that are neither loop nor `switch`: only `break label` ends them. */
      readonly plain: boolean;
    };

type Completion =
  | { readonly kind: 'throw' | 'return' | 'yield' }
  | { readonly kind: 'jump'; readonly frame: Frame; readonly to: DraftBlock };

interface Around {
  readonly scope: TSESTree.Node;
  readonly inTry: boolean;
  readonly region: DraftRegion | undefined;
}

/** Builds an expression. */
type Visitor = (draft: Draft, node: TSESTree.Node) => void;

/** Is there something in a list, whenever it is evaluated? */
export type IsFilled = (list: TSESTree.Node) => boolean;

/** The cursor that builders write with. */
export class Draft {
  readonly entry: DraftBlock;
  readonly exit: DraftBlock;
  /** All blocks but landings, reached or not. */
  readonly blocks: DraftBlock[] = [];
  /** Where the next item goes; `undefined` while no path comes here. */
  current: DraftBlock | undefined;
  private frames: Frame | undefined;
  private around: Around;
  private readonly visitor: Visitor;
  readonly isFilled: IsFilled;

  constructor(root: TSESTree.Node, visitor: Visitor, isFilled: IsFilled) {
    this.visitor = visitor;
    this.isFilled = isFilled;
    this.around = { scope: root, inTry: false, region: undefined };
    this.entry = this.block('entry');
    this.exit = this.block('exit');
    this.entry.preds = 1;
    this.current = this.entry;
  }

  /** Evaluates an expression for its value. */
  visit(node: TSESTree.Node): void {
    this.visitor(this, node);
  }

  /** A new block that stands where the cursor stands; nothing leads to it yet. */
  block(kind: string): DraftBlock {
    return this.blockIn(this.around.scope, kind);
  }

  /** The same, in another scope. */
  blockIn(scope: TSESTree.Node, kind: string): DraftBlock {
    const block = makeBlock(kind, { ...this.around, scope }, undefined);
    this.blocks.push(block);
    return block;
  }

  /** Appends an item. */
  emit(item: Item): void {
    this.current?.items.push(item);
  }

  /** Appends an item that may throw, and goes on in a new block. */
  emitThrowing(item: Item): void {
    if (this.current === undefined) return;
    this.emit(item);
    connect(this.current, 'throw', this.route({ kind: 'throw' }, this.frames));
    this.continue('after');
  }

  /** Ends the current block: the path goes on in `to`. */
  goto(to: DraftBlock): void {
    if (this.current !== undefined) connect(this.current, 'normal', to);
    this.current = undefined;
  }

  /** Goes on in `block`, if any path leads there. */
  start(block: DraftBlock): void {
    this.current = block.preds > 0 ? block : undefined;
  }

  /** Ends the current block with a question that leads to one of two blocks. */
  decide(
    item:
      | { kind: 'test'; node: TSESTree.Node; value: Origin; question: Question }
      | { kind: 'choose'; node: TSESTree.Node },
    whenTrue: DraftBlock,
    whenFalse: DraftBlock,
  ): void {
    if (this.current === undefined) return;
    this.emit(item);
    connect(this.current, 'true', whenTrue);
    connect(this.current, 'false', whenFalse);
    this.current = undefined;
  }

  /** Ends the current block with a `throw` or `return`. */
  leave(kind: 'throw' | 'return', item: Item): void {
    if (this.current === undefined) return;
    this.emit(item);
    connect(this.current, kind, this.route({ kind }, this.frames));
    this.current = undefined;
  }

  /** Ends the path without any completion: the process is gone. */
  halt(item: Item): void {
    this.emit(item);
    this.current = undefined;
  }

  /** A `yield`: the consumer may call `next()`, `throw()` or `return()`. */
  yield(item: Item): void {
    if (this.current === undefined) return;
    const suspended = this.current;
    this.emitThrowing(item);
    connect(suspended, 'yield', this.route({ kind: 'yield' }, this.frames));
  }

  /** A promise that is returned: it may be rejected. */
  settle(item: Item): void {
    if (this.current === undefined) return;
    this.emit(item);
    connect(this.current, 'return', this.route({ kind: 'return' }, this.frames));
    this.continue('after');
  }

  /** `break` or `continue`, with or without a label. */
  jump(jump: Jump): void {
    if (this.current === undefined) return;
    const label = jump.label?.name;
    for (let frame = this.frames; frame !== undefined; frame = frame.outer) {
      if (frame.kind !== 'jump') continue;
      if (label === undefined ? frame.plain : !frame.labels.includes(label)) continue;
      const to = jump.type === 'BreakStatement' ? frame.breakTo : frame.continueTo;
      if (to === undefined) continue;
      connect(this.current, 'normal', this.route({ kind: 'jump', frame, to }, this.frames), jump);
      break;
    }
    this.current = undefined;
  }

  /** Builds what stands in a scope of its own. */
  inScope(scope: TSESTree.Node, build: () => void): void {
    this.inside({ ...this.around, scope }, this.frames, () => {
      this.continue('scope');
      build();
    });
    this.continue('after');
  }

  /** Builds what `break` and `continue` leave. */
  inJump(
    jump: {
      labels: readonly string[];
      breakTo: DraftBlock;
      continueTo: DraftBlock | undefined;
      plain: boolean;
    },
    build: () => void,
  ): void {
    this.inside(this.around, { kind: 'jump', outer: this.frames, ...jump }, build);
  }

  /** Builds the block of a `try` statement whose exceptions go to `entry`. */
  inCatch(entry: DraftBlock, build: () => void): void {
    this.inside(this.around, { kind: 'catch', outer: this.frames, entry }, build);
  }

  /** Marks what is built as the block of a `try` statement. */
  inTry(build: () => void): void {
    this.inside({ ...this.around, inTry: true }, this.frames, () => {
      this.continue('try');
      build();
    });
    this.continue('after');
  }

  /**
   * Builds `body`, and `cleanup` as the region that every completion of the body runs.
   * Goes on after both, if the body can come to its end.
   */
  inFinally(node: TSESTree.Node, body: () => void, cleanup: () => void): void {
    const { around, frames: outer } = this;
    const region = makeRegion(node, around);
    this.blocks.push(region.entry);
    const frame = {
      kind: 'finally',
      outer,
      region,
      around,
      landings: new Map<string | DraftBlock, DraftBlock>(),
    } as const;
    const after = this.block('after');

    this.inside(around, frame, body);
    if (this.current !== undefined) {
      const landing = makeBlock('finally', around, region);
      connect(landing, 'normal', after);
      frame.landings.set('normal', landing);
      this.goto(landing);
    }

    const landings = [...frame.landings.values()];
    if (landings.some((landing) => landing.preds > 0)) {
      region.entry.preds = 1;
      this.start(region.entry);
      this.inside({ ...around, region }, outer, () => {
        cleanup();
        if (this.current === undefined) return;
        region.end = this.block('end of finally');
        this.goto(region.end);
      });
    }
    for (const landing of landings) {
      // What never comes out of the region resumes nothing; what never comes in neither.
      if (region.end === undefined || landing.preds === 0) disconnect(landing);
    }
    this.start(after);
  }

  /** Goes on in a new block, for what stands around the cursor has changed. */
  private continue(kind: string): void {
    if (this.current === undefined) return;
    const next = this.block(kind);
    this.goto(next);
    this.start(next);
  }

  private inside(around: Around, frames: Frame | undefined, build: () => void): void {
    const { around: oldAround, frames: oldFrames } = this;
    this.around = around;
    this.frames = frames;
    build();
    this.around = oldAround;
    this.frames = oldFrames;
  }

  private route(completion: Completion, from: Frame | undefined): DraftBlock {
    for (let frame = from; frame !== undefined; frame = frame.outer) {
      if (frame.kind === 'finally') return this.landing(frame, completion);
      if (frame.kind === 'catch' && completion.kind === 'throw') {
        return frame.entry;
      }
      if (completion.kind === 'jump' && completion.frame === frame) return completion.to;
    }
    return this.exit;
  }

  private landing(frame: Extract<Frame, { kind: 'finally' }>, completion: Completion): DraftBlock {
    const key = completion.kind === 'jump' ? completion.to : completion.kind;
    const known = frame.landings.get(key);
    if (known !== undefined) return known;
    const landing = makeBlock('finally', frame.around, frame.region);
    frame.landings.set(key, landing);
    const kind = completion.kind === 'jump' ? 'normal' : completion.kind;
    connect(landing, kind, this.route(completion, frame.outer));
    return landing;
  }
}

function makeBlock(kind: string, around: Around, runs: DraftRegion | undefined): DraftBlock {
  const { scope, inTry, region } = around;
  return { kind, scope, inTry, region, runs, items: [], succs: [], preds: 0 };
}

function makeRegion(node: TSESTree.Node, around: Around): DraftRegion {
  // The entry belongs to the region that it enters, so the two are tied in a second step.
  const region = { node, parent: around.region, end: undefined } as unknown as {
    entry: DraftBlock;
  } & DraftRegion;
  region.entry = makeBlock('start of finally', { ...around, scope: node, region }, undefined);
  return region;
}

function connect(from: DraftBlock, kind: EdgeKind, to: DraftBlock, jump?: Jump): void {
  from.succs.push({ kind, to, jump });
  to.preds++;
}

function disconnect(block: DraftBlock): void {
  for (const { to } of block.succs) to.preds--;
  block.succs = [];
}
