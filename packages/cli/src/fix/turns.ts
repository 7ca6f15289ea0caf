/** Work that a signal may end between two steps, but in none of them. */
import { setImmediate } from 'node:timers/promises';

/** What tells a process to end, and can be put off. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does something with each, one after another. A signal to end is obeyed as soon as the one at hand is done; whoever writes
 * files by way of others listens to signals too, and would swallow it.
 */
export async function eachInTurn<T>(items: Iterable<T>, use: (item: T) => void): Promise<void> {
  let received: NodeJS.Signals | undefined;
  const receive = (signal: NodeJS.Signals): void => void (received ??= signal);
  for (const signal of signals) process.on(signal, receive);
  try {
    for (const item of items) {
      use(item);
      // Signals are told between two turns of the event loop.
      await setImmediate();
      if (received !== undefined) break;
    }
  } finally {
    for (const signal of signals) process.off(signal, receive);
  }
  // As if nobody had listened.
  if (received !== undefined) process.kill(process.pid, received);
}
