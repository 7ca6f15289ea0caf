/**
 * Objects that nobody has but the function that makes them and the functions in it: a literal in a constant of which nothing
 * is used but members with a name. A property of one is a variable of its own, which is assigned where it is written:
 *
 *     const state = { done: false };
 *     const job = { done: false, stop() { if (this.done) return; this.done = true; cancel(); } };
 *
 * The `this` of a method is the object too, where the method is called as a member of it and not used in another way.
 *
 * Not modelled: what somebody has added to `Object.prototype`.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import type { Root } from '../../flow/graph.js';
import { isExported } from '../../syntax/exports.js';
import { functionOf } from '../../syntax/functions.js';
import { nodesWithin, type Index } from '../../syntax/index-file.js';
import { keyOf } from '../../syntax/members.js';
import { tableIn, type Names } from '../../syntax/methods.js';
import { isAssigned, isTarget } from '../../syntax/patterns.js';
import {
  initOf,
  isConstant,
  isInType,
  variableOf,
  writesOf,
  type Variable,
} from '../../syntax/scopes.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';
import type { Types } from '../../types/port.js';
import { idOf } from './identity.js';

/** A property that is read and assigned by its name alone, in functions that this file shows. */
export interface OwnProperty {
  /** The variable that holds its object, or the object that this one is part of. */
  readonly holder: Variable;
  /** Its name after those of its objects; no other has the same. */
  readonly path: string;
  /** What the literal gives it; `undefined` where it is not there at first. */
  readonly initial: TSESTree.Node | undefined;
  /** Where it is assigned later. */
  readonly writes: readonly TSESTree.Node[];
  /** Where it is read, called or taken out by a pattern. */
  readonly reads: readonly TSESTree.Node[];
}

/** Answers for one file. */
export interface OwnObjects {
  /** The members that name a method; `undefined` where somebody else may have the object. */
  usesOf(method: TSESTree.Property): readonly TSESTree.Node[] | undefined;
  /** The property that is read or assigned here; `undefined` where somebody else may assign it. */
  propertyAt(member: TSESTree.MemberExpression): OwnProperty | undefined;
  /** Does calling this as a member of an object give the object to nobody but, as `this`, to what is written in it? */
  leavesThis(value: TSESTree.Node | undefined): boolean;
  /** What has a first value once this literal is evaluated. */
  propertiesIn(object: TSESTree.ObjectExpression): Iterable<OwnProperty>;
}

type Literal = TSESTree.ObjectExpression;

/** Where members of an object are read and assigned, by their names. */
type Members = ReadonlyMap<string, readonly TSESTree.Node[]>;

/** Makes the answers. */
export function makeOwnObjects({ scopes, index }: Names, types: Types): OwnObjects {
  const members = new Map<Literal, Members | undefined>();
  const properties = new Map<Literal, ReadonlyMap<string, OwnProperty>>();
  return { usesOf, propertyAt, leavesThis, propertiesIn };

  function usesOf(method: TSESTree.Property): readonly TSESTree.Node[] | undefined {
    const key = keyOf(method);
    const object = method.parent;
    if (key === undefined || object.type !== 'ObjectExpression') return undefined;
    const found = membersOf(object);
    return found && (found.get(key) ?? []);
  }

  function* propertiesIn(object: Literal): Generator<OwnProperty> {
    for (const property of propertiesOf(object).values()) {
      yield property;
      const part = literalIn(property.initial);
      if (part !== undefined) yield* propertiesIn(part);
    }
  }

  function propertyAt(member: TSESTree.MemberExpression): OwnProperty | undefined {
    const names: string[] = [];
    let node: TSESTree.Node = member;
    for (; node.type === 'MemberExpression'; node = unwrap(node.object)) {
      const name = keyOf(node);
      if (name === undefined) return undefined;
      names.push(name);
    }
    let object = literalAt(node);
    let found: OwnProperty | undefined;
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      found = object && propertiesOf(object).get(name);
      object = literalIn(found?.initial);
    }
    return found;
  }

  /** The literal whose object a name or a `this` is, if nothing else is put there. */
  function literalAt(node: TSESTree.Node): Literal | undefined {
    if (node.type === 'ThisExpression') return methodOf(node)?.parent as Literal | undefined;
    return node.type === 'Identifier' ? literalIn(initOf(variableOf(scopes, node))) : undefined;
  }

  function membersOf(object: Literal): Members | undefined {
    if (!members.has(object)) members.set(object, findMembers(object));
    return members.get(object);
  }

  function findMembers(object: Literal): Members | undefined {
    const mentions = mentionsOf(object);
    const methods = mentions && thisWithin(index, object);
    if (methods === undefined) return undefined;
    const found = new Map<string, TSESTree.Node[]>();
    for (const mention of [...mentions!, ...methods.mentions]) {
      for (const [name, member] of membersAt(mention)) {
        if (name === undefined) return undefined;
        const list = found.get(name);
        if (list === undefined) found.set(name, [member]);
        else list.push(member);
      }
    }
    const isOnlyCalled = (method: TSESTree.Property): boolean => {
      const { id } = unwrap(method.value) as TSESTree.FunctionExpression;
      // Who calls it by a name of its own, gives it another `this`; an accessor is called with the right one.
      if (id !== null || method.kind !== 'init') return id === null;
      return (found.get(keyOf(method)!) ?? []).every(isCalled);
    };
    return [...methods.with].every(isOnlyCalled) ? found : undefined;
  }

  /** Where an object is named but in itself; `undefined` where others may have it by a name. */
  function mentionsOf(object: Literal): readonly TSESTree.Node[] | undefined {
    const outer = wrapped(object);
    const { parent } = outer;
    switch (parent?.type) {
      case 'VariableDeclarator':
        return isConstantName(parent.id) ? readsOf(scopes, parent.id) : undefined;
      case 'Property': {
        if (parent.value !== outer || parent.parent.type !== 'ObjectExpression') return undefined;
        const key = keyOf(parent);
        if (key === undefined || !propertiesOf(parent.parent).has(key)) return undefined;
        const found = membersOf(parent.parent)!.get(key)!;
        return found.some(isAssigned) ? undefined : found;
      }
      default:
        return undefined;
    }
  }

  function isConstantName(node: TSESTree.Node): boolean {
    const variable = variableOf(scopes, node);
    return variable !== undefined && isConstant(variable);
  }

  function propertiesOf(object: Literal): ReadonlyMap<string, OwnProperty> {
    let found = properties.get(object);
    if (found === undefined) properties.set(object, (found = findProperties(object)));
    return found;
  }

  function findProperties(object: Literal): ReadonlyMap<string, OwnProperty> {
    const found = new Map<string, OwnProperty>();
    const named = membersOf(object);
    const table = named && tableIn(object);
    const owner = table && ownerOf(object);
    if (owner === undefined || table!.has('__proto__') || named!.has('__proto__')) return found;
    for (const [name, uses] of named!) {
      const value = table!.get(name);
      if (uses.some(isCalled) && (uses.some(isAssigned) || !leavesThis(value))) return new Map();
      const isInherited = value === undefined && name in Object.prototype;
      // An accessor does what it pleases.
      if (isInherited || value?.type === 'Property' || uses.some(isDeleted)) continue;
      found.set(name, {
        holder: owner.holder,
        path: `${owner.path}.${JSON.stringify(name)}`,
        initial: value,
        writes: uses.filter(isAssigned),
        reads: uses.filter((use) => !isTarget(use)),
      });
    }
    return found;
  }

  function ownerOf(object: Literal): Pick<OwnProperty, 'holder' | 'path'> | undefined {
    const { parent } = wrapped(object);
    if (parent?.type === 'Property') {
      const key = keyOf(parent);
      return key === undefined ? undefined : propertiesOf(parent.parent as Literal).get(key);
    }
    const holder =
      parent?.type === 'VariableDeclarator' ? variableOf(scopes, parent.id) : undefined;
    return holder && { holder, path: textOf(holder) };
  }

  function leavesThis(value: TSESTree.Node | undefined): boolean {
    const inner = value && unwrap(value);
    switch (inner?.type) {
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return true;
      case 'Identifier': {
        const named = functionOf(scopes, inner);
        if (named === undefined) return types.isCancelFunc(inner);
        const { range } = named;
        return 'params' in named && nodesWithin(index.of('ThisExpression'), range).length === 0;
      }
      default:
        return false;
    }
  }
}

/** Where a variable is read; `undefined` where others may read it too. */
export function readsOf(
  scopes: ScopeManager,
  name: TSESTree.Node,
): readonly TSESTree.Node[] | undefined {
  const variable = variableOf(scopes, name);
  // What a script declares at its top, every other script sees.
  if (variable === undefined || variable.scope.type === 'global' || isExported(variable)) {
    return undefined;
  }
  return variable.references
    .filter((reference) => reference.isRead() && !isInType(reference))
    .map(({ identifier }) => identifier as TSESTree.Node);
}

/** What can be assigned, and nowhere but where its name is written. */
export type Slot = Variable | OwnProperty;

/** The variable without which there is none. */
export function holderOf(slot: Slot): Variable {
  return 'holder' in slot ? slot.holder : slot;
}

/** A text that no other has. */
export function textOf(slot: Slot): string {
  return 'path' in slot ? slot.path : `${slot.name}@${String(idOf(slot))}`;
}

/** Where it is given a value after its declaration, and for a variable there too. */
export function assignmentsOf(slot: Slot): readonly TSESTree.Node[] {
  return 'writes' in slot ? slot.writes : writesOf(slot);
}

/** The literal that an expression is. */
export function literalIn(node: TSESTree.Node | undefined): Literal | undefined {
  const inner = node && unwrap(node);
  return inner?.type === 'ObjectExpression' ? inner : undefined;
}

/** The root that gives a `this` its value: an arrow function has that of what is around it. */
export function rootOfThis(node: TSESTree.Node): Root {
  let root = rootOf(node);
  while (root.type === 'ArrowFunctionExpression') root = rootOf(root);
  return root;
}

/** Where the methods of an object say `this`, and which do; `undefined` where one says `super`, which is `this` too. */
export function thisWithin(
  index: Index,
  object: Literal,
):
  | { readonly mentions: readonly TSESTree.Node[]; readonly with: ReadonlySet<TSESTree.Property> }
  | undefined {
  const mentions: TSESTree.Node[] = [];
  const methods = new Set<TSESTree.Property>();
  for (const node of nodesWithin(index.of('ThisExpression'), object.range)) {
    const method = methodOf(node);
    if (method?.parent !== object) continue;
    mentions.push(node);
    methods.add(method);
  }
  const supers = nodesWithin(index.of('Super'), object.range);
  if (supers.some((node) => methodOf(node)?.parent === object)) return undefined;
  return { mentions, with: methods };
}

/** The method of a literal that gives a `this` or `super` its value, if one does. */
export function methodOf(node: TSESTree.Node): TSESTree.Property | undefined {
  const fn = rootOfThis(node);
  if (fn.type !== 'FunctionExpression') return undefined;
  const value = wrapped(fn);
  const { parent } = value;
  const isIn = parent?.type === 'Property' && parent.parent.type === 'ObjectExpression';
  return isIn && parent.value === value ? parent : undefined;
}

/** The members that a mention of an object reads or assigns; one without a name where it does something else with it. */
export function membersAt(
  mention: TSESTree.Node,
): readonly (readonly [string | undefined, TSESTree.Node])[] {
  const whole = wrapped(mention);
  const parent = whole.parent!;
  if (parent.type === 'MemberExpression' && parent.object === whole) {
    return [[keyOf(parent), parent]];
  }
  const taken =
    parent.type === 'VariableDeclarator' && parent.init === whole ? parent.id : undefined;
  if (taken?.type !== 'ObjectPattern') return [[undefined, mention]];
  return taken.properties.map((part) => [part.type === 'Property' ? keyOf(part) : undefined, part]);
}

/** Is a member called, with its object as `this`? */
export function isCalled(member: TSESTree.Node): boolean {
  const callee = wrapped(member);
  const parent = callee.parent!;
  return (
    (parent.type === 'CallExpression' && parent.callee === callee) ||
    (parent.type === 'TaggedTemplateExpression' && parent.tag === callee)
  );
}

function isDeleted(member: TSESTree.Node): boolean {
  const whole = wrapped(member).parent!;
  const by = whole.type === 'ChainExpression' ? whole.parent : whole;
  return by.type === 'UnaryExpression' && by.operator === 'delete';
}
