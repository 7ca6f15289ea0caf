/**
 * The places of a file where a context is expected and nil may be given. Names are asked first, then the value, by
 * what the file alone says; the question that may reach the type checker is left to the place.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { argumentsOf } from '../../syntax/arguments.js';
import { eachName, lastName, lastSpelling, superClassOf } from '../../syntax/callee.js';
import { asMember, spellingOf } from '../../syntax/spelling.js';
import { enclosingFunction, isFunction, type FunctionNode } from '../../syntax/returns.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { ContextKind } from '../../types/port.js';
import type { Pass } from '../check.js';
import { writtenNils, type WrittenNil } from './nils.js';

/** One place that takes a value. */
export interface Place {
  readonly kind: 'argument' | 'assigned' | 'returned';
  /** What takes the value, as a message shows it, with its backticks. */
  readonly taker: string;
  readonly value: TSESTree.Expression;
  /** The nils written in the value. Where there are none, its type may still admit nil. */
  readonly nils: readonly WrittenNil[];
  /** The context that is expected here; `undefined` where it is none, or where nil is allowed to be stored. */
  expects(): ContextKind | undefined;
}

/** Finds the places whose names may have to do with contexts and whose values may be nil. */
export function placesOf(pass: Pass<unknown>): Place[] {
  const { index } = pass;
  const places: Place[] = [];
  const add = (place: Place | undefined): void => {
    if (place !== undefined) places.push(place);
  };
  for (const call of index.of('CallExpression')) addArguments(pass, call, add);
  for (const call of index.of('NewExpression')) addArguments(pass, call, add);
  addDeclared(pass, add);
  for (const { argument, parent } of index.of('ReturnStatement')) {
    const fn = argument && mayGiveNil(pass, argument) && enclosingFunction(parent);
    if (fn) add(returnPlace(pass, fn, argument));
  }
  for (const fn of index.of('ArrowFunctionExpression')) {
    if (fn.body.type !== 'BlockStatement' && mayGiveNil(pass, fn.body)) {
      add(returnPlace(pass, fn, fn.body));
    }
  }
  return places;
}

function addArguments(
  pass: Pass<unknown>,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  add: (place: Place) => void,
): void {
  if (call.arguments.length === 0) return;
  const { callee } = call;
  const called = callee.type === 'Super' ? (superClassOf(callee) ?? callee) : callee;
  const name = nameOfCallee(called);
  if (name !== undefined && !pass.types.mayConcernContext(lastSpelling(called)!)) return;
  for (const { value, index } of argumentsOf(call)) {
    const nils = writtenNils(value, pass.source.scopes);
    if (nils.length === 0 && !pass.types.mayAdmitNil(value)) continue;
    add({
      kind: 'argument',
      taker: takerOf(pass, call, name),
      value,
      nils,
      expects: () => pass.types.expectsContext(call, index),
    });
  }
}

/** Initializers, assignments, defaults, fields and properties. */
function addDeclared(pass: Pass<unknown>, add: (place: Place | undefined) => void): void {
  const { index } = pass;
  for (const { id, init } of index.of('VariableDeclarator')) {
    if (init !== null) add(annotated(pass, id, init));
  }
  for (const { left, right } of index.of('AssignmentPattern')) add(annotated(pass, left, right));
  for (const type of ['PropertyDefinition', 'AccessorProperty'] as const) {
    for (const field of index.of(type)) {
      if (field.value !== null) add(annotated(pass, field, field.value));
    }
  }
  for (const { left, right, operator } of index.of('AssignmentExpression')) {
    if (assigning.has(operator) && mayConcern(pass, left)) add(assigned(pass, left, right));
  }
  for (const property of index.of('Property')) add(propertyPlace(pass, property));
  for (const attribute of index.of('JSXAttribute')) add(attributePlace(pass, attribute));
}

const assigning = new Set(['=', '??=', '||=', '&&=']);

/** A declaration with an annotation; what is only inferred from a nil admits it. */
function annotated(
  pass: Pass<unknown>,
  target: TSESTree.Node,
  value: TSESTree.Expression,
): Place | undefined {
  const { typeAnnotation } = target as { typeAnnotation?: TSESTree.TSTypeAnnotation };
  // A default in a pattern has the type that the whole pattern is annotated with.
  const inPattern = target.parent?.type === 'AssignmentPattern' && isInPattern(target.parent);
  const mayBe =
    typeAnnotation === undefined
      ? inPattern && mayConcern(pass, target)
      : mayBeContext(pass, typeAnnotation.typeAnnotation);
  return mayBe ? assigned(pass, target, value) : undefined;
}

function assigned(
  pass: Pass<unknown>,
  target: TSESTree.Node,
  value: TSESTree.Expression,
): Place | undefined {
  if (!mayGiveNil(pass, value)) return undefined;
  return {
    kind: 'assigned',
    taker: nameOfTarget(pass, target),
    value,
    nils: writtenNils(value, pass.source.scopes),
    expects: () => pass.types.nonNilContext(target),
  };
}

function propertyPlace(pass: Pass<unknown>, property: TSESTree.Property): Place | undefined {
  const { key, value, parent } = property;
  if (parent.type !== 'ObjectExpression' || property.computed || property.method) return undefined;
  if (isPattern(value)) return undefined;
  const name = key.type === 'Identifier' ? key.name : String((key as TSESTree.Literal).value);
  return memberPlace(pass, name, value);
}

/** `<Page ctx={null} />` */
function attributePlace(
  pass: Pass<unknown>,
  { name, value }: TSESTree.JSXAttribute,
): Place | undefined {
  if (name.type !== 'JSXIdentifier' || value?.type !== 'JSXExpressionContainer') return undefined;
  const { expression } = value;
  return expression.type === 'JSXEmptyExpression'
    ? undefined
    : memberPlace(pass, name.name, expression);
}

/** A part of something whose own place says what it must be. Only a written nil is worth that question. */
function memberPlace(
  pass: Pass<unknown>,
  name: string,
  value: TSESTree.Expression,
): Place | undefined {
  const nils = writtenNils(value, pass.source.scopes);
  if (nils.length === 0 || !pass.types.mayGiveContext(asMember(name))) return undefined;
  return {
    kind: 'assigned',
    taker: `\`${name}\``,
    value,
    nils,
    expects: () => pass.types.nonNilContextAt(value),
  };
}

/** What a function with an annotation gives back; of an async one, what its promise resolves to. */
function returnPlace(
  pass: Pass<unknown>,
  fn: FunctionNode,
  value: TSESTree.Expression,
): Place | undefined {
  const type = returnTypeOf(fn);
  if (type === undefined || !mayBeContext(pass, type)) return undefined;
  return {
    kind: 'returned',
    taker: nameOfFunction(fn),
    value,
    nils: writtenNils(value, pass.source.scopes),
    expects: () => pass.types.nonNilContext(type),
  };
}

/** Its own annotation, or that of the variable that it is the value of. */
function returnTypeOf(fn: FunctionNode): TSESTree.Node | undefined {
  if (fn.generator) return undefined;
  let type: TSESTree.TypeNode | undefined = fn.returnType?.typeAnnotation;
  if (type === undefined && fn.parent.type === 'VariableDeclarator') {
    const declared = fn.parent.id.typeAnnotation?.typeAnnotation;
    if (declared?.type === 'TSFunctionType') type = declared.returnType?.typeAnnotation;
  }
  if (!fn.async || type === undefined) return type;
  const isPromise =
    type.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    type.typeName.name === 'Promise';
  return isPromise ? (type as TSESTree.TSTypeReference).typeArguments?.params[0] : undefined;
}

function mayGiveNil({ source, types }: Pass<unknown>, value: TSESTree.Expression): boolean {
  return writtenNils(value, source.scopes).length > 0 || types.mayAdmitNil(value);
}

/** Does a name in this expression say that it may have to do with contexts? */
function mayConcern({ types }: Pass<unknown>, node: TSESTree.Node): boolean {
  for (const name of eachName(node)) {
    if (name === undefined || types.mayGiveContext(name)) return true;
  }
  return false;
}

/** Does a name in this type say that it may be a context? Types that name none directly may. */
function mayBeContext({ types }: Pass<unknown>, type: TSESTree.Node): boolean {
  const stack: TSESTree.Node[] = [type];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    switch (node.type) {
      case 'TSTypeReference': {
        const { typeName } = node;
        const name = typeName.type === 'TSQualifiedName' ? typeName.right : typeName;
        if (name.type !== 'Identifier' || types.mayGiveContext(spellingOf(name))) return true;
        stack.push(...(node.typeArguments?.params ?? []));
        break;
      }
      case 'TSUnionType':
      case 'TSIntersectionType':
        stack.push(...node.types);
        break;
      case 'TSImportType':
      case 'TSIndexedAccessType':
      case 'TSConditionalType':
      case 'TSTypeQuery':
        return true;
      default:
        break;
    }
  }
  return false;
}

function nameOfCallee(callee: TSESTree.Node): string | undefined {
  const name = lastName(callee);
  // `handlers[0]` says nothing.
  return name === undefined || /^\d/.test(name) ? undefined : name;
}

function takerOf(
  { source }: Pass<unknown>,
  { type, callee }: TSESTree.CallExpression | TSESTree.NewExpression,
  name: string | undefined,
): string {
  const text = source.text.slice(...unwrap(callee).range);
  const shown = isShort(text) ? text : name;
  if (shown === undefined) return type === 'NewExpression' ? 'a class' : 'a function';
  return type === 'NewExpression' ? `\`new ${shown}\`` : `\`${shown}\``;
}

function nameOfTarget({ source }: Pass<unknown>, target: TSESTree.Node): string {
  switch (target.type) {
    case 'Identifier':
      return `\`${target.name}\``;
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return `\`${source.text.slice(...target.key.range)}\``;
    default: {
      const text = source.text.slice(...target.range);
      return isShort(text) ? `\`${text}\`` : 'a variable';
    }
  }
}

/** Does this source text read well in a message? */
function isShort(text: string): boolean {
  return /^[\w$.?#]{1,60}$/.test(text);
}

function nameOfFunction(fn: FunctionNode): string {
  if (fn.id) return `\`${fn.id.name}\``;
  const { parent } = fn;
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
    return `\`${parent.id.name}\``;
  }
  const isNamed =
    parent.type === 'MethodDefinition' ||
    parent.type === 'Property' ||
    parent.type === 'PropertyDefinition';
  return isNamed && parent.key.type === 'Identifier' ? `\`${parent.key.name}\`` : 'a function';
}

function isInPattern(node: TSESTree.AssignmentPattern): boolean {
  return !isFunction(node.parent);
}

function isPattern(
  node: TSESTree.Property['value'],
): node is Extract<
  TSESTree.Property['value'],
  { type: 'ArrayPattern' | 'AssignmentPattern' | 'ObjectPattern' | 'TSEmptyBodyFunctionExpression' }
> {
  return (
    node.type === 'ArrayPattern' ||
    node.type === 'AssignmentPattern' ||
    node.type === 'ObjectPattern' ||
    node.type === 'TSEmptyBodyFunctionExpression'
  );
}
