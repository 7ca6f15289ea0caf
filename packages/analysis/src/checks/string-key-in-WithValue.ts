/**
 * `string-key-in-WithValue`: a key that others may use by chance, or that nobody can use. Keys are judged by their own
 * types, whatever `withValue` has been made to accept by an assertion; one of an unknown type is no finding.
 */
import type { Finding } from '../report/finding.js';
import type { KeyKind } from '../types/port.js';
import type { Check, Pass } from './check.js';
import { declareKey, putsOf, type Put } from './string-key-in-WithValue/suggest.js';

/** The check. */
export const stringKeyInWithValue: Check = {
  name: 'string-key-in-WithValue',
  docs: {
    summary: 'Require keys of context values that nothing else can equal',
    type: 'problem',
    presets: { recommended: {}, strict: {}, go: {} },
  },
  messages: {
    sharedKey:
      '`{{key}}` as a key is {{kind}}, which any other code can use and so read or hide this value: make a key with `contextKey` and keep it in a constant',
    freshKey:
      '`{{key}}` as a key is made anew by this call, so nothing can look it up: make a key with `contextKey` and keep it in a constant',
    declareKey:
      'Declare `{{name}}` with `contextKey`, and use it here and wherever this file uses the same key',
  },
  fixable: false,
  hasSuggestions: true,
  schema: { type: 'object', additionalProperties: false, properties: {} },
  defaults: {},
  *run(pass) {
    const puts = putsOf(pass);
    for (const put of puts) {
      const kind = pass.types.keyKind(put.key);
      if (kind !== 'good' && kind !== 'unknown') yield findingOf(pass, put, puts, kind);
    }
  },
};

function findingOf(
  pass: Pass<unknown>,
  put: Put,
  puts: readonly Put[],
  kind: Exclude<KeyKind, 'good' | 'unknown'>,
): Finding {
  const text = pass.source.text.slice(...put.key.range);
  const suggestion = declareKey(pass, put, puts, kind === 'freshObject');
  return {
    check: stringKeyInWithValue.name,
    messageId: kind === 'freshObject' ? 'freshKey' : 'sharedKey',
    data: {
      key: /^.{1,60}$/.test(text) ? text : `${text.split(/\s/, 1)[0]!.slice(0, 40)}…`,
      ...(kind !== 'freshObject' && { kind: words[kind] }),
    },
    range: put.key.range,
    related: [],
    suggestions: suggestion === undefined ? [] : [suggestion],
  };
}

const words = {
  string: 'a string',
  number: 'a number',
  bigint: 'a bigint',
  boolean: 'a boolean',
  enum: 'a member of an enum',
  branded: 'a primitive under a brand',
  symbolFor: 'a symbol of the registry of `Symbol.for`',
} as const satisfies Record<Exclude<KeyKind, 'good' | 'unknown' | 'freshObject'>, string>;
