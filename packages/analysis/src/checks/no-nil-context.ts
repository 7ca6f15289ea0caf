/**
 * `no-nil-context`: nil where a context is expected. As an argument it is one even where the parameter permits it;
 * stored or returned, only where the declared type excludes it. A left-out argument is no finding, and a value
 * whose type is unknown is none.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit, Finding } from '../report/finding.js';
import type { ContextKind } from '../types/port.js';
import type { Check, Pass } from './check.js';
import { accessTo } from './edit/access.js';
import { inOrder } from './edit/insert.js';
import type { WrittenNil } from './no-nil-context/nils.js';
import { placesOf, type Place } from './no-nil-context/places.js';

/** The check. */
export const noNilContext: Check = {
  name: 'no-nil-context',
  docs: {
    summary: 'Disallow null and undefined where a context is expected',
    type: 'problem',
    presets: { recommended: {}, strict: {}, go: {} },
  },
  messages: {
    nilArgument:
      '`{{nil}}` is passed to {{taker}} in place of a context, which callees use without asking: pass a context, or `context.TODO()` until there is one',
    nilAssigned:
      '`{{nil}}` is given to {{taker}}, which is declared to be a context and is used as one: give it a context, or `context.TODO()` until there is one',
    nilReturned:
      '`{{nil}}` is returned by {{taker}}, whose callers are promised a context: return a context, or `context.TODO()` until there is one',
    nilYielded:
      '`{{nil}}` is yielded by {{taker}}, whose consumers are promised a context: yield a context, or `context.TODO()` until there is one',
    nilableArgument:
      '{{value}}, which may be `null` or `undefined`, is passed to {{taker}} in place of a context, which callees use without asking: test it first, or give it a default such as `?? context.TODO()`',
    nilableAssigned:
      '{{value}}, which may be `null` or `undefined`, is given to {{taker}}, which is declared to be a context and is used as one: test it first, or give it a default such as `?? context.TODO()`',
    nilableReturned:
      '{{value}}, which may be `null` or `undefined`, is returned by {{taker}}, whose callers are promised a context: test it first, or give it a default such as `?? context.TODO()`',
    nilableYielded:
      '{{value}}, which may be `null` or `undefined`, is yielded by {{taker}}, whose consumers are promised a context: test it first, or give it a default such as `?? context.TODO()`',
  },
  fixable: true,
  hasSuggestions: false,
  schema: { type: 'object', additionalProperties: false, properties: {} },
  defaults: {},
  *run(pass) {
    for (const place of placesOf(pass)) {
      const kind = place.expects();
      if (kind === undefined) continue;
      for (const written of place.nils) yield ofWritten(pass, place, written, kind);
      // Of several ways to be nil, the one that is written is the one to change.
      if (place.nils.length === 0 && pass.types.admitsNil(place.value)) yield ofType(pass, place);
    }
  },
  asksAbout: (pass) => placesOf(pass).flatMap(({ call }) => call ?? []),
};

const ids = {
  argument: { written: 'nilArgument', typed: 'nilableArgument' },
  assigned: { written: 'nilAssigned', typed: 'nilableAssigned' },
  returned: { written: 'nilReturned', typed: 'nilableReturned' },
  yielded: { written: 'nilYielded', typed: 'nilableYielded' },
} as const;

function ofWritten(
  pass: Pass<unknown>,
  place: Place,
  written: WrittenNil,
  kind: ContextKind,
): Finding {
  // `TODO()` is a context like any other; a type that extends `Context` may want more of it.
  const fix = kind === 'plain' ? fixOf(pass, written) : undefined;
  return {
    check: noNilContext.name,
    messageId: ids[place.kind].written,
    data: { nil: written.text, taker: place.taker },
    range: written.nil.range,
    related: [],
    ...(fix && { fix }),
    suggestions: [],
  };
}

function ofType({ source }: Pass<unknown>, { kind, taker, value }: Place): Finding {
  const text = source.text.slice(...value.range);
  return {
    check: noNilContext.name,
    messageId: ids[kind].typed,
    data: { value: /^.{1,60}$/.test(text) ? `\`${text}\`` : 'a value', taker },
    range: value.range,
    related: [],
    suggestions: [],
  };
}

/** `context.TODO()` in place of the nil, and of the assertions that passed it off as a context. */
function fixOf(pass: Pass<unknown>, { nil, whole }: WrittenNil): Edit[] | undefined {
  // `void load()` is nil, but it also does something.
  if (nil.type === 'UnaryExpression' && nil.argument.type !== 'Literal') return undefined;
  const access = accessTo(pass, 'TODO', nil);
  if (access === undefined) return undefined;
  const { text } = pass.source;
  const { range } = hasComment(text, nil, whole) ? nil : whole;
  // `return<Context>null`
  const space = /[\w$]/.test(text[range[0] - 1] ?? '') ? ' ' : '';
  return inOrder([...access.edits, { range, text: `${space}${access.text}()` }]);
}

function hasComment(text: string, nil: TSESTree.Node, whole: TSESTree.Node): boolean {
  const around =
    text.slice(whole.range[0], nil.range[0]) + text.slice(nil.range[1], whole.range[1]);
  return /\/[/*]/.test(around);
}
