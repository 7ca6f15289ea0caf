/// <reference lib="esnext.disposable" preserve="true" />

export { afterFunc } from './after-func.js';
export type { CancelCauseFunc, CancelFunc } from './cancel-func.js';
export { cause, throwIfDone } from './cause.js';
export type { Context, ContextError } from './context.js';
export { background, TODO, withoutCancel } from './endless.js';
export { Canceled, DeadlineExceeded } from './errors.js';
export { group, type Group } from './group.js';
export { isContext } from './is-context.js';
export { contextKey, type ContextKey } from './key.js';
export { race } from './race.js';
export { sleep } from './sleep.js';
export { withCancel, withCancelCause } from './with-cancel.js';
export { withDeadline, withDeadlineCause, withTimeout, withTimeoutCause } from './with-deadline.js';
export { withSignal } from './with-signal.js';
export { withValue } from './with-value.js';
