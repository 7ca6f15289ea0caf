/** Questions to TypeScript 7 that may fail, among others in one message. */

/** The answer, or `undefined` where there is none: one that fails must not take the others with it. */
export function* attempt<Yielded, Answer, Next>(
  ask: Generator<Yielded, Answer, Next>,
): Generator<Yielded, Answer | undefined, Next> {
  try {
    return yield* ask;
  } catch {
    return undefined;
  }
}
