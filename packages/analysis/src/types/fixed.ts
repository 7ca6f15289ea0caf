/**
 * Functions whose parameters somebody else has fixed: callbacks, functions that are written for an annotation, members
 * that implement or override others. Read from the file alone; what other files declare may fix anything.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { partsOf, type TypeNode } from '../syntax/class-members.js';
import { classOfThis, implementedBy, memberKey, memberOfThis } from '../syntax/members.js';
import { enclosingFunction, isFunction, type FunctionNode } from '../syntax/returns.js';
import { variableOf } from '../syntax/scopes.js';
import { isConst } from '../syntax/unwrap.js';
import { maxDepth, runtimeName, type File } from './annotation.js';

/** Who could have fixed the parameters of a function. */
export type Fixer =
  /** The call, `new`, tag or JSX attribute that it is handed to, itself or in an object or array. */
  | { readonly kind: 'call'; readonly call: TSESTree.Node; readonly whole?: Whole }
  /** An annotation or assertion that it is written for. */
  | { readonly kind: 'annotation'; readonly whole?: Whole }
  /** What its class or interface extends or implements, under this name; `path` leads from the member to the function. */
  | {
      readonly kind: 'member';
      readonly owner: TypeNode;
      readonly name: string;
      readonly isStatic: boolean;
      readonly path: readonly Step[];
    };

/**
 * What a function is in, with the way to it, where a compiler tells nothing of the function itself: behind `as unknown`,
 * in an array that is spread, given by a getter.
 */
interface Whole {
  readonly node: TSESTree.Expression;
  readonly path: readonly Step[];
}

/** From a whole to what is in it: a property of an object literal, the number of an element, or what a function gives. */
export type Step = TSESTree.Property | number | 'result';

/** Who could have fixed the parameters of this function or signature; `undefined` where nobody could. */
export function fixerOf(fn: TSESTree.Node): Fixer | undefined {
  const { parent } = fn;
  if (parent === undefined) return undefined;
  switch (fn.type) {
    case 'TSMethodSignature':
      return memberFixer(fn, []);
    case 'TSFunctionType':
      // `load: (ctx: Context) => void`
      return parent.type === 'TSTypeAnnotation' ? memberFixer(parent.parent, []) : undefined;
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'TSEmptyBodyFunctionExpression':
      return fixerOfFunction(fn, []);
    default:
      return undefined;
  }
}

/** May the parameter number `index` of this function be fixed by its fixer, as far as this file tells? */
export function mayBeFixed(file: File, fn: TSESTree.Node, index: number): boolean {
  const fixer = fixerOf(fn);
  if (fixer?.kind !== 'member') return fixer !== undefined;
  return partsOf(file.source.scopes, fixer.owner).some((part) =>
    basesMayFix(file, part, { ...fixer, index }, maxDepth),
  );
}

function fixerOfFunction(fn: FunctionNode, path: readonly Step[]): Fixer | undefined {
  const { parent } = fn;
  const isMember =
    parent.type === 'MethodDefinition' || parent.type === 'TSAbstractMethodDefinition';
  return isMember ? memberFixer(parent, path) : fixerOfValue(fn, path);
}

function memberFixer(member: TSESTree.Node, path: readonly Step[]): Fixer | undefined {
  switch (member.type) {
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
    case 'PropertyDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'AccessorProperty': {
      // A constructor is nobody's but its class's.
      if ('kind' in member && member.kind === 'constructor') return undefined;
      return memberOf(member.parent.parent, member, member.static, path);
    }
    case 'TSMethodSignature':
    case 'TSPropertySignature':
      return member.parent.type === 'TSInterfaceBody'
        ? memberOf(member.parent.parent, member, false, path)
        : undefined;
    default:
      return undefined;
  }
}

function memberOf(
  owner: TypeNode,
  member: TSESTree.Node,
  isStatic: boolean,
  path: readonly Step[],
): Fixer | undefined {
  const name = memberKey(member);
  // A private name is its class's alone.
  if (name === undefined || name.startsWith('#')) return undefined;
  return { kind: 'member', owner, name, isStatic, path };
}

/** Who says what a value is: from it outwards, through what passes it on. */
export function fixerOfValue(
  value: TSESTree.Node,
  within: readonly Step[] = [],
): Fixer | undefined {
  const path = [...within];
  let node = value;
  for (let parent = node.parent; parent !== undefined; node = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee !== node) return { kind: 'call', call: parent };
        // `(() => (id, ctx) => …)()` is what the function gives.
        if (path.shift() !== 'result') return undefined;
        break;
      case 'JSXExpressionContainer':
      case 'JSXSpreadAttribute':
        return { kind: 'call', call: parent };
      case 'TemplateLiteral':
        return parent.parent.type === 'TaggedTemplateExpression'
          ? { kind: 'call', call: parent.parent }
          : undefined;
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        if (saysNothing(parent.typeAnnotation)) {
          return seenFrom(parent, path) ?? { kind: 'annotation' };
        }
        if (!isConst(parent.typeAnnotation)) return { kind: 'annotation' };
        break;
      case 'VariableDeclarator':
        return whereAnnotated(parent.id);
      case 'AssignmentPattern':
        return isInPattern(parent) ? { kind: 'annotation' } : whereAnnotated(parent.left);
      case 'PropertyDefinition':
      case 'AccessorProperty':
        return whereAnnotated(parent) ?? memberFixer(parent, path);
      case 'AssignmentExpression':
        return isDefinition(parent.left) ? undefined : { kind: 'annotation' };
      case 'YieldExpression':
      case 'ReturnStatement':
        return resultFixer(parent, path);
      case 'ArrowFunctionExpression':
        return parent.body === node ? resultFixer(node, path) : undefined;
      case 'Property':
        if (parent.value !== node) return undefined;
        path.unshift(parent);
        if (parent.kind === 'get') return seenFrom(parent.parent, path);
        break;
      case 'SpreadElement':
        // `{ ...{ run(id, ctx) {} } }` has the members of both.
        if (parent.parent.type !== 'ObjectExpression') return spreadFixer(parent, path);
        break;
      case 'ArrayExpression':
        path.unshift(indexIn(parent, node));
        break;
      case 'SequenceExpression':
        if (parent.expressions.at(-1) !== node) return undefined;
        break;
      case 'AwaitExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'ObjectExpression':
      case 'TSNonNullExpression':
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** The same where a compiler can be asked only of what the value is in. */
function seenFrom(node: TSESTree.Expression, path: readonly Step[]): Fixer | undefined {
  const fixer = fixerOfValue(node, path);
  // What is further out knows more.
  return fixer === undefined || fixer.kind === 'member'
    ? fixer
    : { whole: { node, path: [...path] }, ...fixer };
}

/** The elements of an array that is spread are those of what it is spread in. */
function spreadFixer(
  spread: TSESTree.SpreadElement,
  [index, ...path]: readonly Step[],
): Fixer | undefined {
  const { parent } = spread;
  if (typeof index !== 'number') return undefined;
  if (parent.type !== 'ArrayExpression') return { kind: 'call', call: parent };
  return seenFrom(parent, [indexIn(parent, spread), ...path]);
}

/** `as unknown as Handler`: the first of them only makes way for the second. */
function saysNothing({ type }: TSESTree.TypeNode): boolean {
  return type === 'TSAnyKeyword' || type === 'TSNeverKeyword' || type === 'TSUnknownKeyword';
}

function whereAnnotated(node: TSESTree.Node): { readonly kind: 'annotation' } | undefined {
  return 'typeAnnotation' in node && node.typeAnnotation != null
    ? { kind: 'annotation' }
    : undefined;
}

/** A function that is the result of another: what that one is declared to return, or what is wanted of it. */
function resultFixer(node: TSESTree.Node, path: readonly Step[]): Fixer | undefined {
  const outer = enclosingFunction(node);
  if (outer === undefined) return undefined;
  if (outer.returnType != null) return { kind: 'annotation' };
  const { parent } = outer;
  // What a getter gives is the member itself.
  const isGetter = 'kind' in parent && parent.kind === 'get';
  return fixerOfFunction(outer, isGetter ? path : ['result', ...path]);
}

/** The number of an element. */
export function indexIn({ elements }: TSESTree.ArrayExpression, element: TSESTree.Node): number {
  return elements.findIndex((each) => each === element);
}

/** Is a default for a part of what is taken apart, which says what the part is? */
function isInPattern({ parent }: TSESTree.AssignmentPattern): boolean {
  return parent.type === 'ArrayPattern' || parent.type === 'Property';
}

/** In JavaScript, an assignment to a property of an object that is being built declares that property. */
function isDefinition(target: TSESTree.Node): boolean {
  if (target.type !== 'MemberExpression') return false;
  const { object } = target;
  if (object.type === 'ThisExpression') return isOwnDefinition(target);
  if (object.type === 'Identifier') return object.name === 'exports' || object.name === 'module';
  if (object.type !== 'MemberExpression' || object.property.type !== 'Identifier') return false;
  return object.property.name === 'prototype' || object.property.name === 'exports';
}

/** `this.load = …`, where neither its class nor one that this extends says what `load` is. */
function isOwnDefinition(target: TSESTree.MemberExpression): boolean {
  const member = memberOfThis(target);
  if (member === undefined) return classOfThis(target)?.superClass == null;
  return (
    member.type === 'PropertyDefinition' && member.typeAnnotation == null && member.value === null
  );
}

/** A parameter of a member, by name and number. */
interface Wanted {
  readonly name: string;
  readonly isStatic: boolean;
  readonly index: number;
  readonly path: readonly Step[];
}

function basesMayFix(file: File, owner: TypeNode, wanted: Wanted, depth: number): boolean {
  if (depth === 0) return true;
  return basesOf(owner, wanted.isStatic).some((base) => {
    if (runtimeName(file, base) !== undefined) return false;
    if (base.type !== 'Identifier') return true;
    const variable = variableOf(file.source.scopes, base);
    // What the language has knows no contexts.
    if (variable === undefined) return false;
    return variable.defs.some(({ node }) => {
      const declared = node as TSESTree.Node;
      switch (declared.type) {
        case 'TSInterfaceDeclaration':
        case 'ClassDeclaration':
        case 'ClassExpression': {
          const same = membersNamed(declared, wanted);
          return same.length > 0
            ? wanted.path.length > 0 || same.some((member) => hasPlace(member, wanted.index))
            : basesMayFix(file, declared, wanted, depth - 1);
        }
        default:
          return true;
      }
    });
  });
}

function membersNamed(owner: TypeNode, { name, isStatic }: Wanted): TSESTree.Node[] {
  const members = owner.body.body as readonly TSESTree.Node[];
  return members.filter(
    (member) => memberKey(member) === name && ('static' in member && member.static) === isStatic,
  );
}

function basesOf(owner: TypeNode, isStatic: boolean): TSESTree.Node[] {
  if (owner.type === 'TSInterfaceDeclaration') return owner.extends.map(baseIn);
  const implemented = isStatic ? [] : implementedBy(owner).map(baseIn);
  return owner.superClass === null ? implemented : [owner.superClass, ...implemented];
}

/** Types of the language that have members of their first argument. */
const partial = new Set(['Partial', 'Required', 'Readonly', 'Pick', 'Omit']);

/** `implements Partial<Plugin>` names `Plugin`, and `implements Record<Name, Handler>` what each member is. */
function baseIn({
  expression,
  typeArguments,
}: TSESTree.TSClassImplements | TSESTree.TSInterfaceHeritage): TSESTree.Node {
  if (expression.type !== 'Identifier') return expression;
  const { name } = expression;
  if (name !== 'Record' && !partial.has(name)) return expression;
  const of = typeArguments?.params[name === 'Record' ? 1 : 0] ?? expression;
  return of.type === 'TSTypeReference' ? of.typeName : of;
}

/** Does a member say what its parameter number `index` is? True where that is not written out. */
function hasPlace(member: TSESTree.Node, index: number): boolean {
  const annotation = 'typeAnnotation' in member ? member.typeAnnotation : undefined;
  if (annotation != null) {
    const { typeAnnotation: type } = annotation as TSESTree.TSTypeAnnotation;
    return type.type !== 'TSFunctionType' || hasPlace(type, index);
  }
  const fn = 'value' in member && member.value !== null ? member.value : member;
  if (typeof fn !== 'object' || !('params' in fn)) return true;
  const params = fn.params as readonly TSESTree.Node[];
  return params.length > index || params.at(-1)?.type === 'RestElement';
}

/** Is this the value of a method of an object literal? A checker knows its type by the object's. */
export function isObjectMethod(
  fn: TSESTree.Node,
): fn is TSESTree.FunctionExpression & { readonly parent: TSESTree.Property } {
  return isFunction(fn) && fn.parent.type === 'Property' && fn.parent.method;
}
