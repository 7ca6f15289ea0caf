/**
 * Contexts as one would write them first: each a record, every question answered by walking, with
 * no thought of speed. The fuzzer compares the real ones to these.
 */

export interface Ending {
  readonly err: 'canceled' | 'exceeded';
  /** The name of the cause, or of the sentinel where none was given. */
  readonly cause: string;
}

/** What can end: a context, or a function that waits for the end of one. */
export interface Part {
  readonly kind: 'endless' | 'branch' | 'valued' | 'wrapper' | 'custom' | 'function';
  readonly parent: Part | undefined;
  readonly key?: number;
  readonly held?: number;
  ended: Ending | undefined;
  /** Whether those who listen have heard of the end. */
  told: boolean;
  /** Whether it was taken off before it ended. */
  stopped: boolean;
  /** When it ends by itself, and why then. */
  alarm: { readonly at: number; readonly cause: string } | undefined;
  /** The deadline it shows, where it is not its parent's. */
  shown: number | undefined;
  /** What hangs on it, in order of creation. */
  readonly hung: Part[];
  /** What its listeners do when they hear of the end. */
  readonly listeners: (() => void)[];
}

/** An AbortController, and the contexts that end with it. */
export interface Source {
  reason: string | undefined;
  readonly members: Part[];
}

export class Model {
  now: number;
  readonly parts: Part[] = [];

  constructor(now: number) {
    this.now = now;
  }

  root(): Part {
    return this.add('endless', undefined);
  }

  withCancel(parent: Part): Part {
    return this.hang('branch', parent);
  }

  withDeadline(parent: Part, at: number, cause: string): Part {
    const inherited = this.deadline(parent);
    const plain = inherited !== undefined && inherited > this.now && inherited < at;
    const part = this.add('branch', parent);
    if (!plain) part.shown = at;
    this.tie(part);
    if (!plain && part.ended === undefined) {
      if (at <= this.now) this.end(part, { err: 'exceeded', cause });
      else part.alarm = { at, cause };
    }
    return part;
  }

  withValue(parent: Part, key: number, held: number): Part {
    return this.add('valued', parent, { key, held });
  }

  withoutCancel(parent: Part): Part {
    return this.add('endless', parent);
  }

  withSignal(parent: Part, source: Source): Part {
    const part = this.hang('branch', parent);
    if (part.ended !== undefined) return part;
    if (source.reason !== undefined) this.end(part, { err: 'canceled', cause: source.reason });
    else source.members.push(part);
    return part;
  }

  wrapper(parent: Part): Part {
    return this.add('wrapper', parent);
  }

  /** Has an end of its own, and the values and the deadline of its parent. */
  custom(parent: Part): Part {
    return this.add('custom', parent);
  }

  afterFunc(parent: Part): Part {
    return this.hang('function', parent);
  }

  stop(part: Part): boolean {
    if (part.ended !== undefined || part.stopped) return false;
    part.stopped = true;
    return true;
  }

  cancel(part: Part, cause: string): void {
    if (part.ended === undefined) this.end(part, { err: 'canceled', cause });
    else this.tell(part);
  }

  cancelCustom(part: Part, err: Ending['err'], reason: string | undefined): void {
    if (part.ended !== undefined) return;
    const within = this.branchWithin(part.parent)?.ended;
    part.ended = { err, cause: within?.cause ?? reason ?? err };
    // A context that is not ours tells its children one by one.
    for (const each of [...part.hung]) if (this.isLive(each)) this.end(each, this.ending(part)!);
  }

  abort(source: Source, reason: string): void {
    if (source.reason !== undefined) return;
    source.reason = reason;
    for (const part of source.members) {
      if (part.ended === undefined) this.end(part, { err: 'canceled', cause: reason });
    }
  }

  /** Moves the clock, and ends what is due, in order. */
  advance(ms: number): void {
    const until = this.now + ms;
    for (;;) {
      const due = this.parts
        .filter((part) => part.alarm !== undefined && part.ended === undefined)
        .sort((a, b) => a.alarm!.at - b.alarm!.at)[0];
      if (due?.alarm === undefined || due.alarm.at > until) break;
      this.now = due.alarm.at;
      this.end(due, { err: 'exceeded', cause: due.alarm.cause });
    }
    this.now = until;
  }

  /** How it ended, as seen from outside. */
  ending(part: Part): Ending | undefined {
    if (part.kind === 'valued' || part.kind === 'wrapper') return this.ending(part.parent!);
    if (part.kind === 'custom' && part.ended !== undefined) {
      const within = this.branchWithin(part.parent)?.ended;
      return { err: part.ended.err, cause: within?.cause ?? part.ended.cause };
    }
    return part.ended;
  }

  deadline(part: Part): number | undefined {
    if (part.shown !== undefined) return part.shown;
    if (part.kind === 'endless' || part.parent === undefined) return undefined;
    return this.deadline(part.parent);
  }

  value(part: Part, key: number): number | undefined {
    if (part.kind === 'valued' && part.key === key) return part.held;
    return part.parent === undefined ? undefined : this.value(part.parent, key);
  }

  childCount(part: Part): number {
    const above = this.nearest(part);
    return above.kind === 'branch' ? above.hung.filter((each) => this.isLive(each)).length : 0;
  }

  private isLive(part: Part): boolean {
    return part.ended === undefined && !part.stopped;
  }

  private add(
    kind: Part['kind'],
    parent: Part | undefined,
    more: { key?: number; held?: number } = {},
  ): Part {
    const part: Part = {
      kind,
      parent,
      ...more,
      ended: undefined,
      told: false,
      stopped: false,
      alarm: undefined,
      shown: undefined,
      hung: [],
      listeners: [],
    };
    this.parts.push(part);
    return part;
  }

  private hang(kind: Part['kind'], parent: Part): Part {
    const part = this.add(kind, parent);
    this.tie(part);
    return part;
  }

  private tie(part: Part): void {
    const above = this.nearest(part.parent!);
    if (above.kind === 'endless') return;
    const ended = this.ending(above);
    if (ended === undefined) above.hung.push(part);
    else this.end(part, ended);
  }

  /** The context that `part` ends with: itself, unless it has no end of its own. */
  nearest(part: Part): Part {
    const isPassive = part.kind === 'valued' || part.kind === 'wrapper';
    return isPassive ? this.nearest(part.parent!) : part;
  }

  /** The nearest branch that the values of `part` lead through. */
  private branchWithin(part: Part | undefined): Part | undefined {
    if (part === undefined || part.kind === 'endless' || part.kind === 'branch') {
      return part?.kind === 'branch' ? part : undefined;
    }
    return this.branchWithin(part.parent);
  }

  private end(top: Part, ending: Ending): void {
    const all: Part[] = [];
    const mark = (part: Part): void => {
      if (!this.isLive(part)) return;
      part.ended = ending;
      all.push(part);
      part.hung.forEach(mark);
    };
    mark(top);
    for (const part of all) this.tell(part);
  }

  private tell(part: Part): void {
    if (part.told) return;
    part.told = true;
    for (const listener of part.listeners) listener();
  }
}
