import { describe, expect, it } from 'vitest';
import { lastName } from '../syntax/callee.js';
import { findingsOf, openChecked } from '../testing/run.js';
import { parseSource } from '../testing/parse.js';
import { openFile } from '../check.js';
import { lostcancel } from '../checks/lostcancel.js';
import { defaultSettings } from '../syntax/source.js';
import { makeElsewhere } from './elsewhere.js';
import { createUncheckedTypes } from './unchecked.js';

const imports = `import { Box, log, type Id } from './plain.js';
import * as plain from './plain.js';
import { Jobs } from './ours.js';
import type { Work } from './ours.js';
`;

/** Is `start`, or else the only callee of a text, from elsewhere, where only `./ours.js` reaches a context module? */
function isElsewhere(text: string, name = 'file.ts'): boolean {
  const source = parseSource(imports + text, `/project/src/${name}`);
  const { index } = openFile(
    source,
    createUncheckedTypes(source, defaultSettings),
    defaultSettings,
  );
  const reaches = {
    import: (specifier: string) => specifier !== './plain.js',
    globals: () => false,
    name: (name: string) => ['Jobs', 'begin', 'withCancel'].includes(name),
  };
  const callees = index.of('CallExpression').map(({ callee }) => callee);
  const start = callees.find((callee) => lastName(callee) === 'start');
  return makeElsewhere({ source, settings: defaultSettings }, reaches)(start ?? callees[0]!);
}

describe('a callee from elsewhere', () => {
  it.each([
    'log();',
    'log.info.start();',
    'plain.start();',
    'log?.start?.();',
    'function f(box: Box) { box.start(); }',
    'function f(box: Box = new Box()) { box.start(); }',
    'function f(box: Box<Id, string>) { box.start(); }',
    'function f(boxes: Map<string, Box[]>) { boxes.start(); }',
    'function f(box: plain.Box | undefined) { box?.start(); }',
    'const box: Box = make(); box.start();',
    'const box = new Box<Id>(); box.start();',
    'const box = new Box(1, () => plain.id); box.start();',
    'const box = log("box"); box.start();',
    'log("box", { deep: [1] }).start();',
    'new Box().start();',
    'const start = log.timer("load"); start();',
    'class A { box = new Box(); m() { this.box.start(); } }',
    'class A { #box = new plain.Box(); m() { return () => this.#box.start(); } }',
    'class A { static box: Box; static { this.box.start(); } }',
    'class A { constructor(private readonly box: Box) {} m() { this.box.start(); } }',
  ])('%s', (text) => {
    expect(isElsewhere(text)).toBe(true);
  });
});

describe('a callee that may be ours', () => {
  it.each([
    'start();',
    'Jobs.start();',
    'function f(jobs: Jobs) { jobs.start(); }',
    'function f(box: Box<Jobs>) { box.start(); }',
    'function f(box: Box<Map<Id, Work>>) { box.start(); }',
    'function f(box: Box | Jobs) { box.start(); }',
    'function f(box) { box.start(); }',
    'function f(box: unknown) { box.start(); }',
    'function f<T>(box: T) { box.start(); }',
    'function f({ box }: Box) { box.start(); }',
    'function f(box: Box) { if (box instanceof Jobs) box.start(); }',
    'const box = new Box<Jobs>(); box.start();',
    'const box = new Box(() => begin()); box.start();',
    'const box = log(Jobs); box.start();',
    'const box = log({ make: [() => begin()] }); box.start();',
    'const box = log<Jobs>("box"); box.start();',
    'log(Jobs).start();',
    'class A { box: Box; m() { if (this.box instanceof Jobs) this.box.start(); } }',
    'class A { box: Box; static m() { this.box.start(); } }',
    'class A { box: Box; m() { return function () { this.box.start(); }; } }',
    'class A { start() {} m() { this.start(); } }',
    'class A extends Box { m() { this.start(); } }',
  ])('%s', (text) => {
    expect(isElsewhere(text)).toBe(false);
  });

  it('is one that a comment gives its type in JavaScript', () => {
    const text = '/** @type {Jobs} */ const box = new Box(); box.start();';
    expect(isElsewhere(text, 'file.js')).toBe(false);
    expect(isElsewhere(text)).toBe(true);
  });
});

describe('a factory', () => {
  const files = {
    'plain.ts': `export class Box { size = 1; }
export type Made<T> = T;
export class Holder<T> { constructor(readonly start: T) {} }`,
    'ours.ts': `import { withCancel, type CancelFunc, type Context } from '@ctxvet/context';
import { Box } from './plain.js';
export class Jobs extends Box { start(p: Context) { return withCancel(p); } }
export function begin(p: Context) { return withCancel(p); }`,
  };
  const head = `import { background } from '@ctxvet/context';
import { Box, Holder, type Made } from './plain.js';
import { begin, Jobs } from './ours.js';
`;
  it.each([
    'function f(box: Box) { if (box instanceof Jobs) { const [ctx] = box.start(background()); } }',
    'function f(jobs: Made<Jobs>) { const [ctx] = jobs.start(background()); }',
    'function f(make: ReturnType<() => typeof begin>) { const [ctx] = make(background()); }',
    'const [ctx] = begin(background());',
    'const holder = new Holder(begin); const [ctx] = holder.start(background());',
    'class A { #holder = new Holder(begin); m() { const [ctx] = this.#holder.start(background()); } }',
    'class A { #jobs = new Jobs(); m() { const [ctx] = this.#jobs.start(background()); } }',
    'class A { constructor(private jobs: Jobs) {} m() { const [ctx] = this.jobs.start(background()); } }',
  ])('of ours is found: %s', (text) => {
    expect(findingsOf(openChecked(head + text, files), lostcancel)).toHaveLength(1);
  });
});
