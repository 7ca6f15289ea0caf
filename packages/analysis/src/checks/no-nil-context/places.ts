/**
 * The places of a file where a context is expected and nil may be given. Names are asked first, then the value, by
 * what the file alone says; the question that may reach the type checker is left to the place.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { argumentsOf, handedOn, type Argument } from '../../syntax/arguments.js';
import { memberKey } from '../../syntax/members.js';
import { remembered } from '../../syntax/remembered.js';
import { enclosingFunction, isFunction, type FunctionNode } from '../../syntax/returns.js';
import { spellingOf } from '../../syntax/spelling.js';
import type { ContextKind, Types } from '../../types/port.js';
import type { FilePass } from '../check.js';
import { hasTypesInComments } from '../concerns.js';
import { mayBeWanted, mayConcern } from './around.js';
import { writtenNils, type WrittenNil } from './nils.js';
import { nameOfFunction, nameOfTarget, spellingOfCallee, takerOf } from './takers.js';

/** One place that takes a value. */
export interface Place {
  readonly kind: 'argument' | 'assigned' | 'returned' | 'yielded';
  /** What takes the value, as a message shows it, with its backticks. */
  readonly taker: string;
  readonly value: TSESTree.Expression;
  /** The nils written in the value. Where there are none, its type may still admit nil. */
  readonly nils: readonly WrittenNil[];
  /** The call that it is an argument of. */
  readonly call?: TSESTree.CallExpression | TSESTree.NewExpression;
  /** Does a default stand in for `undefined` here? */
  readonly hasDefault?: () => boolean;
  /** The context that is expected here; `undefined` where it is none, or where nil is allowed to be stored. */
  expects(): ContextKind | undefined;
}

/** The places whose names may have to do with contexts and whose values may be nil. Looked for once. */
export function placesOf(pass: FilePass): readonly Place[] {
  return (foundWith(pass.types).places ??= findPlaces(pass));
}

const foundWith: (types: Types) => { places?: readonly Place[] } = remembered(() => ({}));

function findPlaces(pass: FilePass): Place[] {
  const { index } = pass;
  const places: Place[] = [];
  const add = (place: Place | undefined): void => {
    if (place !== undefined) places.push(place);
  };
  for (const call of index.of('CallExpression')) {
    addArguments(pass, call, add);
    addHandedOn(pass, call, add);
  }
  for (const call of index.of('NewExpression')) addArguments(pass, call, add);
  // `load(...[ctx])`, `load.apply(it, [ctx])`
  const judged = new Set<TSESTree.Node>(places.map(({ value }) => value));
  for (const array of index.of('ArrayExpression')) addElements(pass, array, judged, add);
  addDeclared(pass, add);
  addResults(pass, add);
  return places;
}

function addArguments(
  pass: FilePass,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  add: (place: Place) => void,
): void {
  if (call.arguments.length === 0) return;
  const name = spellingOfCallee(call.callee);
  if (name !== undefined && !pass.types.mayConcernContext(name)) return;
  const to = { callee: call.callee, makes: call.type === 'NewExpression' };
  for (const argument of argumentsOf(call)) {
    const expects = () => pass.types.expectsContext(call, argument.index);
    addArgument(pass, argument, to, expects, (place) => add({ ...place, call }));
  }
}

/** What `call`, `apply` and `bind` hand on. */
function addHandedOn(
  pass: FilePass,
  call: TSESTree.CallExpression,
  add: (place: Place) => void,
): void {
  const handed = handedOn(call);
  if (handed === undefined || handed.arguments.length === 0) return;
  const name = spellingOfCallee(handed.to);
  if (name === undefined || !pass.types.mayConcernContext(name)) return;
  const to = { callee: handed.to, makes: false };
  for (const argument of handed.arguments) {
    const expects = () => pass.types.takesContext(handed.to, argument.index);
    addArgument(pass, argument, to, expects, add);
  }
}

function addArgument(
  pass: FilePass,
  { value, index }: Argument,
  { callee, makes }: { readonly callee: TSESTree.Node; readonly makes: boolean },
  expects: () => ContextKind | undefined,
  add: (place: Place) => void,
): void {
  const { source, types } = pass;
  const nils = writtenNils(value, source.scopes);
  if (nils.length === 0 && !types.mayAdmitNil(value)) return;
  const taker = takerOf(pass, callee, makes);
  const hasDefault = () => types.hasDefault(callee, index);
  add({ kind: 'argument', taker, value, nils, expects, hasDefault });
}

/** Only a written nil is worth the question of what an array is one of. */
function addElements(
  pass: FilePass,
  array: TSESTree.ArrayExpression,
  judged: ReadonlySet<TSESTree.Node>,
  add: (place: Place) => void,
): void {
  for (const value of array.elements) {
    if (value === null || value.type === 'SpreadElement' || judged.has(value)) continue;
    const nils = writtenNils(value, pass.source.scopes);
    if (nils.length === 0 || !mayBeWanted(pass, value)) continue;
    const expects = () => pass.types.nonNilContextAt(value);
    add({ kind: 'assigned', taker: 'an element of an array', value, nils, expects });
  }
}

/** What functions return and generators yield. */
function addResults(pass: FilePass, add: (place: Place | undefined) => void): void {
  const { index } = pass;
  for (const { argument, parent } of index.of('ReturnStatement')) {
    const fn = argument && mayGiveNil(pass, argument) && enclosingFunction(parent);
    if (fn) add(returnPlace(pass, fn, argument));
  }
  for (const fn of index.of('ArrowFunctionExpression')) {
    if (fn.body.type !== 'BlockStatement' && mayGiveNil(pass, fn.body)) {
      add(returnPlace(pass, fn, fn.body));
    }
  }
  for (const node of index.of('YieldExpression')) add(yieldPlace(pass, node));
}

/** Initializers, assignments, defaults, fields and properties. */
function addDeclared(pass: FilePass, add: (place: Place | undefined) => void): void {
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
  pass: FilePass,
  target: TSESTree.Node,
  value: TSESTree.Expression,
): Place | undefined {
  const { typeAnnotation } = target as { typeAnnotation?: TSESTree.TSTypeAnnotation };
  // A default in a pattern has the type that the whole pattern is annotated with.
  const inPattern = target.parent?.type === 'AssignmentPattern' && isInPattern(target.parent);
  const mayBe =
    typeAnnotation == null
      ? (inPattern || hasTypesInComments(pass)) && mayConcern(pass, nameIn(target))
      : mayBeContext(pass, typeAnnotation.typeAnnotation);
  return mayBe ? assigned(pass, target, value) : undefined;
}

function nameIn(target: TSESTree.Node): TSESTree.Node {
  return target.type === 'PropertyDefinition' || target.type === 'AccessorProperty'
    ? target.key
    : target;
}

function assigned(
  pass: FilePass,
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

function propertyPlace(pass: FilePass, property: TSESTree.Property): Place | undefined {
  const { value, parent } = property;
  if (parent.type !== 'ObjectExpression' || property.method) return undefined;
  if (isPattern(value)) return undefined;
  // `[Kind.open]: null`
  const name = memberKey(property) ?? `[${pass.source.text.slice(...property.key.range)}]`;
  return memberPlace(pass, name, value);
}

/** `<Page ctx={null} />` */
function attributePlace(pass: FilePass, { name, value }: TSESTree.JSXAttribute): Place | undefined {
  if (name.type !== 'JSXIdentifier' || value?.type !== 'JSXExpressionContainer') return undefined;
  const { expression } = value;
  return expression.type === 'JSXEmptyExpression'
    ? undefined
    : memberPlace(pass, name.name, expression);
}

/** A part of something whose own place says what it must be. Only a written nil is worth that question. */
function memberPlace(pass: FilePass, name: string, value: TSESTree.Expression): Place | undefined {
  const nils = writtenNils(value, pass.source.scopes);
  if (nils.length === 0 || !mayBeWanted(pass, value)) return undefined;
  return {
    kind: 'assigned',
    taker: `\`${name}\``,
    value,
    nils,
    expects: () => pass.types.nonNilContextAt(value),
  };
}

/**
 * What a function with an annotation gives back; of an async one, what its promise resolves to. Without one, only a written nil
 * is worth the question of what the function is wanted for.
 */
function returnPlace(
  pass: FilePass,
  fn: FunctionNode,
  value: TSESTree.Expression,
): Place | undefined {
  const taker = nameOfFunction(fn);
  const nils = writtenNils(value, pass.source.scopes);
  const type = returnTypeOf(fn);
  if (type != null && !mayBeContext(pass, type)) return undefined;
  if (type != null) {
    const expects = () => pass.types.nonNilContext(type);
    return { kind: 'returned', taker, value, nils, expects };
  }
  if (nils.length === 0 || fn.returnType != null || !mayBeWanted(pass, value)) return undefined;
  return { kind: 'returned', taker, value, nils, expects: () => pass.types.nonNilContextAt(value) };
}

/** Its own annotation, or that of the variable that it is the value of. */
function returnTypeOf(fn: FunctionNode): TSESTree.Node | undefined {
  let type: TSESTree.TypeNode | undefined = fn.returnType?.typeAnnotation;
  if (type == null && fn.parent.type === 'VariableDeclarator') {
    const declared = fn.parent.id.typeAnnotation?.typeAnnotation;
    if (declared?.type === 'TSFunctionType') type = declared.returnType?.typeAnnotation;
  }
  // `Generator<Yielded, Returned>`
  if (fn.generator) return argumentOf(type, 1, generators);
  return fn.async ? argumentOf(type, 0, promises) : type;
}

const promises: ReadonlySet<string> = new Set(['Promise']);
const generators: ReadonlySet<string> = new Set(['AsyncGenerator', 'Generator']);

function argumentOf(
  type: TSESTree.TypeNode | undefined,
  index: number,
  names: ReadonlySet<string>,
): TSESTree.TypeNode | undefined {
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined;
  return names.has(type.typeName.name) ? type.typeArguments?.params[index] : undefined;
}

/** What a generator whose annotation mentions contexts gives at a time. */
function yieldPlace(
  pass: FilePass,
  { argument, delegate, parent }: TSESTree.YieldExpression,
): Place | undefined {
  if (argument == null || delegate || !mayGiveNil(pass, argument)) return undefined;
  const fn = enclosingFunction(parent);
  if (fn === undefined || !mayBeWanted(pass, argument)) return undefined;
  return {
    kind: 'yielded',
    taker: nameOfFunction(fn),
    value: argument,
    nils: writtenNils(argument, pass.source.scopes),
    expects: () => pass.types.nonNilContextAt(argument),
  };
}

function mayGiveNil({ source, types }: FilePass, value: TSESTree.Expression): boolean {
  return writtenNils(value, source.scopes).length > 0 || types.mayAdmitNil(value);
}

/** Does a name in this type say that it may be a context? Types that name none directly may. */
function mayBeContext({ types }: FilePass, type: TSESTree.Node): boolean {
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
