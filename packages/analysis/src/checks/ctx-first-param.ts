/**
 * `ctx-first-param`: a context parameter that does not come first, in any list of parameters: functions, methods,
 * constructors, and every signature or function type that describes one.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Finding } from '../report/finding.js';
import { isCompared } from '../syntax/compared.js';
import { describeFunction } from '../syntax/naming.js';
import { variableOf } from '../syntax/scopes.js';
import type { Types } from '../types/port.js';
import type { Check, Pass } from './check.js';
import { hasTypesInComments, mayHoldContext } from './concerns.js';
import { isInFixedParameter } from './fixed-around.js';
import {
  eachSignature,
  isBodyOfOverloads,
  isOfTag,
  parametersOf,
  type Parameter,
  type Signature,
} from './ctx-first-param/parameters.js';

/** The options of `ctx-first-param`. */
export interface CtxFirstParamOptions {
  /** Names of types whose parameters may stand before a context. */
  readonly allowBefore: readonly string[];
  /** What the first context parameter is called; any name where left out. */
  readonly name?: string;
}

/** The check. */
export const ctxFirstParam: Check<CtxFirstParamOptions> = {
  name: 'ctx-first-param',
  docs: {
    summary: 'Require that a context is the first parameter',
    type: 'suggestion',
    presets: { recommended: {}, strict: { name: 'ctx' } },
  },
  messages: {
    notFirst:
      '{{parameter}} comes after {{before}} in {{function}}: a context is the first parameter, where every caller looks for it; move it to the front',
    misnamed:
      '{{parameter}} of {{function}} is a context under a name of its own: the first one is called `{{name}}` everywhere, so that readers know it; rename it',
  },
  fixable: false,
  hasSuggestions: false,
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      allowBefore: {
        description:
          'Names of types whose parameters may stand before a context, as they are written (`Request`, `http.IncomingMessage`) or declared.',
        type: 'array',
        items: { type: 'string', minLength: 1 },
        uniqueItems: true,
        default: [],
        examples: [['Request']],
      },
      name: {
        description:
          'What the first context parameter of a function is called. One that is not used may have a `_` before its name, or be just `_`.',
        type: 'string',
        minLength: 1,
        examples: ['ctx'],
      },
    },
  },
  defaults: { allowBefore: [] },
  run(pass) {
    const findings: Finding[] = [];
    for (const signature of eachSignature(pass.index)) {
      if (!couldConcern(pass, signature)) continue;
      const found = [...findingsIn(pass, signature)];
      if (found.length === 0 || isCompared(signature)) continue;
      // What is wrong with overloads is said of each of them, not of their implementation as well.
      if (!isBodyOfOverloads(signature)) findings.push(...found);
    }
    return findings.sort((a, b) => a.range[0] - b.range[0]);
  },
};

/** By syntax and names alone: most parameter lists are done here. */
function couldConcern({ options }: Pass<CtxFirstParamOptions>, { params }: Signature): boolean {
  if (params.length > 1) return true;
  const [only] = params;
  return only !== undefined && (options.name !== undefined || only.type === 'RestElement');
}

function* findingsIn(pass: Pass<CtxFirstParamOptions>, signature: Signature): Generator<Finding> {
  const { types, options, source } = pass;
  const parameters = parametersOf(signature, source.scopes);
  const candidates = parameters.map((parameter) => mayBeContext(pass, parameter));
  const last = candidates.lastIndexOf(true);
  if (last === -1 || (last === 0 && options.name === undefined)) return;
  const isContext = parameters.map(
    (parameter, i) => candidates[i] === true && types.isContext(parameter.node),
  );
  const first = isContext.indexOf(true);
  if (first === -1) return;
  if (isMisnamed(pass, parameters[first]!) && !isFixed(types, signature, first)) {
    yield findingAt(signature, parameters[first]!, 'misnamed', { name: options.name! });
  }
  const before: Parameter[] = [];
  for (const [i, parameter] of parameters.entries()) {
    if (!isContext[i]) {
      const isAllowed = i >= last || (i === 0 && isOfTag(parameter));
      if (!isAllowed && !isAllowedBefore(pass, parameter)) before.push(parameter);
    } else {
      const others = before.filter((each) => !isContextByPlace(pass, each));
      if (others.length === 0 || isFixed(types, signature, i)) continue;
      yield findingAt(signature, parameter, 'notFirst', { before: listed(others) });
    }
  }
}

/** By somebody else, here or where the parameter is that the signature is the type of. */
function isFixed(types: Types, signature: Signature, index: number): boolean {
  return types.isFixedElsewhere(signature, index) || isInFixedParameter(types, signature);
}

/**
 * Only what the author has written can be a context here: the type of a bare parameter comes from somewhere else. In
 * JavaScript it stands in a comment, which a checker reads.
 */
function mayBeContext(pass: Pass<CtxFirstParamOptions>, { node }: Parameter): boolean {
  const typed = typedPartOf(node) ?? (hasTypesInComments(pass) ? node : undefined);
  return typed !== undefined && mayHoldContext(pass, typed);
}

/** A bare parameter is what its place makes it: of `run((ctx, child: Context) => …)` both may be contexts. */
function isContextByPlace({ types }: Pass<CtxFirstParamOptions>, { node }: Parameter): boolean {
  return typedPartOf(node) === undefined && types.isContext(node);
}

function typedPartOf(node: TSESTree.Node): TSESTree.Node | undefined {
  switch (node.type) {
    case 'Identifier':
    case 'ObjectPattern':
    case 'ArrayPattern':
      return node.typeAnnotation;
    case 'AssignmentPattern':
      return typedPartOf(node.left) ?? node.right;
    case 'TSParameterProperty':
      return typedPartOf(node.parameter);
    case 'RestElement':
    case 'TSRestType':
      // A list of contexts is none, and cannot come first.
      return undefined;
    case 'TSNamedTupleMember':
      return node.elementType.type === 'TSRestType' ? undefined : node.elementType;
    default:
      return node;
  }
}

function isAllowedBefore(
  { types, options }: Pass<CtxFirstParamOptions>,
  { node }: Parameter,
): boolean {
  if (options.allowBefore.length === 0) return false;
  return types.isOfTypeNamed(node, (name) => options.allowBefore.includes(name));
}

function isMisnamed(
  { options, source }: Pass<CtxFirstParamOptions>,
  { name, binding }: Parameter,
): boolean {
  const wanted = options.name;
  if (wanted === undefined || name === undefined || name === wanted) return false;
  if (name !== '_' && name !== `_${wanted}`) return true;
  const variable = binding && variableOf(source.scopes, binding);
  return variable?.references.some((reference) => reference.isRead()) ?? false;
}

function findingAt(
  signature: Signature,
  { place, name }: Parameter,
  messageId: 'notFirst' | 'misnamed',
  data: Readonly<Record<string, string>>,
): Finding {
  return {
    check: 'ctx-first-param',
    messageId,
    data: {
      parameter: name === undefined ? 'the context' : `\`${name}\``,
      function: describeFunction(signature),
      ...data,
    },
    range: place.range,
    related: [],
    suggestions: [],
  };
}

function listed(parameters: readonly Parameter[]): string {
  const [one, two, ...more] = parameters.map(({ name, node }) =>
    name === undefined ? unnamed(node) : `\`${name}\``,
  );
  if (two === undefined) return one!;
  return more.length === 0 ? `${one!} and ${two}` : `${one!} and ${more.length + 1} others`;
}

function unnamed({ type }: TSESTree.Node): string {
  return type.endsWith('Pattern') ? 'a destructured parameter' : 'another parameter';
}
