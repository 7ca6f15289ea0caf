/** Runs programs of `programs.ts` for real, with random choices, and says which acquisitions were never ended. */
import ts from 'typescript';
import { printProgram } from './print-program.js';
import type { Program } from './programs.js';

/** A source of choices: a number from 0 up to 1. */
export type Random = () => number;

type Cancel = (() => void) & Partial<Disposable>;
/** A context that may end by itself whenever somebody asks. */
interface Ending {
  err(): Error | undefined;
  done(): void;
}

type Run = (...args: unknown[]) => Promise<unknown> | AsyncGenerator<unknown, unknown>;

/** A program that can be run again and again. */
export interface Runnable {
  /**
   * Runs it once. The numbers of the acquisitions whose cancel function was neither called, given away nor returned;
   * `undefined` for a run that never comes to an end by itself, and for one in which a call throws although none is to: a
   * `throw` leaves what it stands in, but the call of that does not throw where calls are not taken to.
   */
  run(random: Random, throws: boolean): Promise<Set<number> | undefined>;
}

/** Compiles a program. One that gives closures away cannot be judged by running it: nobody knows who calls them. */
export function compile(program: Program): Runnable {
  const text = printProgram(program)
    .replace(/^import .*$/m, '')
    .replaceAll(/withCancel\(p\); \/\/ #(\d+)/g, 'withCancel($1);')
    .replaceAll(/\bsome\b/g, 'some()')
    .replaceAll(/\b(?:s\.h|[fgh])(?:\?\.)?\(\);/g, 'try { $& } catch (e) { thrown(); throw e; }');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const names = program.map((_, i) => `run${String(i)}`).join();
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the program is ours, printed a moment ago
  const make = new Function(
    'withCancel',
    'throwIfDone',
    'go',
    'some',
    'thrown',
    `${outputText}; return [${names}];`,
  ) as (...environment: unknown[]) => Run[];
  return { run };

  async function run(random: Random, throws: boolean): Promise<Set<number> | undefined> {
    const open = new Map<Cancel, number>();
    const choose = (): boolean => random() < 0.5;
    const fail = (): void => {
      if (throws && random() < 0.3) throw new Error('by chance');
    };
    const withCancel = (site: number): [Ending, Cancel] => {
      let isDone = false;
      const cancel: Cancel = () => {
        isDone = true;
        open.delete(cancel);
      };
      cancel[Symbol.dispose] = cancel;
      open.set(cancel, site);
      const err = (): Error | undefined => {
        if (!isDone && choose()) cancel();
        return isDone ? new Error('done') : undefined;
      };
      return [{ err, done: cancel }, cancel];
    };
    const throwIfDone = (ctx: Ending): void => {
      const err = throws ? ctx.err() : undefined;
      if (err !== undefined) throw err;
    };
    const go = (given?: Cancel): void => {
      if (given !== undefined) open.delete(given);
      fail();
    };
    /** Goes on, throws into it or leaves it, wherever it yields. */
    const consume = async (generator: AsyncGenerator<unknown, unknown>): Promise<unknown> => {
      let step = await generator.next();
      while (step.done !== true) {
        const way = throws ? random() : 0;
        if (way < 0.6) step = await generator.next();
        else if (way < 0.8) step = await generator.throw(new Error('by chance'));
        else step = await generator.return(undefined);
      }
      return step.value;
    };
    const other = (): unknown => (choose() ? fail : undefined);
    // Whatever it awaits may reject.
    const awaited = {
      then: (resolve: (value: unknown) => void, reject: (error: Error) => void) => {
        if (throws && random() < 0.3) reject(new Error('by chance'));
        else resolve(undefined);
      },
    };
    let callsThrown = 0;
    const thrown = (): void => {
      callsThrown += 1;
    };
    for (const fn of make(withCancel, throwIfDone, go, choose, thrown)) {
      const flag = (): unknown => [undefined, false, 1, 2][Math.floor(random() * 4)];
      const flags = [flag(), flag(), { w: flag() }];
      try {
        const running = fn({}, awaited, other(), other(), other(), other(), ...flags);
        const result = 'next' in running ? await consume(running) : await running;
        open.delete(result as Cancel);
      } catch (error) {
        // Closures that call themselves without an end.
        if (error instanceof RangeError) return undefined;
      }
    }
    return callsThrown > 0 && !throws ? undefined : new Set(open.values());
  }
}
