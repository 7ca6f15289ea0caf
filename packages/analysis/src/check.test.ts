/** Which names a far compiler is asked about before the checks run. */
import { describe, expect, it } from 'vitest';
import { namesAsked, runCheck } from './check.js';
import { checks } from './checks/registry.js';
import { openChecked, openUnchecked } from './testing/run.js';

const files = {
  'jobs.ts': `import { withCancel, type CancelFunc, type Context } from '@ctxvet/context';
export function start(parent: Context): [Context, CancelFunc] { return withCancel(parent); }
export function load(ctx: Context, id?: string): void {}
export class Job { constructor(ctx: Context) {} run(ctx: Context): void {} }`,
  'plain.ts': 'export function start(): [] { return []; }',
};

const imports = `import { withCancel, type Context } from '@ctxvet/context';
import { Job, load, start } from './jobs.js';
import * as plain from './plain.js';
declare const maybe: Context | undefined;
`;

function asked(body: string): string[] {
  const { source, types, settings, index } = openChecked(imports + body, files);
  const names = namesAsked({ source, types, settings, index }, checks);
  return Array.from(names, ({ range }) => source.text.slice(...range));
}

describe('the names that are asked about', () => {
  it.each([
    ['a factory of another file', 'const [c, stop] = start(maybe!); stop();', ['start']],
    ['what takes what may be nil', 'load(maybe);', ['load']],
    ['a class', 'new Job(maybe);', ['Job']],
    ['a method, by its own name', 'function f(job: Job) { job.run(maybe); }', ['run']],
    ['a function of the file', 'function own(ctx: Context) {} own(maybe);', []],
    ['what the runtime exports', 'const [c, stop] = withCancel(maybe); stop();', []],
    ['what comes from elsewhere', 'const [c, stop] = plain.start(); stop();', []],
    ['a name that says nothing', 'function f(box: { put(it: number): void }) { box.put(1); }', []],
  ])('%s', (_, body, expected) => {
    expect(asked(body)).toStrictEqual(expected);
  });

  it('are none without a checker', () => {
    expect(namesAsked(openUnchecked(`${imports}load(maybe);`), checks).size).toBe(0);
  });

  it('change no finding', () => {
    const text = `${imports}load(undefined); load(maybe); const [c, stop] = start(maybe!);`;
    const file = openChecked(text, files);
    const alone = openChecked(text, files);
    namesAsked(file, checks);
    for (const check of checks) expect(runCheck(file, check)).toStrictEqual(runCheck(alone, check));
  });
});
