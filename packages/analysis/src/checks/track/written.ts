/**
 * Expressions that have the same value wherever they stand, written down: made of literals, operators, variables and
 * properties, so that nothing but an assignment can change them.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import type { Root } from '../../flow/graph.js';
import { namedMember } from '../../syntax/callee.js';
import { literalOf, type Primitive } from '../../syntax/literal.js';
import { keyOf } from '../../syntax/members.js';
import {
  constantInitOf,
  contains,
  initOf,
  isGlobal,
  isConstant,
  scopeNodeOf,
  valueDefOf,
  variableOf,
  writesOf,
  type Variable,
} from '../../syntax/scopes.js';
import { isLoop, loopsAround } from '../../syntax/statements.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { Types } from '../../types/port.js';
import type { OwnCalls } from './own-calls.js';
import type { Acquired } from './protocol.js';
import { holderOf, rootOfThis, textOf, type OwnObjects, type Slot } from './own-objects.js';

/** Where expressions are read: in a root, and the functions in it. */
export interface Reading {
  readonly scopes: ScopeManager;
  readonly types: Types;
  readonly root: Root;
  readonly objects: OwnObjects;
  readonly acquired: ReadonlyMap<TSESTree.Node, Acquired>;
  readonly ownCalls: OwnCalls;
}

/** What an expression is made of, written down so that equal texts mean equal values. */
export interface Written {
  readonly text: string;
  /** The value, where it is always the same. */
  readonly literal?: { readonly value: Primitive };
  /** Is it the length or the size of something? */
  readonly isLength?: boolean;
  /** The name or the member that it is, where it is one. */
  readonly name?: TSESTree.Node;
}

/** Writes expressions of one test down, and keeps what they are made of. */
export interface Writer {
  /** Assigning one of these changes what was written. */
  readonly slots: ReadonlySet<Slot>;
  /** The names of other properties that were read; `undefined` for one whose name is computed. */
  readonly properties: ReadonlySet<string | undefined>;
  /** `undefined` for what may have another value next time. */
  readonly write: (node: TSESTree.Node, depth: number) => Written | undefined;
  /** What a constant is made of, where that can never be another value either. */
  readonly initializerOf: (node: TSESTree.Identifier) => TSESTree.Expression | undefined;
}

/** How deep constants are looked through, and expressions read. */
export const deepest = 20;

/** How deep one more part of the same expression is: constants that name one another twice would take exponential time. */
export function halfOf(depth: number): number {
  return depth >> 1;
}

/** Makes a writer that has written nothing yet. */
export function makeWriter(reading: Reading): Writer {
  const { scopes, objects } = reading;
  const slots = new Set<Slot>();
  const properties = new Set<string | undefined>();
  const initializerOf = (node: TSESTree.Identifier) => constantOf(scopes, node);
  return { slots, properties, write, initializerOf };

  function write(node: TSESTree.Node, depth: number): Written | undefined {
    const inner = unwrap(node);
    if (depth === 0) return undefined;
    const parts = (nodes: readonly TSESTree.Node[]): string | undefined => {
      const texts: string[] = [];
      for (const each of nodes) {
        const part = write(each, depth - 1);
        if (part === undefined) return undefined;
        texts.push(part.text);
      }
      return texts.join(',');
    };
    const composed = (text: string, nodes: readonly TSESTree.Node[]): Written | undefined => {
      const written = parts(nodes);
      return written === undefined ? undefined : { text: `(${text} ${written})` };
    };
    const literal = literalOf(inner);
    if (literal !== undefined) return { text: literalText(literal.value), literal };
    switch (inner.type) {
      case 'Literal':
        return { text: inner.raw };
      case 'Identifier':
        return writeName(inner, depth);
      case 'ThisExpression':
        // A `this` property is a property of some one object as long as the function runs.
        return { text: `this@${String(rootOfThis(inner).range[0])}` };
      case 'UnaryExpression':
        return inner.operator === 'delete' ? undefined : composed(inner.operator, [inner.argument]);
      case 'BinaryExpression':
        if (inner.operator === 'in') return writeIn(inner, depth);
        if (inner.operator === 'instanceof') return writeInstanceof(inner, depth);
        return composed(inner.operator, [inner.left, inner.right]);
      case 'LogicalExpression':
        return composed(inner.operator, [inner.left, inner.right]);
      case 'ConditionalExpression':
        return composed('?:', [inner.test, inner.consequent, inner.alternate]);
      case 'TemplateLiteral':
        return composed(`\`${inner.quasis.map(({ value }) => value.raw).join('$')}\``, [
          ...inner.expressions,
        ]);
      case 'ChainExpression': {
        const written = write(inner.expression, depth - 1);
        // A length may be missing where the object is.
        return written && { ...written, isLength: false };
      }
      case 'MemberExpression': {
        const slot = objects.propertyAt(inner);
        if (slot !== undefined && isSteady(reading, slot)) return writeSlot(slot, inner);
        const name = keyOf(inner) ?? constantKey(inner.property);
        properties.add(name);
        if (name === undefined) return composed('[]', [inner.object, inner.property]);
        const object = write(inner.object, depth - 1);
        if (object === undefined) return undefined;
        const isLength = name === 'length' || name === 'size';
        return { text: memberText(name, object.text), isLength, name: inner };
      }
      case 'CallExpression': {
        const test = pureTestOf(inner);
        return test === undefined ? undefined : composed(test, inner.arguments);
      }
      default:
        return undefined;
    }
  }

  /** `Array.isArray`, where a call of it says the same of the same value each time. */
  function pureTestOf({ callee }: TSESTree.CallExpression): string | undefined {
    const member = namedMember(unwrap(callee));
    const owner = member && unwrap(member.object);
    if (owner?.type !== 'Identifier' || !isGlobal(scopes, owner, owner.name)) return undefined;
    const test = `${owner.name}.${member!.name}`;
    return pureTests.has(test) ? test : undefined;
  }

  /** `'key' in object`: whoever assigns or deletes the property changes it. */
  function writeIn({ left, right }: TSESTree.BinaryExpression, depth: number): Written | undefined {
    const name = constantKey(left);
    const key = name === undefined ? write(left, depth - 1)?.text : JSON.stringify(name);
    const object = write(right, depth - 1);
    if (key === undefined || object === undefined) return undefined;
    properties.add(name);
    return { text: `(in ${key},${object.text})` };
  }

  /** An object stays what it was made as; a class that is not declared here is one of the language's. */
  function writeInstanceof(
    { left, right }: TSESTree.BinaryExpression,
    depth: number,
  ): Written | undefined {
    const object = write(left, depth - 1);
    const isGlobal = right.type === 'Identifier' && variableOf(scopes, right) === undefined;
    const type = isGlobal ? right.name : write(right, depth - 1)?.text;
    if (object === undefined || type === undefined) return undefined;
    return { text: `(instanceof ${object.text},${type})` };
  }

  /** The name that a literal, or a constant that holds one, gives to a property. */
  function constantKey(node: TSESTree.Node): string | undefined {
    const value = node.type === 'Identifier' ? initializerOf(node) : node;
    return value?.type === 'Literal' ? String(value.value) : undefined;
  }

  function writeName(node: TSESTree.Identifier, depth: number): Written | undefined {
    const variable = variableOf(scopes, node);
    if (variable === undefined) {
      // Nobody assigns a global such as `process`; what is read of it counts as any property.
      const literal = namedLiterals.get(node.name);
      return literal === undefined
        ? { text: node.name }
        : { text: literalText(literal.value), literal };
    }
    const constant = initializerOf(node);
    if (constant !== undefined) {
      const written = write(constant, depth - 1);
      if (written !== undefined) return written;
    }
    return isConstant(variable) || isSteady(reading, variable)
      ? writeSlot(variable, node)
      : undefined;
  }

  function writeSlot(slot: Slot, name: TSESTree.Node): Written {
    slots.add(slot);
    return { text: textOf(slot), name };
  }
}

/** What a constant is declared with, where that has the same value whenever the constant is read. */
export function constantOf(
  scopes: ScopeManager,
  name: TSESTree.Identifier,
): TSESTree.Expression | undefined {
  const variable = variableOf(scopes, name);
  const init = constantInitOf(variable);
  if (init === undefined || isReadEarly(variable!, init)) return undefined;
  return isConstantExpression(scopes, init) ? init : undefined;
}

/**
 * What a variable is declared with that is given another value only later, where that is made of constants: `given`, in
 * `let ctx = given; if (!ctx) [ctx, cancel] = withCancel(parent);`.
 */
export function firstValueOf(
  scopes: ScopeManager,
  name: TSESTree.Identifier,
): TSESTree.Expression | undefined {
  const variable = variableOf(scopes, name);
  const init = initOf(variable);
  if (variable === undefined || init === undefined || isConstant(variable)) return undefined;
  const { kind } = init.parent.parent as TSESTree.VariableDeclaration;
  // One in the head of a loop has in each turn what it had in the one before.
  if (kind !== 'let' || isLoop(scopeNodeOf(variable))) return undefined;
  const isFirst = areWritten(
    variable,
    name,
    (write) => contains(init.parent, write) || write.range[0] > name.range[1],
  );
  return isFirst && isConstantExpression(scopes, init) ? init : undefined;
}

/** May a `var` be read before it has been given what it is declared with? */
function isReadEarly({ references }: Variable, init: TSESTree.Node): boolean {
  const declaration = init.parent?.parent;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'var') return false;
  const root = rootOf(declaration);
  const isInBranch = declaration.parent !== ('params' in root ? root.body : root);
  return isInBranch || references.some(({ identifier }) => !isAfter(identifier, root, init));
}

function isAfter(name: TSESTree.Node, root: Root, init: TSESTree.Node): boolean {
  return rootOf(name) === root && (name.range[0] > init.range[0] || name.parent === init.parent);
}

/** Is this made of literals and of variables alone that are assigned no more, so that it never has another value? */
function isConstantExpression(scopes: ScopeManager, node: TSESTree.Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Literal':
      return true;
    case 'Identifier': {
      const variable = variableOf(scopes, inner);
      if (variable === undefined) return inner.name === 'undefined';
      return isConstant(variable) || isAssignedBefore(variable, inner);
    }
    case 'UnaryExpression':
      return inner.operator !== 'delete' && isConstantExpression(scopes, inner.argument);
    case 'BinaryExpression':
      return (
        inner.operator !== 'in' &&
        isConstantExpression(scopes, inner.left) &&
        (inner.operator === 'instanceof' || isConstantExpression(scopes, inner.right))
      );
    case 'LogicalExpression':
      return isConstantExpression(scopes, inner.left) && isConstantExpression(scopes, inner.right);
    default:
      return false;
  }
}

/**
 * Is all that a variable is given given to it before this place, so that it keeps what it has here? What comes before runs
 * before, but in a loop, where it may run again.
 */
function isAssignedBefore(variable: Variable, place: TSESTree.Node): boolean {
  if (valueDefOf(variable) === undefined) return false;
  if (!contains(rootOf(place), scopeNodeOf(variable))) return false;
  return areWritten(variable, place, (write) => write.range[1] <= place.range[0]);
}

/** Do all writes of a variable stand where they are looked for, in the function of this place, and in no loop around it? */
function areWritten(
  variable: Variable,
  place: TSESTree.Node,
  isThere: (write: TSESTree.Node) => boolean,
): boolean {
  const root = rootOf(place);
  const scope = scopeNodeOf(variable);
  const loops = loopsAround(place, root).filter((loop) => !contains(loop, scope));
  return writesOf(variable).every(
    (write) =>
      isThere(write) && rootOf(write) === root && !loops.some((loop) => contains(loop, write)),
  );
}

/** How a member of an object that is written so is written. */
export function memberText(name: string, object: string): string {
  return `(.${JSON.stringify(name)} ${object})`;
}

/**
 * Does nobody change this but the root and the functions in it? Between two lines of a function nothing else runs: only what
 * it assigns, and what it calls, changes its variables.
 */
export function isSteady({ root, ownCalls }: Reading, slot: Slot): boolean {
  const [def, ...others] = holderOf(slot).defs;
  if (def === undefined || others.length > 0) return false;
  return contains(root, rootOf(def.name)) && ownCalls.assigning(slot) !== undefined;
}

/** The same for literals of one value, however they are written. */
export function literalText(value: Primitive): string {
  return typeof value === 'string' ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
}

const pureTests = new Set([
  'Array.isArray',
  'Number.isFinite',
  'Number.isInteger',
  'Number.isNaN',
  'Number.isSafeInteger',
]);

const namedLiterals = new Map(
  [undefined, NaN, Infinity].map((value) => [String(value), { value }]),
);
