/** The options of `lostcancel`. */
import { lost, runSuite, type Cases, type Kept, type Lost } from './suite.js';

/** The same program under each mode: what each of them says. */
function modes(
  name: string,
  code: string,
  found: Partial<Record<'evident' | 'calls' | 'none', Lost['errors']>>,
  rest: Pick<Kept, 'typed'> = {},
): Cases {
  const all = (['evident', 'calls', 'none'] as const).map((throws) => {
    const each: Kept = { ...rest, name: `${name}, throws: ${throws}`, code, options: { throws } };
    return { ...each, errors: found[throws] ?? [] };
  });
  return {
    valid: all.filter(({ errors }) => errors.length === 0),
    invalid: all.filter(({ errors }) => errors.length > 0),
  };
}

const inModes = [
  modes(
    'a throw',
    `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  if (ready) throw new Error('no');
  cancel();
}`,
    {
      evident: [lost('lostOnThrow', 3, 12)],
      calls: [lost('lostOnThrow', 3, 12)],
      none: [lost('lostOnThrow', 3, 12)],
    },
  ),
  modes(
    'an await',
    `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  await load(ctx);
  cancel();
}`,
    { evident: [lost('lostOnRejection', 3, 15)], calls: [lost('lostOnRejection', 3, 15)] },
    { typed: true },
  ),
  modes(
    'a for await',
    `
export async function f(p: Context, all: AsyncIterable<string>) {
  const [, cancel] = withCancel(p);
  for await (const each of all) keep(each);
  cancel();
}`,
    { evident: [lost('lostOnRejection', 3, 12)], calls: [lost('lostOnRejection', 3, 12)] },
  ),
  modes(
    'a yield',
    `
export function* f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  yield ctx;
  cancel();
}`,
    { evident: [lost('lostOnYield', 3, 15)], calls: [lost('lostOnYield', 3, 15)] },
  ),
  modes(
    'a call outside every try',
    `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  parse('text');
  cancel();
}`,
    { calls: [lost('lostOnThrow', 3, 12)] },
  ),
  modes(
    'new, a tagged template and an iteration outside every try',
    `
declare class Thing {}
declare function tag(text: TemplateStringsArray): string;
export function f(p: Context, all: Iterable<string>) {
  const [, a] = withCancel(p);
  new Thing();
  a();
  const [, b] = withCancel(p);
  tag\`text\`;
  b();
  const [, c] = withCancel(p);
  for (const each of all) void each;
  c();
  const [, d] = withCancel(p);
  const copy = [...all];
  d();
}`,
    { calls: [5, 8, 11, 14].map((line) => lost('lostOnThrow', line, 12)) },
  ),
  modes(
    'a call in the block of a try with catch',
    `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  try {
    parse('text');
    cancel();
  } catch {}
}`,
    { evident: [lost('lostAtEnd', 3, 12)], calls: [lost('lostAtEnd', 3, 12)] },
  ),
  modes(
    'a call in the block of a try that has only finally, deep inside',
    `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  try {
    for (;;) if (ready) { parse('text'); break; }
    cancel();
  } finally {
    note();
  }
}`,
    { evident: [lost('lostOnThrow', 3, 12)], calls: [lost('lostOnThrow', 3, 12)] },
  ),
  modes(
    'calls in the handler and the finalizer',
    `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  try {
    if (ready) throw new Error('no');
  } catch {
    note();
  } finally {
    note();
  }
  cancel();
}`,
    { calls: [lost('lostOnThrow', 3, 12)] },
  ),
  modes(
    'throwIfDone',
    `
export function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  context.throwIfDone(ctx);
  cancel();
}`,
    { evident: [lost('lostOnThrow', 3, 15)], calls: [lost('lostOnThrow', 3, 15)] },
  ),
  modes(
    'calls that cannot throw',
    `
function quiet(n: number) { return n + 1; }
export function f(p: Context) {
  const [a, cancel] = withCancel(p);
  const [b, stop] = withCancel(a);
  try {
    console.log(context.cause(b), context.withValue(b, {}, 1));
    quiet(1);
    for (const each of [1, 2]) void each;
    for (const each of 'text') void each;
    stop();
    void load(a);
    const { x = 1, ...rest } = { y: 2 } as { x?: number; y: number };
    void [x + rest.y, ...'text'];
    cancel();
  } catch {}
}`,
    {},
    { typed: true },
  ),
  modes(
    'awaits that cannot reject',
    `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  await ctx.done();
  await 1;
  await Promise.allSettled([load(ctx)]);
  cancel();
}`,
    {},
    { typed: true },
  ),
  modes(
    'a local function throws where its body would',
    `
function loud(text: string) { return parse(text); }
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  loud('text');
  cancel();
}`,
    { calls: [lost('lostOnThrow', 4, 12)] },
  ),
  modes(
    'a call that never returns',
    `
declare function fail(): never;
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  if (ready) fail();
  cancel();
}`,
    { evident: [lost('lostOnThrow', 4, 12)], calls: [lost('lostOnThrow', 4, 12)] },
    { typed: true },
  ),
  modes(
    'process.exit()',
    `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  if (ready) process.exit();
  cancel();
}`,
    {},
  ),
];

runSuite('options', [
  {
    valid: [
      ...inModes.flatMap(({ valid }) => valid),
      {
        name: 'a parent that is cancelled on all the same paths',
        code: `
export function f(p: Context) {
  const [parent, stop] = withCancel(p);
  const [child, cancel] = withTimeout(parent, 10);
  keep(child);
  if (ready) cancel();
  stop();
}`,
        options: { ignoreWhenParentCancelled: true },
      },
      {
        name: 'the parent of the parent is cancelled',
        code: `
export function f(p: Context) {
  const [a, stop] = withCancel(p);
  const [b, stopB] = withCancel(a);
  const [c, stopC] = withCancel(b);
  keep(c);
  stop();
}`,
        options: { ignoreWhenParentCancelled: true },
      },
      {
        name: 'the parent is cancelled by finally and by using',
        code: `
export async function f(p: Context) {
  const [a, stop] = withCancel(p);
  try {
    const [child] = withTimeout(a, 10);
    await load(child);
  } finally {
    stop();
  }
  const [b, end] = withCancel(p);
  using _ = end;
  const [child] = withTimeout(b, 10);
  await load(child);
}`,
        options: { ignoreWhenParentCancelled: true },
      },
      {
        name: 'the context is done',
        code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  context.throwIfDone(ctx);
  await context.sleep(ctx, 10);
  if (ctx.err() === undefined) cancel();
}
export async function g(p: Context) {
  const [ctx, cancel] = withCancel(p);
  await ctx.done();
}`,
        options: { ignoreWhenDone: true },
      },
    ],
    invalid: [
      ...inModes.flatMap(({ invalid }) => invalid),
      {
        name: 'a cancelled parent is no excuse by default',
        code: `
export function f(p: Context) {
  const [parent, stop] = withCancel(p);
  const [child, cancel] = withTimeout(parent, 10);
  if (ready) cancel();
  stop();
}`,
        errors: [lost('lostAtEnd', 4, 17)],
      },
      {
        name: 'a context that is done is no excuse by default',
        code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  if (!ctx.err()) cancel();
}
export async function g(p: Context) {
  const [ctx, cancel] = withCancel(p);
  await ctx.done();
}`,
        errors: [lost('lostAtEnd', 3, 15), lost('lostAtEnd', 7, 15)],
      },
      {
        name: 'another context is done, or the context is not',
        code: `
export async function f(p: Context, other: Context) {
  const [ctx, cancel] = withCancel(p);
  if (!other.err()) cancel();
}
export async function g(p: Context) {
  const [ctx, cancel] = withCancel(p);
  if (ctx.err()) cancel();
}`,
        options: { ignoreWhenDone: true },
        errors: [lost('lostAtEnd', 3, 15), lost('lostAtEnd', 7, 15)],
      },
      {
        name: 'the parent is cancelled on one path only',
        code: `
export function f(p: Context) {
  const [parent, stop] = withCancel(p);
  const [child, cancel] = withTimeout(parent, 10);
  if (ready) stop();
}`,
        options: { ignoreWhenParentCancelled: true },
        errors: [lost('lostAtEnd', 3, 18), lost('lostAtEnd', 4, 17)],
      },
      {
        name: 'another context than the parent is cancelled',
        code: `
export function f(p: Context) {
  const [other, stop] = withCancel(p);
  const [child, cancel] = withTimeout(p, 10);
  stop();
}`,
        options: { ignoreWhenParentCancelled: true },
        errors: [lost('lostAtEnd', 4, 17)],
      },
      {
        name: 'the parent was cancelled by somebody else, not in this function',
        code: `
export function f(parent: Context, stop: CancelFunc) {
  const [child, cancel] = withTimeout(parent, 10);
  stop();
}`,
        options: { ignoreWhenParentCancelled: true },
        errors: [lost('lostAtEnd', 3, 17)],
      },
      {
        name: 'withoutCancel parts child and parent',
        code: `
export function f(p: Context) {
  const [parent, stop] = withCancel(p);
  const [child, cancel] = withTimeout(context.withoutCancel(parent), 10);
  stop();
}`,
        options: { ignoreWhenParentCancelled: true },
        errors: [lost('lostAtEnd', 4, 17)],
      },
    ],
  },
]);
