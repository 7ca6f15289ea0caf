/** Both adapters, asked about every call and declaration of small programs. */
import { describe, expect, it } from 'vitest';
import type { OpenFile } from '../check.js';
import { lastSpelling } from '../syntax/callee.js';
import { openChecked, openUnchecked, type Files } from '../testing/run.js';

const head = `import * as context from '@ctxvet/context';\nimport type { Context, CancelFunc } from '@ctxvet/context';\n`;

/** The factories that a file calls, by the names in the calls. */
function factoriesIn({ index, types }: OpenFile): string[] {
  return index.of('CallExpression').flatMap((call) => {
    const name = lastSpelling(call.callee);
    if (name === undefined || !types.mayBeFactory(name)) return [];
    const factory = types.factory(call);
    if (factory === undefined) return [];
    const { cancel, promise, keeps } = factory;
    const part =
      cancel.kind === 'element'
        ? `[${cancel.index}]`
        : cancel.kind === 'property'
          ? `.${cancel.name}`
          : '';
    return [`${promise ? 'await ' : ''}${factory.name}${part} ${keeps}`];
  });
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly files?: Files;
  readonly checked: readonly string[];
  /** Where it differs: without a checker, what other files declare is unknown. */
  readonly unchecked?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'namespace',
    text: `${head}context.withCancel(p);`,
    checked: ['context.withCancel[1] child'],
  },
  {
    name: 'timer',
    text: `${head}context.withTimeout(p, 1);`,
    checked: ['context.withTimeout[1] timer'],
  },
  {
    name: 'renamed import',
    text: `import { withCancel as wc } from '@ctxvet/context'; wc(p);`,
    checked: ['wc[1] child'],
  },
  {
    name: 'held in a constant',
    text: `${head}const make = context.withCancel; make(p);`,
    checked: ['make[1] child'],
  },
  {
    name: 'destructured',
    text: `${head}const { withDeadline: wd } = context; wd(p, 1);`,
    checked: ['wd[1] timer'],
  },
  {
    name: 'no factory of the runtime',
    text: `${head}context.withValue(p, k, 1); context.background();`,
    checked: [],
  },
  {
    name: 're-exported',
    text: `import { wc } from './own.js'; wc(p);`,
    files: { 'own.ts': `export { withCancel as wc } from '@ctxvet/context';` },
    checked: ['wc[1] child'],
    unchecked: [],
  },
  {
    name: 'all re-exported',
    text: `import * as own from './own.js'; own.withTimeout(p, 1);`,
    files: { 'own.ts': `export * from '@ctxvet/context';` },
    checked: ['own.withTimeout[1] timer'],
    unchecked: [],
  },
  {
    name: 'a wrapper that says its type',
    text: `import { start } from './jobs.js'; start();`,
    files: {
      'jobs.ts': `${head}export function start(): { ctx: Context; cancel: CancelFunc } { throw 0 }`,
    },
    checked: ['start.cancel child'],
    unchecked: [],
  },
  {
    name: 'a wrapper whose type is inferred',
    text: `import { start } from './jobs.js'; start();`,
    files: {
      'jobs.ts': `${head}export const start = () => { const [ctx, cancel] = context.withCancel(context.background()); return { ctx, cancel, at: 1 }; };`,
    },
    checked: ['start.cancel child'],
    unchecked: [],
  },
  {
    name: 'a default export, renamed twice',
    text: `import go from './mid.js'; const run = go; run();`,
    files: {
      'jobs.ts': `${head}export default function start() { return context.withCancel(context.background()); }`,
      'mid.ts': `export { default } from './jobs.js';`,
    },
    checked: ['run[1] child'],
    unchecked: [],
  },
  {
    name: 'a promise of a pair, by interface',
    text: `import { Jobs } from './jobs.js'; async function f(jobs: Jobs) { await jobs.open(); }`,
    files: {
      'jobs.ts': `${head}export interface Open { ctx: Context; cancel: CancelFunc; size: number } export interface Jobs { open(): Promise<Open> }`,
    },
    checked: ['await jobs.open.cancel child'],
    unchecked: [],
  },
  {
    name: 'methods among the members are no data',
    text: `import { start } from './jobs.js'; start();`,
    files: {
      'jobs.ts': `${head}export interface Job { ctx: Context; cancel: CancelFunc; run(): void } export declare function start(): Job;`,
    },
    checked: [],
  },
  {
    name: 'a class and a getter of a map are no factories',
    text: `${head}
class Job { constructor(readonly ctx: Context, readonly cancel: CancelFunc) {} }
declare function make(): Job;
declare const map: Map<string, [Context, CancelFunc]>;
make(); map.get('a'); new Job(p, q);`,
    checked: [],
  },
  {
    name: 'declared here',
    text: `${head}
function start(): [Context, CancelFunc] { return context.withCancel(p); }
const open = async () => { const [ctx, cancel] = context.withTimeout(p, 1); return [ctx, cancel] as const; };
start(); await open();`,
    checked: [
      'context.withCancel[1] child',
      'context.withTimeout[1] timer',
      'start[1] child',
      'await open[1] child',
    ],
  },
  {
    name: 'overloads that disagree',
    text: `${head}
declare function get(a: 'pair'): [Context, CancelFunc];
declare function get(a: 'one'): number;
get('pair'); get('one');`,
    checked: ['get[1] child'],
    unchecked: [],
  },
];

describe('factory', () => {
  it.each(cases)('$name', ({ text, files, checked, unchecked = checked }) => {
    expect(factoriesIn(openChecked(text, files))).toEqual(checked);
    expect(factoriesIn(openUnchecked(text))).toEqual(unchecked);
  });

  it('follows settings, in both directions', () => {
    const text = `import { start, stopped } from './jobs.js'; const stop = start(); stopped();`;
    const files = {
      'jobs.ts': `${head}export declare function start(): () => void; export declare function stopped(): [Context, CancelFunc];`,
    };
    const settings = {
      factories: ['./src/jobs.ts#start'],
      notFactories: ['./src/jobs.ts#stopped'],
    };
    expect(factoriesIn(openChecked(text, files, settings))).toEqual(['start child']);
    expect(factoriesIn(openUnchecked(text, settings))).toEqual(['start child']);
  });
});

describe('reaches', () => {
  it('is false for a file that names nothing of the kind', () => {
    const files = {
      'jobs.ts': `${head}export function start(): [Context, CancelFunc] { throw 0 }`,
    };
    expect(openChecked('export const a = go();', files).types.reaches()).toBe(false);
    expect(openChecked(`import { start } from './jobs.js'; start();`, files).types.reaches()).toBe(
      true,
    );
    expect(openUnchecked('export const a = 1;').types.reaches()).toBe(false);
  });
});

describe('holdsContext', () => {
  /** The fields that hold a context. */
  const holding = ({ index, types }: OpenFile) =>
    index.of('PropertyDefinition').flatMap((field) => {
      return types.holdsContext(field) && field.key.type === 'Identifier' ? [field.key.name] : [];
    });

  it('looks into containers, those of types of other files too', () => {
    const text = `${head}import { root, type Ctx, type Job } from './own.js';
const key = 'k';
class A {
  a: Context; b?: Ctx; c: Ctx[]; d: Promise<readonly [Ctx]>; e: Map<string, Ctx>; f: Record<string, Ctx>;
  g = root; h = [root]; i = [...[root]]; j = new Set<Ctx>(); k = new Map<string, Context>();
  l: Job; m: () => Ctx; n: WeakMap<Ctx, string>; o: Ctx['signal']; p: any; q = new Map(); r: CancelFunc;
  [key]: Context;
}`;
    const files = {
      'own.ts': `${head}export type Ctx = Context; export const root = context.background(); export interface Job { ctx: Ctx }`,
    };
    const found = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'key'];
    expect(holding(openChecked(text, files))).toEqual(found);
    expect(holding(openUnchecked(text))).toEqual(['a', 'k', 'key']);
  });
});
