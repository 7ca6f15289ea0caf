/** Every sequence of choices, one after another. */

/** What ends a run that never comes to an end, or goes where no run goes. The same each time: most of what an error costs is its stack. */
export const dropped: Error = new Error('dropped');

/** Closures that give themselves away have more runs than anybody can wait for. */
export class Exhausted extends Error {}

/** Chooses one of some ways, counted from 0. */
export type Choose = (ways: number) => number;

/** Runs with every sequence of choices, until `run` says no or all are done. */
export function eachRun(run: (choose: Choose) => boolean): boolean {
  const taken: number[] = [];
  const ways: number[] = [];
  for (;;) {
    let at = 0;
    try {
      const goOn = run((count) => {
        if (at === taken.length) {
          taken.push(0);
          ways.push(count);
        }
        return taken[at++]!;
      });
      if (!goOn) return false;
    } catch (error) {
      if (error !== dropped) throw error;
    }
    while (taken.length > 0 && taken.at(-1)! + 1 === ways.at(-1)) {
      taken.pop();
      ways.pop();
    }
    if (taken.length === 0) return true;
    taken.push(taken.pop()! + 1);
  }
}
