// What else cancels in JavaScript, each behind the same three functions: `root()` makes something that lives on,
// `child(parent)` something that ends with it, and `cancel(child)` ends it and lets the parent forget it.
import { Context } from '@dxos/context';
import { Effect, Exit, Scope } from 'effect';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { bundleGoscript } from './goscript.mjs';
import * as context from '../dist/index.js';

const goscript = await import(process.env.GOSCRIPT ?? (await bundleGoscript()));

export const ours = {
  name: '@ctxvet/context',
  deepest: Infinity,
  root: () => context.withCancel(context.background()),
  // By index: to take an array apart by a pattern is work for an iterator.
  child: (made) => context.withCancel(made[0]),
  cancel: (made) => made[1](),
};

export const peers = [
  ours,
  {
    name: 'AbortController with a listener on its parent',
    // Chains of native signals recurse, and end the process between 1,000 and 1,500.
    deepest: 500,
    root: () => ({ controller: new AbortController() }),
    child: ({ controller: parent }) => {
      const controller = new AbortController();
      const abort = () => controller.abort(parent.signal.reason);
      parent.signal.addEventListener('abort', abort, { once: true });
      return { controller, parent, abort };
    },
    cancel: ({ controller, parent, abort }) => {
      controller.abort();
      parent?.signal.removeEventListener('abort', abort);
    },
  },
  {
    name: 'AbortSignal.any',
    deepest: 500,
    root: () => ({ controller: new AbortController() }),
    child: (parent) => {
      const controller = new AbortController();
      const above = parent.signal ?? parent.controller.signal;
      return { controller, signal: AbortSignal.any([above, controller.signal]) };
    },
    cancel: ({ controller }) => controller.abort(),
  },
  {
    name: 'vscode-jsonrpc CancellationTokenSource',
    deepest: 500,
    root: () => ({ source: new CancellationTokenSource() }),
    child: ({ source: parent }) => {
      const source = new CancellationTokenSource();
      return { source, listener: parent.token.onCancellationRequested(() => source.cancel()) };
    },
    cancel: ({ source, listener }) => {
      listener?.dispose();
      source.cancel();
      source.dispose();
    },
  },
  {
    name: 'effect Scope',
    deepest: 500,
    root: () => Scope.makeUnsafe(),
    child: (parent) => Scope.forkUnsafe(parent),
    cancel: (scope) => Effect.runSync(Scope.close(scope, Exit.void)),
  },
  {
    name: '@dxos/context',
    // It lets go in microtasks, of which a benchmark of longer chains leaves no time for any.
    deepest: 10,
    root: () => Object.assign(new Context(), { maxSafeDisposeCallbacks: Infinity }),
    child: (parent) => parent.derive(),
    cancel: (ctx) => void ctx.dispose(),
  },
  {
    name: 'goscript',
    deepest: 500,
    root: () => goscript.WithCancel(goscript.Background()),
    child: (made) => goscript.WithCancel(made[0]),
    cancel: (made) => made[1](),
  },
];

export { goscript };
