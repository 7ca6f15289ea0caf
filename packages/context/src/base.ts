/** What all contexts of this package have in common: their values and how they print. */

import type { Context, ContextError } from './context.js';
import type { ContextKey } from './key.js';
import { printContext } from './print.js';
import { isNode, PROTOCOL } from './protocol.js';

/** Where Node's `util.inspect` and `console.log` ask an object to print itself. */
const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom');

export abstract class Base implements Context {
  readonly self: this = this;
  readonly parent: Context | undefined;

  constructor(parent: Context | undefined) {
    this.parent = parent;
  }

  get protocol(): typeof PROTOCOL {
    return PROTOCOL;
  }

  abstract deadline(): Date | undefined;
  abstract done(): Promise<void>;
  abstract err(): ContextError | undefined;
  abstract get signal(): AbortSignal;

  value<T>(key: ContextKey<T>): T | undefined;
  value(key: unknown): unknown;
  value(key: unknown): unknown {
    let at: Context | undefined = this.self;
    while (at !== undefined) {
      if (!isNode(at)) return at.value(key);
      if (at.key === key) return at.held;
      at = at.parent;
    }
    return undefined;
  }

  toString(): string {
    return printContext(this.self);
  }

  /** A context in a log record prints as its chain, and gives away no value. */
  toJSON(): string {
    return this.toString();
  }
}

// A method with this name in the class would not pass `isolatedDeclarations`.
Object.defineProperty(Base.prototype, INSPECT, {
  value(this: Base): string {
    return this.toString();
  },
});
