/** What a call calls, by name. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from './members.js';
import { isGlobal } from './scopes.js';
import { asMember, spellingOf } from './spelling.js';
import { unwrap } from './unwrap.js';

/** The last name of a callee: `f` of `f()`, `m` of `a.b.m()` and `a['m']()`; `undefined` for computed ones and expressions. */
export function calleeName(call: TSESTree.CallExpression): string | undefined {
  return lastName(call.callee);
}

/** The name that says what an expression is: `f` of `f`, `m` of `a.b.m`; `undefined` where it has none. */
export function lastName(expression: TSESTree.Node): string | undefined {
  const inner = lastOf(expression);
  if (inner.type === 'Identifier') return inner.name;
  return inner.type === 'MemberExpression' ? accessedKey(inner) : undefined;
}

/** A member by the name that it is written with, and of what: `map` of `jobs.map`. */
export interface NamedMember {
  readonly name: string;
  readonly object: TSESTree.Expression;
}

/** The member that a call calls: `jobs.map(…)`; `undefined` for other callees and names that are computed. */
export function calledMember(call: TSESTree.CallExpression): NamedMember | undefined {
  return namedMember(unwrap(call.callee));
}

export function namedMember(node: TSESTree.Node): NamedMember | undefined {
  const name = node.type === 'MemberExpression' ? accessedKey(node) : undefined;
  if (node.type !== 'MemberExpression' || name === undefined) return undefined;
  return { name, object: node.object };
}

/** What the value of an expression is written as: `f` of `(0, f)`, which compilers make of a call of an import. */
export function lastOf(expression: TSESTree.Node): TSESTree.Node {
  const inner = unwrap(expression);
  return inner.type === 'SequenceExpression' ? lastOf(inner.expressions.at(-1)!) : inner;
}

/** The last name of an expression as it is spelled there: `f` of `f`, `.m` of `a.b.m` and `a['m']`; `undefined` where it has none. */
export function lastSpelling(expression: TSESTree.Node): string | undefined {
  const name = lastName(expression);
  return name === undefined || lastOf(expression).type === 'Identifier' ? name : asMember(name);
}

/**
 * The expression whose function a call calls: `f` of `f()`, and of `f.call(…)`, `f.apply(…)`, `f.bind(…)()` and
 * `Reflect.apply(f, …)`.
 */
export function calledIn({ callee, arguments: args }: TSESTree.CallExpression): TSESTree.Node {
  const inner = unwrap(callee);
  if (inner.type === 'CallExpression') return boundBy(inner) ?? callee;
  if (inner.type !== 'MemberExpression') return callee;
  const name = accessedKey(inner);
  if (name !== 'call' && name !== 'apply') return callee;
  const isReflect = inner.object.type === 'Identifier' && inner.object.name === 'Reflect';
  return isReflect ? (args[0] ?? callee) : inner.object;
}

/** The function that `f.bind(…)` binds. */
export function boundBy(call: TSESTree.CallExpression): TSESTree.Node | undefined {
  const member = calledMember(call);
  return member?.name === 'bind' ? member.object : undefined;
}

/** Is a callee a method of the `console` that every file has? */
export function isConsole(scopes: ScopeManager, callee: TSESTree.Node): boolean {
  return callee.type === 'MemberExpression' && isGlobal(scopes, callee.object, 'console');
}

/** What a call of the global `Boolean` turns into a boolean. */
export function convertedToBoolean(
  scopes: ScopeManager,
  { callee, arguments: [argument] }: TSESTree.CallExpression,
): TSESTree.CallExpressionArgument | undefined {
  return isGlobal(scopes, callee, 'Boolean') ? argument : undefined;
}

/** What every function has, by which it is called or given on. */
export const functionMethods: ReadonlySet<string> = new Set(['apply', 'bind', 'call']);

/** The base class that a `super` stands for: what the class around it extends. */
export function superClassOf(node: TSESTree.Super): TSESTree.Expression | undefined {
  let outer: TSESTree.Node = node;
  while (outer.parent != null) {
    if (outer.type === 'ClassBody') return outer.parent.superClass ?? undefined;
    outer = outer.parent;
  }
  return undefined;
}

/**
 * The names that decide what an expression is, as they are spelled: of variables, members, callees and their arguments, the
 * last name first. Empty for what needs none (literals, functions); ends with `undefined` where there are too many to list.
 */
export function* eachName(expression: TSESTree.Node): Generator<string | undefined> {
  const stack: (TSESTree.Node | null)[] = [expression];
  let left = maxNodes;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (left-- === 0) {
      yield undefined;
      return;
    }
    switch (node?.type) {
      case 'Identifier':
      case 'PrivateIdentifier':
        yield spellingOf(node);
        break;
      case 'Literal':
        if (node.parent.type === 'MemberExpression' && typeof node.value === 'string') {
          yield asMember(node.value);
        }
        break;
      case 'MemberExpression':
        // What a context says of itself is no context, whatever it is said of.
        if (node.computed || !saidOfContexts.has(lastName(node) ?? '')) stack.push(node.object);
        stack.push(node.property);
        break;
      case 'CallExpression':
      case 'NewExpression':
        stack.push(...node.arguments, node.callee);
        break;
      case 'AwaitExpression':
      case 'SpreadElement':
        stack.push(node.argument);
        break;
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
        stack.push(node.expression);
        break;
      case 'ConditionalExpression':
        stack.push(node.alternate, node.consequent);
        break;
      case 'LogicalExpression':
        stack.push(node.right, node.left);
        break;
      case 'AssignmentExpression':
        stack.push(node.right);
        break;
      case 'SequenceExpression':
        stack.push(node.expressions.at(-1)!);
        break;
      case 'ArrayExpression':
        stack.push(...node.elements);
        break;
      default:
        break;
    }
  }
}

const maxNodes = 64;
const saidOfContexts = new Set(['deadline', 'done', 'err', 'signal']);
