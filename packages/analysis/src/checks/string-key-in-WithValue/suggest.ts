/** The suggestion: a `contextKey` at the top of the file, used wherever the file uses the same key. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit, Suggestion } from '../../report/finding.js';
import { argumentsOf, handedOn, type HandedOn } from '../../syntax/arguments.js';
import { calledMember, lastName, lastSpelling } from '../../syntax/callee.js';
import { isAnnotated } from '../../syntax/functions.js';
import { isComponent, type Source } from '../../syntax/source.js';
import { isConst, unwrap } from '../../syntax/unwrap.js';
import { constantValueOf } from '../../types/constants.js';
import { placeBehindBound } from '../../types/imports.js';
import type { Types } from '../../types/port.js';
import type { Pass } from '../check.js';
import { accessTo } from '../edit/access.js';
import { isErrorExpected } from '../edit/expected.js';
import { handOf, inOrder, insertAfter, insertAtTop, lastLeadingImport } from '../edit/insert.js';
import { freeName } from '../edit/names.js';
import { constantOf, type Constant } from './constants.js';
import { isUsedOtherwise } from './other-uses.js';
import { annotationText, typeTextOf } from './value-type.js';

/** A call that puts a value into a context. */
export interface Put {
  readonly call: TSESTree.CallExpression;
  /** What is `withValue`: the callee, or what that hands its arguments on to. */
  readonly to: TSESTree.Expression;
  readonly key: TSESTree.Expression;
  /** `undefined` where its position is not certain. */
  readonly value: TSESTree.Expression | undefined;
}

/**
 * Declares a key and uses it for the put and for all others of the same constant, and wherever the file looks that up.
 * `puts` are all of the file; a fresh key is made in the call. `undefined` where the key is neither fresh nor a
 * constant, so that no one declaration can stand for it, and where the runtime's `contextKey` is out of reach.
 */
export function declareKey(
  pass: Pass<unknown>,
  put: Put,
  puts: readonly Put[],
  isFresh: boolean,
): Suggestion | undefined {
  // The script of a component runs for each instance, and would make another key each time.
  if (isComponent(pass.source.path)) return undefined;
  const constant = isFresh ? undefined : constantOf(pass.source, put.key);
  const wanted = isFresh ? freshName(put) : constant?.name;
  const access = wanted === undefined ? undefined : accessTo(pass, 'contextKey', pass.source.ast);
  if (wanted === undefined || access === undefined) return undefined;
  const isSame = (key: TSESTree.Expression) =>
    constant === undefined ? key === put.key : constantOf(pass.source, key)?.id === constant.id;
  const same = puts.filter(({ key }) => isSame(key));
  // Type arguments that are written out fit the key that there was, and so does a type that is.
  if (same.some(({ call }) => call.typeArguments != null)) return undefined;
  if (same.some(({ to }) => isRetyped(pass.source, to))) return undefined;
  const lookups = constant === undefined ? [] : lookupsOf(pass, constant);
  const uses = [...same, ...lookups].map(({ key }) => key);
  if (uses.some((key) => isErrorExpected(pass.source, key))) return undefined;
  if (constant && isUsedOtherwise(pass, constant, [...same, ...lookups])) return undefined;

  const name = freeName(pass.source, identifierOf(wanted));
  const type = typeArgument(pass, same, lookups);
  if (type === undefined) return undefined;
  const { quote, semicolon, newline } = handOf(pass.source);
  const text =
    quote + wanted.replace(/[\\'"]/g, '\\$&').replace(/[\n\r\u2028\u2029]/g, ' ') + quote;
  const line = `const ${name} = ${access.text}${type}(${text})`;
  const anchor = access.after ?? lastLeadingImport(pass.source);
  const declaration =
    anchor === undefined
      ? insertAtTop(pass.source, `${line};`, newline)
      : insertAfter(pass.source, anchor, `${newline}${newline}${line}${semicolon}`);
  return {
    messageId: 'declareKey',
    data: { name },
    edits: inOrder([
      ...access.edits,
      declaration,
      ...uses.map(({ range }): Edit => ({ range, text: name })),
    ]),
  };
}

/** `ctx.value('user')` */
interface Lookup {
  readonly call: TSESTree.CallExpression;
  readonly key: TSESTree.Expression;
}

/** Where the file asks a context, or what may be one, for this constant. */
function lookupsOf({ index, source, types }: Pass<unknown>, constant: Constant): Lookup[] {
  const lookups: Lookup[] = [];
  for (const call of index.of('CallExpression')) {
    const method = calledMember(call);
    const [key] = call.arguments;
    if (method?.name !== 'value') continue;
    if (call.arguments.length !== 1 || key === undefined || key.type === 'SpreadElement') continue;
    if (constantOf(source, key)?.id !== constant.id) continue;
    if (types.mayBeContext(method.object)) lookups.push({ call, key });
  }
  return lookups;
}

/**
 * The type of the values, where all puts agree on it and no lookup could stop to compile: without a key of a type it was
 * `unknown` that they dealt with. `undefined` where a lookup said another type itself.
 */
function typeArgument(
  { source }: Pass<unknown>,
  puts: readonly Put[],
  lookups: readonly Lookup[],
): string | undefined {
  if (!/\.[cm]?tsx?$/.test(source.path)) return '';
  const types = new Set(puts.map(({ value }) => value && typeTextOf(source, value)));
  const [type] = types;
  const isOne = types.size === 1 && type !== undefined;
  if (isOne && lookups.every((lookup) => fitsType(source, lookup, type))) return `<${type}>`;
  return lookups.some((lookup) => saysType(source, lookup)) ? undefined : '<unknown>';
}

/** Does a lookup compile with a key of this type? */
function fitsType(source: Source, { call }: Lookup, type: string): boolean {
  if (call.typeArguments != null) {
    const [argument] = call.typeArguments.params;
    return argument !== undefined && annotationText(source, argument) === type;
  }
  const parent = takerOf(call);
  if (parent.type === 'ExpressionStatement') return true;
  if (parent.type !== 'TSAsExpression' && parent.type !== 'TSTypeAssertion') return false;
  const text = annotationText(source, parent.typeAnnotation);
  return [type, `${type} | undefined`, `undefined | ${type}`].some((each) => each === text);
}

/**
 * Has a lookup a type of its own, by a type argument or, where the key is asserted to be anything, by its place:
 * `const user: User | undefined = ctx.value('user' as never)`?
 */
function saysType(source: Source, { call, key }: Lookup): boolean {
  if (call.typeArguments != null) return true;
  if (!isAsserted(source, key)) return false;
  const parent = takerOf(call);
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return false;
    case 'VariableDeclarator':
      return parent.id.typeAnnotation != null;
    default:
      return true;
  }
}

/** Is something said to be of another type than its own, here or where its constant is declared? */
function isAsserted(source: Source, node: TSESTree.Expression): boolean {
  if (node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion') {
    return !isConst(node.typeAnnotation);
  }
  const value = constantValueOf(source, node);
  return value !== undefined && isAsserted(source, value);
}

/** Is what is called said to take other keys than `withValue`: `const put = withValue as (ctx: Context, key: string) => Context`? */
function isRetyped(source: Source, callee: TSESTree.Expression): boolean {
  return isAsserted(source, callee) || isAnnotated(source.scopes, unwrap(callee));
}

function takerOf({ parent }: TSESTree.CallExpression): TSESTree.Node {
  return parent.type === 'ChainExpression' ? parent.parent : parent;
}

/** What to call a key that was made in the call: by the name it was given, or by its value. */
function freshName({ key, value }: Put): string | undefined {
  const inner = unwrap(key);
  switch (inner.type) {
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'SequenceExpression':
      // Only a branch is new; what the others are is still wanted.
      return undefined;
    case 'CallExpression': {
      const [argument] = inner.arguments;
      if (argument?.type === 'Literal' && typeof argument.value === 'string') return argument.value;
      break;
    }
    case 'NewExpression': {
      const name = lastName(inner.callee);
      if (name?.endsWith('Key')) return name;
      break;
    }
    default:
      break;
  }
  return (value && lastName(value)) ?? 'value';
}

/** `trace-id` becomes `traceIdKey`, `USER` becomes `userKey`, `7` becomes `key7`. */
function identifierOf(name: string): string {
  const words = name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{L}+|\d+/gu) ?? [];
  const [first, ...rest] = words.map((word) => word.toLowerCase());
  if (first === undefined) return 'valueKey';
  const camel = first + rest.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  if (/^\d/.test(camel)) return `key${camel}`;
  return /(?:^k|K)ey$/.test(camel) ? camel : `${camel}Key`;
}

/** The puts of a file: the calls of the runtime's `withValue`, however it is named. */
export function putsOf({ index, source, types }: Pass<unknown>): Put[] {
  const puts: Put[] = [];
  for (const call of index.of('CallExpression')) {
    if (call.arguments.length === 0) continue;
    const handed = isWithValue(types, call.callee)
      ? { to: call.callee, arguments: argumentsOf(call) }
      : handedToWithValue(types, call);
    if (handed === undefined) continue;
    const at = (place: number) =>
      handed.arguments.find(({ index }) => placeBehindBound(source, handed.to, index) === place)
        ?.value;
    const key = at(1);
    if (key !== undefined) puts.push({ call, to: handed.to, key, value: at(2) });
  }
  return puts;
}

/** What `withValue.call(…)` and the like hand on. */
function handedToWithValue(types: Types, call: TSESTree.CallExpression): HandedOn | undefined {
  const handed = handedOn(call);
  return handed && isWithValue(types, handed.to) ? handed : undefined;
}

function isWithValue(types: Types, callee: TSESTree.Node): boolean {
  const name = lastSpelling(callee);
  if (name !== undefined && !types.mayConcernContext(name)) return false;
  return types.runtimeExport(callee) === 'withValue';
}
