/** The context that can end: its state, and the effects of its end. */

import { attempt } from './attempt.js';
import { Base } from './base.js';
import type { Context, ContextError } from './context.js';
import type { Branch, Due, End, Leaf } from './protocol.js';
import { finish } from './tree.js';

/** What few contexts are asked for, so that the others need no room for it. */
class Extras {
  promise: Promise<void> | undefined = undefined;
  resolve: (() => void) | undefined = undefined;
  awaited = false;
  controller: AbortController | undefined = undefined;
  unwatch: (() => void) | undefined = undefined;
}

export class BranchContext extends Base implements Branch {
  owner: Branch | undefined = undefined;
  prev: Leaf | undefined = undefined;
  next: Leaf | undefined = undefined;
  last: Leaf | undefined = undefined;
  ended: End | undefined = undefined;
  readonly due: Due | undefined;
  private extras: Extras | undefined = undefined;

  constructor(parent: Context, due: Due | undefined) {
    super(parent);
    this.due = due;
  }

  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- a field takes memory
  get kind(): 'branch' {
    return 'branch';
  }

  get source(): Context {
    return this.self;
  }

  get live(): boolean {
    return this.ended === undefined;
  }

  get promise(): Promise<void> | undefined {
    return this.extras?.promise;
  }

  get awaited(): boolean {
    return this.extras?.awaited === true;
  }

  get signal(): AbortSignal {
    const { self } = this;
    const extras = (self.extras ??= new Extras());
    const controller = (extras.controller ??= new AbortController());
    // Whoever asks while the end is being told elsewhere must not find it live.
    if (self.ended !== undefined) controller.abort(self.ended.cause);
    return controller.signal;
  }

  deadline(): Date | undefined {
    const { due } = this.self;
    return due === undefined ? undefined : new Date(due.at);
  }

  done(): Promise<void> {
    const { self } = this;
    const extras = (self.extras ??= new Extras());
    if (self.live && !extras.awaited) {
      extras.awaited = true;
      self.due?.hold();
    }
    extras.promise ??= self.live
      ? new Promise((resolve) => {
          extras.resolve = resolve;
        })
      : Promise.resolve();
    return extras.promise;
  }

  err(): ContextError | undefined {
    return this.self.ended?.err;
  }

  label(): string {
    return '.WithCancel';
  }

  /** Ends this context, or where its end is being told elsewhere, tells the rest of it now. */
  cancel(end: End): void {
    if (this.ended === undefined) finish(this, end);
    else this.settle();
  }

  mark(end: End): void {
    this.ended = end;
  }

  settle(): void {
    this.free();
    const { extras } = this;
    if (extras === undefined) return;
    extras.resolve?.();
    const { controller } = extras;
    if (controller !== undefined) {
      attempt(() => {
        controller.abort(this.ended?.cause);
      });
    }
  }

  watched(unwatch: () => void): void {
    (this.extras ??= new Extras()).unwatch = unwatch;
  }

  letGo(): void {
    const { extras } = this;
    if (extras?.awaited !== true) return;
    extras.awaited = false;
    this.due?.release();
  }

  /** Gives back what this context holds outside the tree. */
  protected free(): void {
    const { extras } = this;
    if (extras === undefined) return;
    this.letGo();
    const { unwatch } = extras;
    extras.unwatch = undefined;
    if (unwatch !== undefined) attempt(unwatch);
  }
}
