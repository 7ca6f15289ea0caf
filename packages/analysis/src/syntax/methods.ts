/** Which function of this file a call calls, methods among them. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { memberOfInstance, type ClassNode } from './class-members.js';
import { isExported } from './exports.js';
import { calledFunction, functionOf, type Callable, type Named } from './functions.js';
import type { Index } from './index-file.js';
import { accessedKey, memberKey, memberOfThis } from './members.js';
import { isTarget } from './patterns.js';
import { remembered } from './remembered.js';
import { hasBody } from './returns.js';
import { initOf, isInType, valueDefOf, variableOf, writesOf, type Variable } from './scopes.js';
import { unwrap } from './unwrap.js';

/** What it takes to know. */
export interface Names {
  readonly scopes: ScopeManager;
  readonly index: Index;
}

/** The function or class of this file that a callee always is: by its name, as a method, or written where it is called. */
export function calledInFile(names: Names, callee: TSESTree.Node): Named | undefined {
  const inner = unwrap(callee);
  return inner.type === 'MemberExpression'
    ? methodOf(names, inner)
    : calledFunction(names.scopes, inner);
}

/** The same, where it is no class. */
export function functionInFile(names: Names, callee: TSESTree.Node): Callable | undefined {
  const called = calledInFile(names, callee);
  return called !== undefined && 'params' in called ? called : undefined;
}

/** The constructor that `new` runs, of a class of this file that no decorator puts another in the place of. */
export function constructorInFile(names: Names, callee: TSESTree.Node): Callable | undefined {
  const built = calledInFile(names, callee);
  if (built === undefined || 'params' in built || isDecorated(built)) return undefined;
  for (const member of built.body.body) {
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      const body = functionIn(member.value);
      if (body !== undefined) return body;
    }
  }
  return undefined;
}

/**
 * The method of its own class that `this.m` names, though a subclass may have another: what the name says of one it says of
 * all.
 */
export function ownMethod(member: TSESTree.MemberExpression): Callable | undefined {
  return bodyOf(memberOfThis(member));
}

/** The same of `job.m`, where `job` is of a class of this file: so it is declared, or made. */
export function instanceMethod(
  scopes: ScopeManager,
  member: TSESTree.MemberExpression,
): Callable | undefined {
  const owner = classOfObject(scopes, unwrap(member.object));
  return owner && bodyOf(memberOfInstance(scopes, owner, accessedKey(member)));
}

function bodyOf(member: TSESTree.Node | undefined): Callable | undefined {
  const isMethod = member?.type === 'MethodDefinition' && member.kind === 'method';
  return isMethod ? functionIn(member.value) : undefined;
}

function classOfObject(scopes: ScopeManager, object: TSESTree.Node): ClassNode | undefined {
  const made = object.type === 'NewExpression' ? object.callee : undefined;
  const name = made ?? typeNameOf(scopes, object);
  const named = name && functionOf(scopes, name);
  return named !== undefined && 'superClass' in named ? named : undefined;
}

/** The name of the type that the declaration of a variable or field says. */
function typeNameOf(scopes: ScopeManager, object: TSESTree.Node): TSESTree.Node | undefined {
  const variable = variableOf(scopes, object);
  const field = object.type === 'MemberExpression' ? memberOfThis(object) : undefined;
  const declared = field?.type === 'TSParameterProperty' ? field.parameter : field;
  const place = declared ?? valueDefOf(variable)?.name;
  const type = place && 'typeAnnotation' in place ? place.typeAnnotation : undefined;
  if (type?.type === 'TSTypeAnnotation') {
    const { typeAnnotation } = type;
    return typeAnnotation.type === 'TSTypeReference' ? typeAnnotation.typeName : undefined;
  }
  const init = declared?.type === 'PropertyDefinition' ? declared.value : initOf(variable);
  const made = init && unwrap(init);
  return made?.type === 'NewExpression' ? made.callee : undefined;
}

/**
 * The function that `this.#m`, `this.m` of a private method, `C.m` of a class or `o.m` of a constant object is;
 * `undefined` where something may put another in its place: a subclass, an assignment, whoever else has the object.
 */
function methodOf(
  { scopes, index }: Names,
  member: TSESTree.MemberExpression,
): Callable | undefined {
  const name = accessedKey(member);
  if (name === undefined || assignedNames(index).has(name)) return undefined;
  if (member.object.type === 'ThisExpression') return privateMethod(memberOfThis(member));
  const variable = variableOf(scopes, member.object);
  if (variable === undefined) return undefined;
  const named = functionOf(scopes, member.object);
  if (named?.type === 'ClassDeclaration' || named?.type === 'ClassExpression') {
    return isPassedOn(variable) ? undefined : staticMethod(named, name);
  }
  return isOnlyRead(variable) ? methodOfObject(variable, name) : undefined;
}

/** Is a class an argument of something? `Object.assign(C, …)` gives it other methods. */
function isPassedOn({ references }: Variable): boolean {
  return references.some(({ identifier }) => {
    const { parent } = identifier as TSESTree.Node;
    return parent?.type === 'CallExpression' && parent.callee !== identifier;
  });
}

function privateMethod(member: TSESTree.Node | undefined) {
  if (member?.type !== 'MethodDefinition' || !isPlain(member)) return undefined;
  const isPrivate = member.key.type === 'PrivateIdentifier' || member.accessibility === 'private';
  return isPrivate ? functionIn(member.value) : undefined;
}

function staticMethod(
  { body }: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  name: string,
) {
  const [member, ...others] = body.body.filter(
    (each) => 'static' in each && each.static && memberKey(each) === name,
  );
  if (member?.type !== 'MethodDefinition' || !isPlain(member)) return undefined;
  return others.length === 0 ? functionIn(member.value) : undefined;
}

function methodOfObject(variable: Variable, name: string) {
  const found = tableOf(variable)?.get(name);
  return found && functionIn(found);
}

/** The values of an object by their names; of an accessor, the property. */
type Table = ReadonlyMap<string, TSESTree.Node>;

/** What an object that a constant is declared with has under its names; `undefined` where it is none, or may have more. */
export function tableOf(variable: Variable): Table | undefined {
  const init = initOf(variable);
  const object = init && unwrap(init);
  return object?.type === 'ObjectExpression' ? tableIn(object) : undefined;
}

/** What a literal has under its names; `undefined` where it may have more: what is spread, or computed, may have any name. */
export function tableIn(object: TSESTree.ObjectExpression): Table | undefined {
  const { table, isWhole } = lastIn(object);
  return isWhole ? table : undefined;
}

/**
 * What a literal has under the names that are written last: nothing that is spread, or computed, can have taken their place.
 * Of what is spread, `spread` may say what it has.
 */
export function lastIn(
  object: TSESTree.ObjectExpression,
  spread: (argument: TSESTree.Node) => Table | undefined = () => undefined,
): {
  readonly table: Table;
  /** Is it all that the literal has? */
  readonly isWhole: boolean;
} {
  const table = new Map<string, TSESTree.Node>();
  let isWhole = true;
  for (const property of object.properties) {
    const more = property.type === 'SpreadElement' ? spread(property.argument) : undefined;
    if (more !== undefined) {
      for (const [name, value] of more) table.set(name, value);
      continue;
    }
    const name = property.type === 'SpreadElement' ? undefined : memberKey(property);
    if (name === undefined || table.has(name)) {
      isWhole = false;
      table.clear();
    }
    if (property.type === 'SpreadElement' || name === undefined) continue;
    // What a getter gives is none of what is written here.
    table.set(name, property.kind === 'init' ? property.value : property);
  }
  return { table, isWhole };
}

/** No accessor; and no decorator puts another function in its place. */
function isPlain(method: TSESTree.MethodDefinition): boolean {
  return method.kind === 'method' && !isDecorated(method);
}

/** What other parsers make has no list of decorators. */
function isDecorated({ decorators }: { readonly decorators: readonly unknown[] }): boolean {
  return ((decorators as readonly unknown[] | undefined) ?? []).length > 0;
}

function functionIn(node: TSESTree.Node): Callable | undefined {
  const isFunction = node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
  return isFunction && hasBody(node) ? node : undefined;
}

/** Has a variable one value, of which this file reads members, one or all, and does nothing else? */
export function isOnlyRead(variable: Variable): boolean {
  return (
    valueDefOf(variable) !== undefined &&
    writesOf(variable).length === 1 &&
    !isExported(variable) &&
    variable.references.every((reference) => {
      if (!reference.isRead() || isInType(reference)) return true;
      if (isSpread(reference.identifier) || isTakenApart(reference.identifier)) return true;
      const access = accessOf(reference.identifier);
      return access !== undefined && !isTarget(access);
    })
  );
}

/** The names of all members that the file assigns, whatever they are members of. */
const assignedNames = remembered(
  (index: Index): ReadonlySet<string | undefined> =>
    new Set(index.of('MemberExpression').filter(isTarget).map(accessedKey)),
);

/** Does it give what it has to a new object? */
function isSpread({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'SpreadElement' && parent.parent.type === 'ObjectExpression';
}

/** Are members read of it by their names, into names of their own: `const { a, b } = table`? */
function isTakenApart(identifier: TSESTree.Node): boolean {
  const { parent } = identifier;
  return (
    parent?.type === 'VariableDeclarator' &&
    parent.init === identifier &&
    parent.id.type === 'ObjectPattern'
  );
}

function accessOf(identifier: TSESTree.Node): TSESTree.MemberExpression | undefined {
  const parent = identifier.parent;
  return parent?.type === 'MemberExpression' && parent.object === identifier ? parent : undefined;
}
