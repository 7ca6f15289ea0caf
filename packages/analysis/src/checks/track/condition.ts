/**
 * Tests that have the same answer wherever they are asked: made of literals, operators, variables and properties, so
 * that nothing but an assignment can change them. Two tests that are the same up to `!`, `===` and `!==`,
 * `==` and `!=`, the order of what is compared, and parentheses have the same key.
 *
 * Not modelled: that `x > 0` says something of `x > 1`, or `x` of `x !== undefined`.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import { constantTruth } from '../../flow/constant.js';
import type { Graph, Item, Root } from '../../flow/graph.js';
import { keyOf } from '../../syntax/members.js';
import { contains, isConstant, variableOf } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { OwnCalls } from './own-calls.js';
import { holderOf, rootOfThis, textOf, type OwnObjects, type Slot } from './own-objects.js';

/** A test, as far as its answer lasts. */
export interface Condition {
  /** The same for tests with the same answer, or with the opposite one where `negated` differs. */
  readonly key: string;
  readonly negated: boolean;
  /** Assigning one of these ends the answer. */
  readonly slots: ReadonlySet<Slot>;
  /** The names of other properties it reads; `undefined` for one whose name is computed. */
  readonly properties: ReadonlySet<string | undefined>;
  /** For `subject === literal`: two literals are never both equal to one subject. */
  readonly subject: string | undefined;
}

/** What an expression is made of, written down so that equal texts mean equal values. */
interface Written {
  readonly text: string;
  readonly isLiteral: boolean;
}

/** Where conditions are read: in a root, and the functions in it. */
export interface Reading {
  readonly scopes: ScopeManager;
  readonly root: Root;
  readonly objects: OwnObjects;
  readonly ownCalls: OwnCalls;
}

/**
 * The condition that an item decides by; `undefined` where the same test may have another answer next time although the
 * root neither assigns anything nor calls what does.
 */
export function conditionOf(reading: Reading, item: Item): Condition | undefined {
  const { truth, nil, equality } = makeReader(reading);
  if (item.kind === 'choose') {
    const clause = item.node;
    if (clause.type !== 'SwitchCase' || clause.test === null) return undefined;
    return equality(clause.parent.discriminant, clause.test, '===', false);
  }
  if (item.kind !== 'test' || item.value.kind !== 'expression') return undefined;
  switch (item.question) {
    case 'truthy':
      return truth(item.value.node, false);
    case 'nonNil':
      return nil(item.value.node, true);
    case 'defined':
      return undefined;
  }
}

/** Could a test of this graph stand twice on a path, or after what answers it? */
export function mayTestTwice({ blocks }: Graph): boolean {
  const tests = blocks.filter(({ items }) => /^(?:test|choose)$/.test(items.at(-1)?.kind ?? ''));
  const isAnswered = blocks.some(({ items }) => items.some(({ kind }) => kind === 'write'));
  return tests.length > (isAnswered ? 0 : 1);
}

/** The key of a test whose answer is in the program: it asks for a constant that is a literal. */
export const alwaysKey = 'always';

/** How deep constants are looked through, and expressions read. */
const deepest = 20;

function makeReader(reading: Reading) {
  const { scopes, objects } = reading;
  const slots = new Set<Slot>();
  const properties = new Set<string | undefined>();
  return { truth, nil, equality };

  function truth(node: TSESTree.Node, negated: boolean, depth = deepest): Condition | undefined {
    const inner = unwrap(node);
    if (depth === 0) return undefined;
    switch (inner.type) {
      case 'UnaryExpression':
        if (inner.operator === '!') return truth(inner.argument, !negated, depth - 1);
        break;
      case 'BinaryExpression': {
        const { left, right } = inner;
        switch (inner.operator) {
          case '===':
          case '!==':
            return equality(left, right, '===', negated !== (inner.operator === '!=='));
          case '==':
          case '!=': {
            const differs = negated !== (inner.operator === '!=');
            if (isNil(right)) return nil(left, differs);
            return isNil(left) ? nil(right, differs) : equality(left, right, '==', differs);
          }
          default:
        }
        break;
      }
      case 'Identifier': {
        const constant = initializerOf(inner);
        if (constant !== undefined) return truth(constant, negated, depth - 1);
        break;
      }
      case 'Literal':
        return always(constantTruth(inner) !== negated);
      default:
    }
    const written = write(inner, depth);
    return written && made(written.text, negated, undefined);
  }

  function always(isTrue: boolean): Condition {
    return { key: alwaysKey, negated: !isTrue, slots, properties, subject: undefined };
  }

  function nil(node: TSESTree.Node, negated: boolean): Condition | undefined {
    const written = write(node, deepest);
    return written && made(nilKey(written.text), negated, undefined);
  }

  function equality(
    left: TSESTree.Node,
    right: TSESTree.Node,
    operator: string,
    negated: boolean,
  ): Condition | undefined {
    const a = write(left, deepest);
    const b = write(right, deepest);
    if (a === undefined || b === undefined) return undefined;
    const text = equalityKey(a.text, b.text, operator);
    const subject = a.isLiteral === b.isLiteral ? undefined : (a.isLiteral ? b : a).text;
    return made(text, negated, operator === '===' ? subject : undefined);
  }

  function made(key: string, negated: boolean, subject: string | undefined): Condition | undefined {
    // What is made of literals alone is no question.
    if (slots.size === 0 && properties.size === 0) return undefined;
    return { key, negated, slots, properties, subject };
  }

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
      return written === undefined ? undefined : { text: `(${text} ${written})`, isLiteral: false };
    };
    switch (inner.type) {
      case 'Literal':
        return { text: textOfLiteral(inner), isLiteral: true };
      case 'Identifier':
        return writeName(inner, depth);
      case 'ThisExpression':
        // A `this` property is a property of some one object as long as the function runs.
        return { text: `this@${String(rootOfThis(inner).range[0])}`, isLiteral: false };
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
      case 'ChainExpression':
        return write(inner.expression, depth - 1);
      case 'MemberExpression': {
        const slot = objects.propertyAt(inner);
        if (slot !== undefined && isSteady(reading, slot)) return writeSlot(slot);
        const name = keyOf(inner) ?? constantKey(inner.property);
        properties.add(name);
        return name === undefined
          ? composed('[]', [inner.object, inner.property])
          : composed(`.${JSON.stringify(name)}`, [inner.object]);
      }
      default:
        return undefined;
    }
  }

  /** `'key' in object`: whoever assigns or deletes the property changes it. */
  function writeIn({ left, right }: TSESTree.BinaryExpression, depth: number): Written | undefined {
    const name = constantKey(left);
    const key = name === undefined ? write(left, depth - 1)?.text : JSON.stringify(name);
    const object = write(right, depth - 1);
    if (key === undefined || object === undefined) return undefined;
    properties.add(name);
    return { text: `(in ${key},${object.text})`, isLiteral: false };
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
    return { text: `(instanceof ${object.text},${type})`, isLiteral: false };
  }

  /** The name that a literal, or a constant that holds one, gives to a property. */
  function constantKey(node: TSESTree.Node): string | undefined {
    const value = node.type === 'Identifier' ? initializerOf(node) : node;
    return value?.type === 'Literal' ? String(value.value) : undefined;
  }

  function writeName(node: TSESTree.Identifier, depth: number): Written | undefined {
    const variable = variableOf(scopes, node);
    if (variable === undefined) {
      const isConstant = ['undefined', 'NaN', 'Infinity'].includes(node.name);
      // Nobody assigns a global such as `process`; what is read of it counts as any property.
      return { text: node.name, isLiteral: isConstant };
    }
    const constant = initializerOf(node);
    if (constant !== undefined) {
      const written = write(constant, depth - 1);
      if (written !== undefined) return written;
    }
    return isConstant(variable) || isSteady(reading, variable) ? writeSlot(variable) : undefined;
  }

  function writeSlot(slot: Slot): Written {
    slots.add(slot);
    return { text: textOf(slot), isLiteral: false };
  }

  /** What a constant is made of, where that can never be another value either. */
  function initializerOf(node: TSESTree.Identifier): TSESTree.Expression | undefined {
    const variable = variableOf(scopes, node);
    const [def, ...others] = variable?.defs ?? [];
    if (variable === undefined || def === undefined || others.length > 0) return undefined;
    const declarator = def.node as TSESTree.Node;
    if (declarator.type !== 'VariableDeclarator' || declarator.id !== def.name) return undefined;
    if (declarator.init === null || !isConstant(variable)) return undefined;
    return isConstantExpression(declarator.init) ? declarator.init : undefined;
  }

  function isConstantExpression(node: TSESTree.Node): boolean {
    const inner = unwrap(node);
    switch (inner.type) {
      case 'Literal':
        return true;
      case 'Identifier': {
        const variable = variableOf(scopes, inner);
        return variable === undefined ? inner.name === 'undefined' : isConstant(variable);
      }
      case 'UnaryExpression':
        return inner.operator !== 'delete' && isConstantExpression(inner.argument);
      case 'BinaryExpression':
        return (
          inner.operator !== 'in' &&
          isConstantExpression(inner.left) &&
          (inner.operator === 'instanceof' || isConstantExpression(inner.right))
        );
      default:
        return false;
    }
  }
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

/** The key of a question whether something is nil. */
export function nilKey(text: string): string {
  return `nil ${text}`;
}

/** The key of a comparison, whichever comes first. */
export function equalityKey(a: string, b: string, operator: string): string {
  return [a, b].sort().join(operator);
}

/** The same for literals of one value, however they are quoted. */
export function textOfLiteral({ value, raw }: TSESTree.Literal): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : raw;
}

/** Is this `null` or `undefined`? */
export function isNil(node: TSESTree.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Literal') return inner.raw === 'null';
  return inner.type === 'Identifier' && inner.name === 'undefined';
}
