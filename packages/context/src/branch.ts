/** The context with an end of its own: its state, and the effects of its end. */

import { attempt } from './attempt.js';
import { Base } from './base.js';
import type { Context, ContextError } from './context.js';
import { DeadlineExceeded } from './errors.js';
import { printMoment } from './print.js';
import { PROTOCOL, type Branch, type Due, type End, type Leaf } from './protocol.js';
import { finish } from './tree.js';

/** How a deadline ends a context, where nobody gave a cause. */
const EXCEEDED: End = { err: DeadlineExceeded, cause: DeadlineExceeded };

/** What few contexts are asked for, so that the others need no room for it. */
class Extras {
  /** What `done()` gives, and how it is settled. */
  promise: Promise<void> | undefined = undefined;
  resolve: (() => void) | undefined = undefined;
  /** Whether the deadline is held for who asked `done()`. */
  awaited = false;
  /** Of the signal. */
  controller: AbortController | undefined = undefined;
  /** Takes back, at the end, what was registered elsewhere. */
  undone: (() => unknown)[] | undefined = undefined;
  /** How it prints, where that is not as usual. */
  text: string | undefined = undefined;
}

/**
 * One class for all that can end, whatever ends it: engines look up members of many classes slowly,
 * and every function that makes a context looks at its parent.
 */
export class BranchContext extends Base implements Branch {
  owner: Branch | undefined = undefined;
  prev: Leaf | undefined = undefined;
  next: Leaf | undefined = undefined;
  last: Leaf | undefined = undefined;
  ended: End | null | undefined = undefined;
  readonly due: Due | undefined;
  private extras: Extras | undefined = undefined;

  constructor(parent: Context | undefined, due: Due | undefined) {
    super(parent);
    this.due = due;
  }

  get key(): typeof PROTOCOL {
    return PROTOCOL;
  }

  get held(): Branch {
    return this;
  }

  get source(): Context {
    return this.self;
  }

  get live(): boolean {
    return this.ended === undefined;
  }

  /** Its extras, which are made now where it had none. */
  private get more(): Extras {
    return (this.extras ??= new Extras());
  }

  get promise(): Promise<void> | undefined {
    return this.extras?.promise;
  }

  get awaited(): boolean {
    return this.extras?.awaited === true;
  }

  get signal(): AbortSignal {
    const { self } = this;
    const extras = self.more;
    const controller = (extras.controller ??= new AbortController());
    // Whoever asks while the end is being told elsewhere must not find it live.
    if (self.ended) controller.abort(self.ended.cause);
    return controller.signal;
  }

  deadline(): Date | undefined {
    const { due } = this.self;
    return due && new Date(due.at);
  }

  done(): Promise<void> {
    const { self } = this;
    // A shared promise of a root would keep every reaction of everyone who ever raced against it.
    if (self.ended === null) return new Promise(() => undefined);
    const extras = self.more;
    if (self.live && !extras.awaited) {
      extras.awaited = true;
      self.due?.hold(1);
    }
    extras.promise ??= new Promise((resolve) => {
      extras.resolve = resolve;
    });
    if (!self.live) extras.resolve?.();
    return extras.promise;
  }

  err(): ContextError | undefined {
    return this.self.ended?.err;
  }

  label(): string {
    const { due } = this;
    if (due?.sleeper === this) return `.WithDeadline(${printMoment(due.at)})`;
    return this.extras?.text ?? '.WithCancel';
  }

  /** Lets it print as something else than `.WithCancel`. */
  named(text: string): void {
    this.more.text = text;
  }

  /** Ends this context, or where its end is being told elsewhere, tells the rest of it now. */
  cancel(end: End): void {
    if (this.ended === undefined) finish(this, end);
    else this.settle();
  }

  mark(end: End): void {
    this.ended = end;
  }

  /** The deadline has come, which was this context's own. */
  wake(): void {
    finish(this, this.due?.end ?? EXCEEDED);
  }

  settle(): void {
    const { due, extras } = this;
    if (due?.sleeper === this) due.stop();
    if (extras !== undefined) this.tell(extras);
  }

  /** Apart, so that engines find `settle` small enough to inline it. */
  private tell(extras: Extras): void {
    this.letGo();
    const { controller, undone } = extras;
    extras.undone = undefined;
    undone?.forEach(attempt);
    extras.resolve?.();
    // Whoever reads the signal of what has ended aborts it.
    if (controller) attempt(() => this.signal);
  }

  undo(f: () => unknown): void {
    (this.more.undone ??= []).push(f);
    if (!this.live) this.settle();
  }

  letGo(): void {
    const { extras } = this;
    if (extras?.awaited !== true) return;
    extras.awaited = false;
    this.due?.hold(-1);
  }
}

/** As `isBranch`, for those that this copy of the package made: engines answer it faster. */
export function isOurBranch(x: unknown): x is BranchContext {
  return x instanceof BranchContext && x.self === x;
}
