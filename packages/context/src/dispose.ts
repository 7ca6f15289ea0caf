/** The symbols of `using`. Hosts that lack one get the symbol that compilers fall back to. */

const known = Symbol as {
  dispose?: typeof Symbol.dispose;
  asyncDispose?: typeof Symbol.asyncDispose;
};

export const DISPOSE: typeof Symbol.dispose =
  known.dispose ?? (Symbol.for('Symbol.dispose') as typeof Symbol.dispose);

export const ASYNC_DISPOSE: typeof Symbol.asyncDispose =
  known.asyncDispose ?? (Symbol.for('Symbol.asyncDispose') as typeof Symbol.asyncDispose);
