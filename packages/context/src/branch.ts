/** The context that can end: its state, and the effects of its end. */

import { attempt } from './attempt.js';
import { Base } from './base.js';
import type { Context, ContextError } from './context.js';
import type { Branch, Due, Leaf } from './protocol.js';
import { end } from './tree.js';

export class BranchContext extends Base implements Branch {
  owner: Branch | undefined = undefined;
  prev: Leaf | undefined = undefined;
  next: Leaf | undefined = undefined;
  first: Leaf | undefined = undefined;
  last: Leaf | undefined = undefined;
  unwatch: (() => void) | undefined = undefined;
  failure: ContextError | undefined = undefined;
  reason: Error | undefined = undefined;
  promise: Promise<void> | undefined = undefined;
  awaited = false;
  readonly due: Due | undefined;
  private readonly text: string;
  private settled = false;
  private resolve: (() => void) | undefined = undefined;
  private controller: AbortController | undefined = undefined;

  constructor(parent: Context, due: Due | undefined, text: string) {
    super(parent);
    this.due = due;
    this.text = text;
  }

  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- a field takes memory
  get kind(): 'branch' {
    return 'branch';
  }

  get source(): Context {
    return this.self;
  }

  get live(): boolean {
    return this.failure === undefined;
  }

  get signal(): AbortSignal {
    const self = this.self;
    self.controller ??= new AbortController();
    // Whoever asks while the end is being told elsewhere must not find it live.
    if (!self.live) self.controller.abort(self.reason);
    return self.controller.signal;
  }

  deadline(): Date | undefined {
    const { due } = this.self;
    return due === undefined ? undefined : new Date(due.at);
  }

  done(): Promise<void> {
    const self = this.self;
    if (self.live && !self.awaited) {
      self.awaited = true;
      self.due?.hold();
    }
    self.promise ??= self.live
      ? new Promise((resolve) => {
          self.resolve = resolve;
        })
      : Promise.resolve();
    return self.promise;
  }

  err(): ContextError | undefined {
    return this.self.failure;
  }

  label(): string {
    return this.text;
  }

  /** Ends this context, or where its end is being told elsewhere, tells the rest of it now. */
  cancel(err: ContextError, cause: Error): void {
    if (this.live) end(this, err, cause);
    else this.settle();
  }

  mark(err: ContextError, cause: Error): void {
    this.failure = err;
    this.reason = cause;
  }

  settle(): void {
    if (this.settled) return;
    this.settled = true;
    this.free();
    this.resolve?.();
    const { controller } = this;
    if (controller !== undefined) {
      attempt(() => {
        controller.abort(this.reason);
      });
    }
  }

  letGo(): void {
    if (!this.awaited) return;
    this.awaited = false;
    this.due?.release();
  }

  /** Gives back what this context holds outside the tree. */
  protected free(): void {
    this.letGo();
    const { unwatch } = this;
    this.unwatch = undefined;
    if (unwatch !== undefined) attempt(unwatch);
  }
}
