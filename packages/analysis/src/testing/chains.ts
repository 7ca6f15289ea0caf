/**
 * Little multi-file programs in which a factory of the runtime is handed on from file to file: each file wraps, renames or
 * re-exports what the one before exports. Every name is made for one chain alone, so that a name which the filter
 * misses in one cannot be found through another.
 */
import type { Files } from './run.js';

/** What a file exports, as another file gets and calls it. */
interface Exported {
  readonly files: Files;
  /** Imports it. */
  readonly imports: string;
  /** The callee of a call of it; what it takes is the parent. */
  readonly callee: string;
}

/** Makes a file that exports a factory. `id` is part of all names. */
type Base = (id: string) => Exported;

/** Makes a file that hands on what another exports. */
type Link = (id: string, from: Exported) => Exported;

const head = `import * as context from '@ctxvet/context';
import type { CancelFunc, Context } from '@ctxvet/context';
`;

/** Ways to make a factory. */
export const bases: Readonly<Record<string, Base>> = {
  declared: (id) =>
    file(
      id,
      `${head}export function f${id}(p: Context): [Context, CancelFunc] { return context.withCancel(p); }`,
    ),
  inferred: (id) => file(id, `${head}export const f${id} = (p: Context) => context.withCancel(p);`),
  body: (id) =>
    file(
      id,
      `${head}export function f${id}(p: Context) { const [ctx, cancel] = context.withCancel(p); return { ctx, cancel, at: 1 }; }`,
    ),
  whole: (id) =>
    file(
      id,
      `${head}export function f${id}(p: Context) { const pair = context.withCancel(p); if (p) return pair; return pair; }`,
    ),
  promise: (id) =>
    file(
      id,
      `${head}export async function f${id}(p: Context) { await p.done(); return context.withTimeout(p, 1); }`,
    ),
  interface: (id) =>
    file(
      id,
      `${head}export interface Pair${id} { ctx: Context; cancel: CancelFunc }\nexport declare function f${id}(p: Context): Promise<Pair${id}>;`,
    ),
  alias: (id) =>
    file(
      id,
      `${head}type Pair${id}<T> = readonly [T, CancelFunc];\ntype Make${id} = (p: Context) => Pair${id}<Context>;\nexport declare const f${id}: Make${id};`,
    ),
  renamed: (id) => file(id, `export { withTimeout as f${id} } from '@ctxvet/context';`),
  constant: (id) => file(id, `${head}export const f${id} = context['withCancel'];`),
  method: (id) =>
    file(
      id,
      `${head}class Jobs${id} { private count = 0; m${id}(p: Context) { this.count++; return context.withCancel(p); } }\nexport const jobs${id} = new Jobs${id}();`,
      `jobs${id}`,
      `jobs${id}.m${id}`,
    ),
  field: (id) =>
    file(
      id,
      `${head}export class Jobs${id} { static readonly s${id} = (p: Context) => context.withCancel(p); }`,
      `Jobs${id}`,
      `Jobs${id}.s${id}`,
    ),
  member: (id) =>
    file(
      id,
      `${head}export interface Api${id} { m${id}(p: Context): { ctx: Context; cancel: CancelFunc } }\nexport declare const api${id}: Api${id};`,
      `api${id}`,
      `api${id}.m${id}`,
    ),
  assignedParts: (id) =>
    file(
      id,
      `${head}export function f${id}(p: Context) { let ctx; let cancel; [ctx, cancel] = context.withCancel(p); return { ctx, cancel }; }`,
    ),
  assignedMembers: (id) =>
    file(
      id,
      `${head}declare function open${id}(p: Context): { ctx: Context; stop: CancelFunc };\nexport function f${id}(p: Context) { let ctx; let cancel; ({ ctx, stop: cancel } = open${id}(p)); return { ctx, cancel }; }`,
    ),
  nestedPattern: (id) =>
    file(
      id,
      `${head}declare function open${id}(p: Context): { pair: [Context, CancelFunc] };\nexport function f${id}(p: Context) { const { pair: [ctx${id}, stop${id}] } = open${id}(p); return [ctx${id}, stop${id}] as const; }`,
    ),
  quoted: (id) =>
    file(
      id,
      `${head}export const api${id} = { 'm${id}': (p: Context) => context.withCancel(p) };`,
      `api${id}`,
      `api${id}.m${id}`,
    ),
};

/** Ways to hand one on. */
export const links: Readonly<Record<string, Link>> = {
  call: wrap((id, callee) => `export function f${id}(p: Context) { return ${callee}(p); }`),
  arrow: wrap((id, callee) => `export const f${id} = (p: Context) => ${callee}(p);`),
  awaited: wrap(
    (id, callee) =>
      `export async function f${id}(p: Context) { const pair = await ${callee}(p); return pair; }`,
  ),
  chained: wrap(
    (id, callee) =>
      `export function f${id}(p: Context) { return Promise.resolve(${callee}(p)).finally(() => 1); }`,
  ),
  then: wrap(
    (id, callee) => `export const f${id} = (p: Context) => p.done().then(() => ${callee}(p));`,
  ),
  conditional: wrap(
    (id, callee) =>
      `export const f${id} = (p: Context) => { switch (p.err()) { case undefined: return ${callee}(p); default: throw new Error(); } };`,
  ),
  passed: wrap(
    (id, callee) =>
      `declare function pass${id}<T>(value: T): T;\nexport function f${id}(p: Context) { const pair = ${callee}(p); return pass${id}(pair); }`,
  ),
  passedElsewhere: (id, from) => ({
    files: {
      ...from.files,
      [`${id}pass.ts`]: `export function pass${id}<T>(value: T, at: number): T { return value; }`,
      [`${id}.ts`]: `${head}${from.imports}\nimport { pass${id} as on${id} } from './${id}pass.js';\nexport function f${id}(p: Context) { const pair = ${from.callee}(p); return on${id}(pair, 1); }`,
    },
    imports: `import { f${id} } from './${id}.js';`,
    callee: `f${id}`,
  }),
  passedByMethod: wrap(
    (id, callee) =>
      `class Box${id}<T> { m${id}(value: T): T { return value; } }\nexport function f${id}(p: Context) { const pair = ${callee}(p); return new Box${id}<typeof pair>().m${id}(pair); }`,
  ),
  passedByConstant: wrap(
    (id, callee) =>
      `const pass${id}: <T>(value: T) => T = (value) => value;\nexport function f${id}(p: Context) { const pair = ${callee}(p); return pass${id}(pair); }`,
  ),
  passedInside: wrap(
    (id, callee) =>
      `function make${id}<T>() { return { m${id}: (value: T): T => value }; }\nexport function f${id}(p: Context) { const pair = ${callee}(p); return make${id}<typeof pair>().m${id}(pair); }`,
  ),
  passedAsDeclared: wrap(
    (id, callee) =>
      `interface Passes${id} { m${id}<T>(value: T): T }\nconst by${id}: Passes${id} = { m${id}: (value) => value };\nexport function f${id}(p: Context) { const pair = ${callee}(p); return by${id}.m${id}(pair); }`,
  ),
  callback: wrap(
    (id, callee) =>
      `declare function run${id}<T>(work: () => T): T;\nexport const f${id} = (p: Context) => run${id}(() => ${callee}(p));`,
  ),
  handed: wrap(
    (id, callee) =>
      `declare function use${id}<T>(work: (make: typeof ${callee}) => T): T;\nexport const f${id} = (p: Context) => use${id}((made${id}) => made${id}(p));`,
  ),
  returnType: wrap(
    (id, callee) => `export declare function f${id}(p: Context): ReturnType<typeof ${callee}>;`,
  ),
  typeofIt: wrap((id, callee) => `export declare const f${id}: typeof ${callee};`),
  constant: wrap((id, callee) => `export const f${id} = ${callee};`),
  either: wrap((id, callee) => `export const f${id} = Math.random() > 1 ? ${callee} : ${callee};`),
  each: wrap(
    (id, callee) =>
      `const all${id} = [${callee}];\nexport function f${id}(p: Context) { for (const one${id} of all${id}) return one${id}(p); throw new Error(); }`,
  ),
  defaulted: wrap(
    (id, callee) =>
      `export function f${id}(p: Context, made${id} = ${callee}) { return made${id}(p); }`,
  ),
  object: (id, from) =>
    file(
      id,
      `${from.imports}\nexport const api${id} = { m${id}: ${from.callee}, other: 1 };`,
      `api${id}`,
      `api${id}.m${id}`,
      from,
    ),
  destructured: (id, from) =>
    file(
      id,
      `${from.imports}\nconst api${id} = { m${id}: ${from.callee} };\nexport const { m${id}: f${id} } = api${id};`,
      `f${id}`,
      `f${id}`,
      from,
    ),
  field: (id, from) =>
    file(
      id,
      `${from.imports}\nclass Jobs${id} { readonly m${id} = ${from.callee}; }\nexport const jobs${id} = new Jobs${id}();`,
      `jobs${id}`,
      `jobs${id}.m${id}`,
      from,
    ),
  shorthand: (id, from) =>
    file(
      id,
      `${from.imports}\nconst m${id} = ${from.callee};\nexport const api${id} = { m${id} };`,
      `api${id}`,
      `api${id}['m${id}']`,
      from,
    ),
  parameterProperty: (id, from) =>
    file(
      id,
      `${from.imports}\nclass Jobs${id} { constructor(readonly m${id} = ${from.callee}) {} }\nexport const jobs${id} = new Jobs${id}();`,
      `jobs${id}`,
      `jobs${id}.m${id}`,
      from,
    ),
  global: (id, from) => ({
    files: {
      ...from.files,
      [`${id}.ts`]: `${from.imports}\ndeclare global { var f${id}: typeof ${from.callee}; }\nexport {};`,
    },
    imports: `import './${id}.js';`,
    callee: `f${id}`,
  }),
  script: (id, from) => ({
    files: {
      ...from.files,
      [`${id}inner.ts`]: `${from.imports}\nexport const g${id} = ${from.callee};`,
      [`${id}.ts`]: `declare const f${id}: typeof import('./${id}inner.js').g${id};`,
    },
    imports: `import './${id}.js';`,
    callee: `f${id}`,
  }),
  reexported: (id, from) => ({
    files: {
      ...from.files,
      [`${id}.ts`]: `${from.imports}\nexport const f${id} = ${from.callee};`,
      [`${id}all.ts`]: `export { f${id} as g${id} } from './${id}.js';`,
    },
    imports: `import { g${id} } from './${id}all.js';`,
    callee: `g${id}`,
  }),
  assigned: wrap(
    (id, callee) =>
      `export function f${id}(p: Context) { let made${id}; made${id} = ${callee}; let pair${id}; pair${id} = made${id}(p); return pair${id}; }`,
  ),
  assignedPattern: wrap(
    (id, callee) =>
      `const api${id} = { m${id}: ${callee} };\nexport function f${id}(p: Context) { let made${id}; ({ m${id}: made${id} } = api${id}); return made${id}(p); }`,
  ),
  defaultFunction: (id, from) => ({
    files: {
      ...from.files,
      [`${id}.ts`]: `${head}${from.imports}\nexport default function (p: Context) { return ${from.callee}(p); }`,
    },
    imports: `import f${id} from './${id}.js';`,
    callee: `f${id}`,
  }),
  defaultName: (id, from) => ({
    files: {
      ...from.files,
      [`${id}.ts`]: `${from.imports}\nconst f${id} = ${from.callee};\nexport default f${id};`,
    },
    imports: `import g${id} from './${id}.js';`,
    callee: `g${id}`,
  }),
  list: (id, from) => ({
    files: {
      ...from.files,
      [`${id}.ts`]: `${from.imports}\nconst f${id} = ${from.callee};\nexport { f${id} as g${id} };`,
      [`${id}all.ts`]: `export * from './${id}.js';`,
    },
    imports: `import { g${id} as h${id} } from './${id}all.js';`,
    callee: `h${id}`,
  }),
  namespace: (id, from) => ({
    files: {
      ...from.files,
      [`${id}.ts`]: `${from.imports}\nexport const f${id} = ${from.callee};`,
      [`${id}all.ts`]: `export * as ns${id} from './${id}.js';`,
    },
    imports: `import { ns${id} } from './${id}all.js';`,
    callee: `ns${id}.f${id}`,
  }),
  ambient: (id, from) => ({
    files: {
      ...from.files,
      [`${id}.ts`]: `${from.imports}\nexport namespace N${id} { export const f${id} = ${from.callee}; }`,
    },
    imports: `import { N${id} } from './${id}.js';`,
    callee: `N${id}.f${id}`,
  }),
};

function wrap(text: (id: string, callee: string) => string): Link {
  return (id, from) =>
    file(id, `${head}${from.imports}\n${text(id, from.callee)}`, `f${id}`, `f${id}`, from);
}

function file(
  id: string,
  text: string,
  name = `f${id}`,
  callee: string = name,
  from?: Exported,
): Exported {
  return {
    files: { ...from?.files, [`${id}.ts`]: text },
    imports: `import { ${name} } from './${id}.js';`,
    callee,
  };
}
