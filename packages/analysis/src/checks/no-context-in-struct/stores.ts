/**
 * What is stored in `this` under some name of it: by assignments, and by the functions of the language that do the same. Not
 * modelled: what a spread or a variable brings to `Object.assign`, and patterns, unless a factory fills them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { ClassNode } from '../../syntax/class-members.js';
import { functionOf } from '../../syntax/functions.js';
import type { Index } from '../../syntax/index-file.js';
import { accessedKey, memberKey } from '../../syntax/members.js';
import { isFunction } from '../../syntax/returns.js';
import { constantInitOf, variableOf } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { Types } from '../../types/port.js';

/** `this.key = value`, or what may be one. */
export interface Store {
  /** Where a finding stands. */
  readonly place: TSESTree.Node;
  /** What it is stored in, by how it is written `this` or a name. */
  readonly object: TSESTree.Node;
  /** `undefined` for a computed one. */
  readonly key: string | undefined;
  /** What is stored; `undefined` where it is known to be the context of a factory's result. */
  readonly value: TSESTree.Expression | undefined;
}

/** What may be the stores of a file: assignments in source order, then calls. */
export function* eachStore(index: Index, types: Types, scopes: ScopeManager): Generator<Store> {
  for (const { left, right, operator } of index.of('AssignmentExpression')) {
    if (left.type === 'ArrayPattern' || left.type === 'ObjectPattern') {
      yield* inPattern(left, right, types, scopes);
    } else if (left.type === 'MemberExpression' && storesRight.has(operator)) {
      const store = toMember(left, right);
      if (store !== undefined) yield store;
    }
  }
  for (const call of index.of('CallExpression')) {
    if (isMemberCall(call)) yield* byCall(call, scopes);
  }
}

const storesRight: ReadonlySet<string> = new Set(['=', '??=', '||=', '&&=']);

function toMember(
  target: TSESTree.MemberExpression,
  value: TSESTree.Expression | undefined,
): Store | undefined {
  const { type } = unwrap(target.object);
  return type === 'ThisExpression' || type === 'Identifier'
    ? { place: target, object: target.object, key: accessedKey(target), value }
    : undefined;
}

/** The `this` that an object is, also as a constant (`const self = this`), or the class whose name it is. */
export function selfOf(
  { object }: Store,
  scopes: ScopeManager,
): TSESTree.ThisExpression | ClassNode | undefined {
  const inner = unwrap(object);
  if (inner.type === 'ThisExpression') return inner;
  if (inner.type !== 'Identifier') return undefined;
  const named = functionOf(scopes, inner);
  if (named !== undefined) return isFunction(named) ? undefined : named;
  const init = constantInitOf(variableOf(scopes, inner));
  const value = init && unwrap(init);
  return value?.type === 'ThisExpression' ? value : undefined;
}

/** `[this.ctx, this.cancel] = withCancel(parent)` */
function* inPattern(
  pattern: TSESTree.ArrayPattern | TSESTree.ObjectPattern,
  right: TSESTree.Expression,
  types: Types,
  scopes: ScopeManager,
): Generator<Store> {
  const targets = pattern.type === 'ArrayPattern' ? pattern.elements : pattern.properties;
  const isStore = (each: TSESTree.Node | null) => {
    const target = each && memberIn(each);
    const store = target && toMember(target, undefined);
    return store != null && selfOf(store, scopes) !== undefined;
  };
  if (!targets.some(isStore)) return;
  const call = right.type === 'AwaitExpression' ? right.argument : right;
  if (call.type !== 'CallExpression') return;
  const context = types.factory(call)?.context;
  let part: TSESTree.Node | null | undefined;
  if (context?.kind === 'element' && pattern.type === 'ArrayPattern') {
    part = pattern.elements[context.index];
  } else if (context?.kind === 'property' && pattern.type === 'ObjectPattern') {
    part = pattern.properties.find((each) => memberKey(each) === context.name);
  }
  const target = part && memberIn(part);
  const store = target && toMember(target, undefined);
  if (store != null) yield store;
}

function memberIn(node: TSESTree.Node): TSESTree.MemberExpression | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return node;
    case 'AssignmentPattern':
      return memberIn(node.left);
    case 'Property':
      return memberIn(node.value);
    default:
      return undefined;
  }
}

/** A call of a method of `Object` or `Reflect`, by their names. */
interface MemberCall extends TSESTree.CallExpression {
  readonly callee: TSESTree.MemberExpression & { readonly object: TSESTree.Identifier };
}

function isMemberCall(call: TSESTree.CallExpression): call is MemberCall {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  return callee.object.name === 'Object' || callee.object.name === 'Reflect';
}

/** `Object.assign(this, { ctx })`, `Object.defineProperty(this, 'ctx', { value: ctx })`, `Reflect.set(this, 'ctx', ctx)` */
function* byCall(
  { callee, arguments: [target, ...rest] }: MemberCall,
  scopes: ScopeManager,
): Generator<Store> {
  if (target === undefined || variableOf(scopes, callee.object) !== undefined) return;
  switch (`${callee.object.name}.${accessedKey(callee) ?? ''}`) {
    case 'Object.assign':
      for (const source of rest) yield* ofProperties(source, target, (value) => value);
      break;
    case 'Object.defineProperties':
      yield* ofProperties(rest[0], target, valueOfDescriptor);
      break;
    case 'Object.defineProperty':
    case 'Reflect.defineProperty':
      yield* ofKey(target, rest[0], rest[1] && valueOfDescriptor(rest[1]));
      break;
    case 'Reflect.set':
      yield* ofKey(target, rest[0], rest[1]);
      break;
    default:
      break;
  }
}

function* ofProperties(
  object: TSESTree.Node | undefined,
  holder: TSESTree.Node,
  valueOf: (value: TSESTree.Node) => TSESTree.Node | undefined,
): Generator<Store> {
  if (object?.type !== 'ObjectExpression') return;
  for (const property of object.properties) {
    if (property.type === 'SpreadElement' || property.kind !== 'init') continue;
    const value = valueOf(property.value);
    if (value === undefined) continue;
    const key = memberKey(property);
    yield { place: property.key, object: holder, key, value: value as TSESTree.Expression };
  }
}

function* ofKey(
  holder: TSESTree.Node,
  key: TSESTree.Node | undefined,
  value: TSESTree.Node | undefined,
): Generator<Store> {
  if (key === undefined || value === undefined || value.type === 'SpreadElement') return;
  const name = key.type === 'Literal' ? String(key.value) : undefined;
  yield { place: key, object: holder, key: name, value: value as TSESTree.Expression };
}

function valueOfDescriptor(descriptor: TSESTree.Node): TSESTree.Node | undefined {
  if (descriptor.type !== 'ObjectExpression') return undefined;
  const property = descriptor.properties.find((each) => memberKey(each) === 'value');
  return property?.type === 'Property' ? property.value : undefined;
}
