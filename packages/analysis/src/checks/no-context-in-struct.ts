/**
 * `no-context-in-struct`: something that keeps a context: a member that is declared to, or an assignment to a property of
 * `this`. One finding for one member, where it is declared if it is.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Finding } from '../report/finding.js';
import { isCompared } from '../syntax/compared.js';
import { nameOfPlace, ownerName, ownerOf, qualifiedName } from '../syntax/naming.js';
import { isJavaScript } from '../syntax/source.js';
import type { Check, Pass } from './check.js';
import { hasTypesInComments, mayHoldContext } from './concerns.js';
import { isInFixedParameter } from './fixed-around.js';
import { isExemptType, isInParameter } from './no-context-in-struct/exempt.js';
import {
  declaredMember,
  holderOf,
  type Declared,
  type Holder,
} from './no-context-in-struct/holders.js';
import { isLeftOut } from './no-context-in-struct/left-out.js';
import {
  admitsAnything,
  annotationOf,
  eachMember,
  placeOf,
  typedNodeOf,
  typedPartsOf,
  type Member,
} from './no-context-in-struct/members.js';
import { eachStore, selfOf, type Store } from './no-context-in-struct/stores.js';

/** The options of `no-context-in-struct`. */
export interface NoContextInStructOptions {
  /** Types, as `Job`, and members, as `Job.ctx`, that may keep a context. */
  readonly allow: readonly string[];
}

/** The check. */
export const noContextInStruct: Check<NoContextInStructOptions> = {
  name: 'no-context-in-struct',
  docs: {
    summary: 'Disallow contexts in fields and members of objects',
    type: 'problem',
    presets: { recommended: {}, strict: {} },
  },
  messages: {
    stored:
      '{{member}} keeps {{what}}: a context belongs to one call, and what keeps it lives on; pass it as the first parameter to each function that needs it',
    bundled:
      '{{member}} hides {{what}} in an object: a context is passed where every caller sees it; make it the first parameter of the function',
  },
  fixable: false,
  hasSuggestions: false,
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      allow: {
        description: 'Types (`Job`) and members (`Job.ctx`) that may keep a context.',
        type: 'array',
        items: { type: 'string', minLength: 1 },
        uniqueItems: true,
        default: [],
        examples: [['Job', 'Server.baseContext']],
      },
    },
  },
  defaults: { allow: [] },
  run(pass) {
    const findings: Finding[] = [];
    const keeping = new Set<TSESTree.Node>();
    for (const member of eachMember(pass.index, pass.source.scopes)) {
      if (!isKeeping(pass, member)) continue;
      keeping.add(member);
      if (isReported(pass, member)) findings.push(findingOfMember(pass, member));
    }
    findings.push(...findingsOfStores(pass, keeping));
    return findings.sort((a, b) => a.range[0] - b.range[0]);
  },
};

type StructPass = Pass<NoContextInStructOptions>;

/** Names first. */
function isKeeping(pass: StructPass, member: Member): boolean {
  const parts = typedPartsOf(member, pass.source.scopes);
  const isNamed = parts.some((part) => mayHoldContext(pass, part));
  // `/** @type {Map<string, Context>} */ contexts = new Map();`
  const isCommented = !isNamed && hasTypesInComments(pass) && mayHoldContext(pass, placeOf(member));
  if (!isNamed && !isCommented) return false;
  return pass.types.holdsContext(typedNodeOf(member));
}

function isReported({ types, source, options }: StructPass, member: Member): boolean {
  const owner = holdingType(member);
  if (owner !== undefined && isExemptType(owner, types, source.scopes)) return false;
  if (isCompared(member) || isLeftOut(member)) return false;
  return !isAllowed(options, nameOfMember(member)) && !isInFixedParameter(types, member);
}

/** A mapped type is all that it has. */
function holdingType(member: Member): TSESTree.Node | undefined {
  return member.type === 'TSMappedType' ? member : ownerOf(member);
}

/** What has an index signature, or is a mapped type, is a container itself and goes by its own name. */
function nameOfMember(member: Member): string | undefined {
  if (member.type === 'TSMappedType') return nameOfPlace(member);
  return qualifiedName(member) ?? ownerName(member);
}

function findingOfMember({ types }: StructPass, member: Member): Finding {
  const owner = holdingType(member);
  const isLiteral = owner?.type === 'TSTypeLiteral' || owner?.type === 'TSMappedType';
  const isContainer = member.type === 'TSIndexSignature' || member.type === 'TSMappedType';
  return findingAt(placeOf(member), isLiteral && isInParameter(owner) ? 'bundled' : 'stored', {
    member: named(nameOfMember(member)),
    what: isContainer || !types.isContext(typedNodeOf(member)) ? '`Context`s' : 'a `Context`',
  });
}

function named(name: string | undefined): string {
  return name === undefined ? 'this member' : `\`${name}\``;
}

/**
 * What is assigned to a member that is declared as something else, or not declared at all. Names are asked first, and what the
 * declaration says before the value.
 */
function* findingsOfStores(
  pass: StructPass,
  keeping: ReadonlySet<TSESTree.Node>,
): Generator<Finding> {
  const seen = new Map<unknown, Set<string>>();
  for (const store of eachStore(pass.index, pass.types, pass.source.scopes)) {
    const { value } = store;
    if (value !== undefined && !mayHoldContext(pass, value)) continue;
    const self = selfOf(store, pass.source.scopes);
    const holder = self && holderOf(self, isJavaScript(pass.source.path));
    if (holder === undefined) continue;
    const declared = declaredAt(pass, holder, store);
    if (declared !== undefined && (keeping.has(declared.member) || saysMore(declared))) continue;
    if (value !== undefined && !pass.types.holdsContext(value)) continue;
    if (declared === undefined && isDeclaredElsewhere(pass, holder, store)) continue;
    if (!isStoreReported(pass, holder, declared, store)) continue;
    if (isRepeated(holder, store.key)) continue;
    yield findingOfStore(pass, holder, declared, store);
  }

  function isRepeated(holder: Holder, key: string | undefined): boolean {
    if (key === undefined) return false;
    // A constructor function and the functions of its prototype have the name in common.
    const isFunction = holder.kind === 'object' && holder.node.type !== 'ObjectExpression';
    const owner = isFunction ? (holder.name ?? holder.node) : holder.node;
    const keys = seen.get(owner) ?? new Set();
    seen.set(owner, keys);
    return keys.size === keys.add(key).size;
  }
}

function declaredAt({ source }: StructPass, holder: Holder, { key }: Store): Declared | undefined {
  if (holder.kind !== 'class' || key === undefined) return undefined;
  return declaredMember(holder.node, key, holder.isStatic, source.scopes);
}

/** A base of another file, or the type that an object literal is written for: where that is ours, the finding is there. */
function isDeclaredElsewhere({ types }: StructPass, holder: Holder, { key }: Store): boolean {
  if (key === undefined) return false;
  if (holder.kind === 'class') return types.declaresMember(holder.node, key, holder.isStatic);
  return holder.node.type === 'ObjectExpression' && types.declaresMember(holder.node, key, false);
}

/** A setter is code, and an annotation has been judged; but one that admits anything says nothing. */
function saysMore({ member }: Declared): boolean {
  switch (member.type) {
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
    case 'TSMethodSignature':
      return true;
    default:
      break;
  }
  return annotationOf(member) !== undefined && !admitsAnything(member);
}

function isStoreReported(
  { types, source, options }: StructPass,
  holder: Holder,
  declared: Declared | undefined,
  { key }: Store,
): boolean {
  const owner = declared?.owner ?? holder.node;
  if (isExemptType(owner, types, source.scopes)) return false;
  return !isAllowed(options, joined(nameOfHolder(holder, declared), key));
}

function findingOfStore(
  { types }: StructPass,
  holder: Holder,
  declared: Declared | undefined,
  { place, key, value }: Store,
): Finding {
  const field = declared?.member;
  const isBare = field !== undefined && 'key' in field && annotationOf(field) === undefined;
  return findingAt(isBare ? field.key : place, 'stored', {
    member: named(joined(nameOfHolder(holder, declared), key)),
    what: value === undefined || types.isContext(value) ? 'a `Context`' : '`Context`s',
  });
}

function nameOfHolder(holder: Holder, declared: Declared | undefined): string | undefined {
  const node = declared?.owner ?? holder.node;
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
    return node.id?.name ?? nameOfPlace(node);
  }
  return holder.kind === 'object' ? holder.name : undefined;
}

function joined(owner: string | undefined, key: string | undefined): string | undefined {
  if (owner === undefined || key === undefined) return key ?? owner;
  return `${owner}.${key}`;
}

/** `Job` allows all that stands in it, `Job.ctx` the member, private or not. */
function isAllowed({ allow }: NoContextInStructOptions, name: string | undefined): boolean {
  if (name === undefined || allow.length === 0) return false;
  const plain = name.replaceAll('#', '');
  return allow.some((entry) => {
    const wanted = entry.replaceAll('#', '');
    return plain === wanted || plain.startsWith(`${wanted}.`);
  });
}

function findingAt(
  place: TSESTree.Node,
  messageId: 'stored' | 'bundled',
  data: Readonly<Record<string, string>>,
): Finding {
  return {
    check: 'no-context-in-struct',
    messageId,
    data,
    range: place.range,
    related: [],
    suggestions: [],
  };
}
