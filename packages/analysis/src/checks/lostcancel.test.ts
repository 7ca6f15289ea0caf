import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCheck, openFile } from '../check.js';
import { defaultSettings } from '../syntax/source.js';
import { disagreementOn } from '../testing/agreement.js';
import { parseSource } from '../testing/parse.js';
import { programs } from '../testing/programs.js';
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

describe('lostcancel', () => {
  it('agrees with an interpreter that explores every choice, in every reading', () => {
    fc.assert(
      fc.property(programs, (program) => {
        expect(disagreementOn(program)).toBeUndefined();
      }),
      { numRuns: 2000, seed: 20 },
    );
  }, 120_000);
});
