/** Remembers what was made of an object, for as long as the object is there. */

/**
 * The same function, which makes something of each object once and remembers it on the object itself. In a `WeakMap`, which
 * outlives the objects of a file, V8 would keep what was made of them, and whatever that leads to, until the next full collection.
 */
export function remembered<Key extends object, Value>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const slot = Symbol();
  return (key) => ((key as { [slot]?: Value })[slot] ??= make(key));
}
