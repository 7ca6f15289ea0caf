/**
 * Yes-or-no questions about functions that call each other. A question that comes back to itself is taken for a
 * no, and what rests on that is asked again once it turns out to be a yes: the least fixpoint.
 */

/** Remembers the answers of one kind of question. */
export interface Recursive<Key> {
  /** The answer for a key, computed at most once while nothing new is learned of what it rests on. */
  ask(key: Key, compute: () => boolean): boolean;
}

/** How many questions are asked on behalf of one another; each takes a part of the stack. Beyond, it is yes. */
export const deepest = 50;

/**
 * Makes a memory. Law: with more answers yes, `compute` answers yes where it did before. Where a no rests on more than
 * other answers, `isSettled` says whether it may be kept.
 */
export function makeRecursive<Key>(isSettled: () => boolean = () => true): Recursive<Key> {
  const answers = new Map<Key, boolean>();
  // Those being asked, those that came back to themselves, and those whose no may rest on that.
  const asked = new Set<Key>();
  const trusted = new Set<Key>();
  const guessed = new Set<Key>();

  return {
    ask(key, compute) {
      const known = answers.get(key);
      if (known !== undefined) return known;
      if (asked.has(key)) {
        trusted.add(key);
        return false;
      }
      if (guessed.has(key)) return false;
      if (asked.size >= deepest) return true;
      asked.add(key);
      const answer = compute();
      asked.delete(key);
      if (answer) {
        answers.set(key, true);
        if (trusted.has(key)) guessed.clear();
      } else {
        guessed.add(key);
      }
      if (asked.size === 0) {
        if (isSettled()) for (const guess of guessed) answers.set(guess, false);
        guessed.clear();
        trusted.clear();
      }
      return answer;
    },
  };
}
