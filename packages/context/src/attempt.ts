/** Keeps one observer's exception from the others. */

/**
 * Calls `f`. What it throws does not reach the caller, but surfaces as an uncaught exception
 * later, as with a listener that throws.
 */
export function attempt(f: () => unknown): void {
  try {
    f();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
