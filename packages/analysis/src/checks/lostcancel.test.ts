import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCheck, openFile } from '../check.js';
import { defaultSettings } from '../syntax/source.js';
import { disagreementOn } from '../testing/agreement.js';
import { parseSource } from '../testing/parse.js';
import { programs } from '../testing/programs.js';
import { findingsOf, openChecked } from '../testing/run.js';
import { createUncheckedTypes } from '../types/unchecked.js';
import { lostcancel } from './lostcancel.js';

/** The message of the one finding, with its data filled in. */
function messageOf(text: string): string {
  const source = parseSource(text, '/project/src/file.ts');
  const types = createUncheckedTypes(source, defaultSettings);
  const [finding] = runCheck(openFile(source, types, defaultSettings), lostcancel);
  const template = lostcancel.messages[finding!.messageId]!;
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => finding!.data[key]!);
}

describe('a message', () => {
  const head = `import { withTimeout } from '@ctxvet/context';`;

  it('names the decisions of the path by their lines', () => {
    const text = `${head}
function f(parent, a, b) {
  const [ctx, cancel] = withTimeout(parent, 1);
  if (a)
    return;
  if (b)
    cancel();
}`;
    expect(messageOf(text)).toBe(
      '`cancel` from `withTimeout` is not called on every path: the return at line 5 leaves it open, ' +
        'and its timer runs until the deadline (path: line 4)',
    );
    expect(messageOf(text.replace('return;', 'cancel();'))).toContain('(path: lines 4 → 6)');
  });

  it('does not repeat the line of the loss', () => {
    const text = `${head}
function f(parent, a) {
  const [ctx, cancel] = withTimeout(parent, 1);
  if (a) return;
  cancel();
}`;
    expect(messageOf(text)).toMatch(/the return at line 4 .* deadline$/);
  });
});

describe('what leaks', () => {
  it.each([
    ['withTimeout(parent, 5)', 'its timer runs until the deadline'],
    ['withTimeout(parent, Infinity)', 'its context stays with the parent until that ends'],
    ['withCancel(parent)', 'its context stays with the parent until that ends'],
    ['withSignal(parent, s)', 'its place at the parent and its listener on the signal stay'],
    ["withSignals(parent, ['SIGINT'])", 'its signal handlers, which keep the process from ending'],
  ])('after %s is said', (call, leak) => {
    const head = `import { withCancel, withSignal, withSignals, withTimeout } from '@ctxvet/context';`;
    const text = `${head}\nfunction f(parent, s) { const [ctx, cancel] = ${call}; }`;
    expect(messageOf(text)).toContain(`and ${leak}`);
  });
});

describe('a decision', () => {
  it('that comes to nothing is no step', () => {
    const text = `import { withCancel } from '@ctxvet/context';
function f(parent, log, a) {
  const [ctx, cancel] = withCancel(parent);
  log?.('started');
  if (a)
    return;
  cancel();
}`;
    expect(messageOf(text)).toMatch(/\(path: line 5\)$/);
  });
});

describe('a comment before a statement', () => {
  it('says nothing of the type of what stands in that', () => {
    const text = `import { background, withCancel } from '@ctxvet/context';
/** @param {'a' | 'b'} kind */
export function f(kind) {
  const [ctx, cancel] = withCancel(background());
  /** Which one is it? */
  switch (kind) { case 'a': cancel(); return; case 'b': cancel(); return; }
}`;
    expect(findingsOf(openChecked(text, {}, {}, 'file.js'), lostcancel)).toEqual([]);
  });
});

describe('lostcancel', () => {
  it('agrees with an interpreter that explores every choice, in every reading', () => {
    fc.assert(
      fc.property(programs, (program) => {
        expect(disagreementOn(program)).toBeUndefined();
      }),
      { numRuns: 1200, seed: 20 },
    );
  }, 240_000);
});
