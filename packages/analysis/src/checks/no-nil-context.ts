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
import { isErrorExpected } from './edit/expected.js';
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
      '`{{nil}}` is passed to {{taker}} in place of a context, which callees use without asking: pass a context{{orTODO}}',
    defaultedArgument:
      '`{{nil}}` is passed to {{taker}} in place of a context, and the default of the parameter stands in for it: say here which context is meant',
    nilAssigned:
      '`{{nil}}` is given to {{taker}}, which is declared to be a context and is used as one: give it a context{{orTODO}}',
    nilReturned:
      '`{{nil}}` is returned by {{taker}}, whose callers are promised a context: return a context{{orTODO}}',
    nilYielded:
      '`{{nil}}` is yielded by {{taker}}, whose consumers are promised a context: yield a context{{orTODO}}',
    nilableArgument:
      '{{value}}, which may be `null` or `undefined`, is passed to {{taker}} in place of a context, which callees use without asking: test it first{{orTODO}}',
    nilableAssigned:
      '{{value}}, which may be `null` or `undefined`, is given to {{taker}}, which is declared to be a context and is used as one: test it first{{orTODO}}',
    nilableReturned:
      '{{value}}, which may be `null` or `undefined`, is returned by {{taker}}, whose callers are promised a context: test it first{{orTODO}}',
    nilableYielded:
      '{{value}}, which may be `null` or `undefined`, is yielded by {{taker}}, whose consumers are promised a context: test it first{{orTODO}}',
    passTODO: 'Pass `{{context}}` in place of the default',
  },
  fixable: true,
  hasSuggestions: true,
  schema: { type: 'object', additionalProperties: false, properties: {} },
  defaults: {},
  *run(pass) {
    for (const place of placesOf(pass)) {
      const kind = place.expects();
      if (kind === undefined) continue;
      for (const written of place.nils) yield ofWritten(pass, place, written, kind);
      // Of several ways to be nil, the one that is written is the one to change.
      if (place.nils.length > 0) continue;
      if (pass.types.admitsNil(place.value)) yield ofType(pass, place, kind);
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

/** What to do where any context will do; a type that extends `Context` may want more than `TODO()` is. */
const orTODO = {
  written: { plain: ', or `context.TODO()` until there is one', own: '' },
  typed: { plain: ', or give it a default such as `?? context.TODO()`', own: '' },
} as const;

function ofWritten(
  pass: Pass<unknown>,
  place: Place,
  written: WrittenNil,
  kind: ContextKind,
): Finding {
  const { nil, text } = written;
  const way = kind === 'plain' ? todoFor(pass, written) : undefined;
  const finding = {
    check: noNilContext.name,
    data: { nil: text, taker: place.taker },
    range: nil.range,
    related: [],
  };
  // `null` takes no default.
  if (text !== 'null' && place.hasDefault?.() === true) {
    const suggestion = way && {
      messageId: 'passTODO',
      data: { context: `${way.text}()` },
      edits: way.edits,
    };
    // It would be another context than the one that is there now.
    return {
      ...finding,
      messageId: 'defaultedArgument',
      suggestions: suggestion ? [suggestion] : [],
    };
  }
  return {
    ...finding,
    messageId: ids[place.kind].written,
    data: { ...finding.data, orTODO: orTODO.written[kind] },
    ...(way && { fix: way.edits }),
    suggestions: [],
  };
}

function ofType({ source }: Pass<unknown>, place: Place, kind: ContextKind): Finding {
  const { taker, value } = place;
  const text = source.text.slice(...value.range);
  const shown = /^.{1,60}$/.test(text) ? `\`${text}\`` : 'a value';
  return {
    check: noNilContext.name,
    messageId: ids[place.kind].typed,
    data: { value: shown, taker, orTODO: orTODO.typed[kind] },
    range: value.range,
    related: [],
    suggestions: [],
  };
}

/** `context.TODO()` in place of the nil, and of the assertions that passed it off as a context. */
function todoFor(
  pass: Pass<unknown>,
  { nil, whole }: WrittenNil,
): { readonly text: string; readonly edits: readonly Edit[] } | undefined {
  // `void load()` is nil, but it also does something.
  if (nil.type === 'UnaryExpression' && nil.argument.type !== 'Literal') return undefined;
  if (isErrorExpected(pass.source, nil)) return undefined;
  const access = accessTo(pass, 'TODO', nil);
  if (access === undefined) return undefined;
  const { text } = pass.source;
  const { range } = hasComment(text, nil, whole) ? nil : whole;
  // `return<Context>null`
  const space = /[\w$]/.test(text[range[0] - 1] ?? '') ? ' ' : '';
  const edits = inOrder([...access.edits, { range, text: `${space}${access.text}()` }]);
  return { text: access.text, edits };
}

function hasComment(text: string, nil: TSESTree.Node, whole: TSESTree.Node): boolean {
  const around =
    text.slice(whole.range[0], nil.range[0]) + text.slice(nil.range[1], whole.range[1]);
  return /\/[/*]/.test(around);
}
