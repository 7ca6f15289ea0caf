/** What reaches nobody but the host: it says so by events, of which tests take possession for a while. */

import { turn } from './expect.js';

type Kind = 'exception' | 'rejection';

/** Runs `f` and gives what surfaces as uncaught exceptions meanwhile. */
export function uncaught(f: () => void | Promise<void>): Promise<unknown[]> {
  return surfacing('exception', f);
}

/** Runs `f` and gives the rejections that nobody handled meanwhile. */
export function unhandled(f: () => void | Promise<void>): Promise<unknown[]> {
  return surfacing('rejection', f);
}

async function surfacing(kind: Kind, f: () => void | Promise<void>): Promise<unknown[]> {
  const seen: unknown[] = [];
  const note = (error: unknown): void => {
    seen.push(error);
  };
  const giveBack = typeof window === 'undefined' ? takeProcess(kind, note) : takeWindow(kind, note);
  try {
    await f();
    for (let i = 0; i < 4; i++) await turn();
  } finally {
    giveBack();
  }
  return seen;
}

/** Node's events. Those who listen already, such as the test runner, do not hear of it. */
function takeProcess(kind: Kind, note: (error: unknown) => void): () => void {
  const event = kind === 'exception' ? 'uncaughtException' : 'unhandledRejection';
  const others = process.rawListeners(event) as ((error: unknown) => void)[];
  process.removeAllListeners(event);
  process.on(event, note);
  return () => {
    process.off(event, note);
    for (const other of others) process.on(event, other);
  };
}

/** The same of a browser. */
function takeWindow(kind: Kind, note: (error: unknown) => void): () => void {
  const type = kind === 'exception' ? 'error' : 'unhandledrejection';
  const taken = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    note(
      kind === 'exception' ? (event as ErrorEvent).error : (event as PromiseRejectionEvent).reason,
    );
  };
  window.addEventListener(type, taken, { capture: true });
  return () => {
    window.removeEventListener(type, taken, { capture: true });
  };
}
