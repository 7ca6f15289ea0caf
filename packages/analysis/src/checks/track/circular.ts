/** Answers that rest on others and are joined of them, where some come back to themselves: all of a circle have the same. */

/**
 * Makes a memory. Each key is asked once: while it is open, it adds nothing to those that rest on it, which is `open`, and
 * what it has found in the end is the answer of all that it came back by.
 */
export function makeCircular<Answer>(open: Answer): (key: string, find: () => Answer) => Answer {
  const answers = new Map<string, Answer>();
  // Those without an answer yet, by the order in which they were asked.
  const places = new Map<string, number>();
  const asked: string[] = [];
  // The first of them that the present one came back to.
  let first = Infinity;

  return (key, find) => {
    if (answers.has(key)) return answers.get(key)!;
    const known = places.get(key);
    if (known !== undefined) {
      first = Math.min(first, known);
      return open;
    }
    const place = asked.length;
    const outer = first;
    places.set(key, place);
    asked.push(key);
    first = place;
    const answer = find();
    if (first === place) {
      for (const each of asked.splice(place)) {
        places.delete(each);
        answers.set(each, answer);
      }
    }
    first = Math.min(outer, first);
    return answer;
  };
}
