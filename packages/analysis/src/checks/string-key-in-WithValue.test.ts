import { describe, expect, it } from 'vitest';
import { runCheck, type OpenFile } from '../check.js';
import {
  askedOf,
  findingsOf,
  openChecked,
  openUnchecked,
  withEdits,
  type Files,
} from '../testing/run.js';
import { stringKeyInWithValue } from './string-key-in-WithValue.js';

const head = `import * as context from '@ctxvet/context';\n`;
const files: Files = {
  'own.ts': `export { withValue as put } from '@ctxvet/context'; export const key = 'user';`,
};

/** The texts that the suggestions of a file lead to. */
function suggested(file: OpenFile): string[] {
  return runCheck(file, stringKeyInWithValue)
    .flatMap(({ suggestions }) => suggestions)
    .map(({ edits }) => withEdits(file.source.text, edits));
}

describe('string-key-in-WithValue', () => {
  it('finds what the file says with a checker and without', () => {
    const text = `${head}
context.withValue(ctx, 'user', 1);
context.withValue(ctx, {}, 1);
context.withValue(ctx, Symbol.for('user'), 1);
context.withValue(...[ctx, 7, 1]);
`;
    const found = ['3: sharedKey', '4: freshKey', '5: sharedKey', '6: sharedKey'];
    expect(findingsOf(openChecked(text), stringKeyInWithValue)).toEqual(found);
    expect(findingsOf(openUnchecked(text), stringKeyInWithValue)).toEqual(found);
  });

  it('finds with a checker alone what other files declare', () => {
    const text = `import { put, key } from './own.js'; import { withValue } from '@ctxvet/context';
put(ctx, 'user', 1);
withValue(ctx, key, 1);
`;
    expect(findingsOf(openChecked(text, files), stringKeyInWithValue)).toEqual([
      '2: sharedKey',
      '3: sharedKey',
    ]);
    expect(findingsOf(openUnchecked(text), stringKeyInWithValue)).toEqual([]);
  });

  it('asks nothing but names of 5,000 calls that cannot concern contexts', () => {
    const calls = Array.from(
      { length: 5_000 },
      (_, i) => `print('user', value${i}.value('user'));`,
    );
    const { file, asked } = askedOf(openChecked(`${head}${calls.join('\n')}`));
    expect(runCheck(file, stringKeyInWithValue)).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(['reaches', 'mayConcernContext']));
  });

  it('survives what no program should hold', () => {
    const text = `${head}
const loop = loop2; const loop2 = loop; const o = { a: o.a };
context.withValue(); context.withValue(ctx); context.withValue(...args, 'user'); context.withValue(ctx, ...[]);
context.withValue(ctx, loop, 1); context.withValue(ctx, o.a, 1); context.withValue?.(ctx, 'a\\n\\'b', 1);
`;
    expect(findingsOf(openUnchecked(text), stringKeyInWithValue)).toEqual(['5: sharedKey']);
    expect(findingsOf(openChecked(text), stringKeyInWithValue)).toEqual(['5: sharedKey']);
  });
});

describe('the suggestion of string-key-in-WithValue', () => {
  it.each([
    {
      name: 'an import that is extended and a key in one place',
      text: `import { withValue } from '@ctxvet/context';\nwithValue(ctx, 'user', 'ada');\n`,
      suggested: [
        `import { withValue, contextKey } from '@ctxvet/context';\n\nconst userKey = contextKey<string>('user');\nwithValue(ctx, userKey, 'ada');\n`,
      ],
    },
    {
      name: 'an import that is added',
      text: `import type { Context } from '@ctxvet/context';\nimport * as own from '@ctxvet/context';\nfunction own2(own) { own.withValue }\nown.withValue(ctx, 'user', 'ada');\n`,
      suggested: [
        `import type { Context } from '@ctxvet/context';\nimport * as own from '@ctxvet/context';\n\nconst userKey = own.contextKey<string>('user');\nfunction own2(own) { own.withValue }\nown.withValue(ctx, userKey, 'ada');\n`,
      ],
    },
    {
      name: 'values of several types',
      text: `${head}context.withValue(ctx, 'a', 1);\ncontext.withValue(ctx, 'a', '');\n`,
      suggested: Array<string>(2).fill(
        `${head.trimEnd()}\n\nconst aKey = context.contextKey<unknown>('a');\ncontext.withValue(ctx, aKey, 1);\ncontext.withValue(ctx, aKey, '');\n`,
      ),
    },
    {
      name: 'a text that must be quoted',
      text: `${head}context.withValue(ctx, "it's\\n\\\\", call());\n`,
      suggested: [
        `${head.trimEnd()}\n\nconst itSKey = context.contextKey<unknown>('it\\'s \\\\');\ncontext.withValue(ctx, itSKey, call());\n`,
      ],
    },
    {
      name: 'a text without a letter',
      text: `${head}context.withValue(ctx, '', call());\n`,
      suggested: [
        `${head.trimEnd()}\n\nconst valueKey = context.contextKey<unknown>('');\ncontext.withValue(ctx, valueKey, call());\n`,
      ],
    },
    {
      name: 'a key that is computed: none',
      text: `${head}context.withValue(ctx, 'a' + b, 1);\n`,
      suggested: [],
    },
  ])('$name', ({ text, suggested: expected }) => {
    expect(suggested(openUnchecked(text))).toEqual(expected);
    for (const each of expected) {
      expect(runCheck(openUnchecked(each), stringKeyInWithValue)).toEqual([]);
    }
  });
});
