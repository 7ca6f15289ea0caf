/** The declarations of `@ctxvet/context`, as far as checks look at them, for programs in memory. */
export const runtimeTypes = `
export interface ContextKey<T> { readonly name: string; readonly '~type': (value: T) => T }
export interface ContextError extends Error { readonly timeout: boolean }
export interface Context {
  deadline(): Date | undefined;
  done(): Promise<void>;
  err(): ContextError | undefined;
  value<T>(key: ContextKey<T>): T | undefined;
  value(key: unknown): unknown;
  readonly signal: AbortSignal;
}
export interface CancelFunc extends Disposable { (): void; [Symbol.dispose](): void }
export interface CancelCauseFunc extends Disposable { (cause?: Error): void; [Symbol.dispose](): void }
export function background(): Context;
export function TODO(): Context;
export function withCancel(parent: Context): [ctx: Context, cancel: CancelFunc];
export function withCancelCause(parent: Context): [ctx: Context, cancel: CancelCauseFunc];
export function withTimeout(parent: Context, ms: number): [ctx: Context, cancel: CancelFunc];
export function withDeadline(parent: Context, d: Date | number): [ctx: Context, cancel: CancelFunc];
export function withSignal(parent: Context, signal: AbortSignal): [ctx: Context, cancel: CancelFunc];
export function withValue<T>(parent: Context, key: ContextKey<T>, value: T): Context;
export function withValue(parent: Context, key: symbol | object, value: unknown): Context;
export function withoutCancel(parent: Context): Context;
export function afterFunc(ctx: Context, f: () => void): () => boolean;
export function cause(ctx: Context): Error | undefined;
export function throwIfDone(ctx: Context): void;
export function contextKey<T>(name: string): ContextKey<T>;
export function isContext(x: unknown): x is Context;
export function sleep(ctx: Context, ms: number): Promise<void>;
export function race<T>(ctx: Context, promise: T | PromiseLike<T>): Promise<T>;
export interface Group { go(task: (ctx: Context) => unknown): Promise<void>; wait(): Promise<void> }
export function group(ctx: Context, options?: { readonly grace?: number }): Group;
`;
