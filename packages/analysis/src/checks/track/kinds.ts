/**
 * Objects that a file makes itself, and what kind they are: what methods do to an array, a map or a set of the language is
 * known, and only the file has it until it gives it away.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from '../../syntax/callee.js';
import { eitherOf } from '../../syntax/either.js';
import { groupBy } from '../../syntax/group.js';
import { accessedKey } from '../../syntax/members.js';
import { lastIn } from '../../syntax/methods.js';
import { isAssigned } from '../../syntax/patterns.js';
import { isGlobal } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';
import { makeCircular } from './circular.js';
import { isIndex, storing } from './held.js';
import { idOf } from './identity.js';
import { isCalled } from './own-objects.js';
import { givenBy, type Store, type Stores } from './stores.js';
import type { TrackFacts } from './track-facts.js';

/** A new object: one that is filled by assignment alone, or by methods of the language too. */
export type Kind = 'object' | 'list' | 'set' | 'map';

/** Answers for one file. */
export interface Kinds {
  /** What an expression always gives, nil aside; `undefined` where somebody else may have made it. */
  of(node: TSESTree.Node): Kind | undefined;
  /** Is this a container of the language, whose methods are known, whoever made it? */
  isContainer(node: TSESTree.Expression): boolean;
  /** Whose element this gives: of `map.get(k)`, `table[k]`, `list.at(-1)` the object. */
  ownerOf(node: TSESTree.Node): TSESTree.Node | undefined;
  /** The object that has what a member names, and all that objects may have there; `undefined` where not all is seen. */
  partOf(node: TSESTree.Node): Part | undefined;
  /** All that is put into the object of a store; `undefined` where not all of it is seen. */
  elementsIn(store: Store): readonly TSESTree.Node[] | undefined;
}

/** Objects, as they are written. */
type Literals = ReadonlySet<TSESTree.ObjectExpression>;

const none: Literals = new Set();

/** A named part of an object that only this file has. */
interface Part {
  readonly owner: TSESTree.Node;
  readonly name: string;
  /** A text that no other has. */
  readonly key: string;
  readonly values: readonly TSESTree.Node[];
}

/** While a question is open that comes back to itself, it adds nothing. */
type Found = Kind | 'open' | undefined;

/** Makes the answers. */
export function makeKinds({ scopes, index, types }: TrackFacts, stores: Stores): Kinds {
  const remembered = makeCircular<Found>('open');
  const literals = makeCircular<Literals | undefined>(none);
  const elements = new Map<string, readonly TSESTree.Node[] | undefined>();
  const values = new Map<Literals, Map<string, readonly TSESTree.Node[] | undefined>>();
  let assigned: ReadonlyMap<string, readonly (TSESTree.Node | undefined)[]> | undefined;
  return { of, isContainer, ownerOf, partOf, elementsIn };

  function of(node: TSESTree.Node): Kind | undefined {
    const found = kindOf(node);
    return found === 'open' ? undefined : found;
  }

  function kindOf(node: TSESTree.Node): Found {
    const inner = unwrap(node);
    const fresh = freshness(inner);
    if (fresh !== undefined) return fresh;
    const owner = ownerOf(inner);
    if (owner !== undefined) return kindOfElements(owner);
    switch (inner.type) {
      case 'Identifier':
        return kindOfStore(inner);
      case 'MemberExpression':
        return stores.at(inner) === undefined ? kindOfPart(inner) : kindOfStore(inner);
      case 'ChainExpression':
        return kindOf(inner.expression);
      case 'LogicalExpression':
      case 'ConditionalExpression':
      case 'AssignmentExpression':
        return kindOfAll(eitherOf(inner));
      case 'CallExpression':
        return isSelecting(inner) ? 'list' : undefined;
      default:
        return undefined;
    }
  }

  function isContainer(node: TSESTree.Expression): boolean {
    return isOwnContainer(node) || types.iteratesSafely(node);
  }

  function isOwnContainer(node: TSESTree.Node): boolean {
    const kind = kindOf(node);
    return kind !== undefined && kind !== 'object';
  }

  /** `jobs.filter(…)`, `jobs.values()`: a list of what a container has; `jobs.map(…)`: of what is made of it. */
  function isSelecting(call: TSESTree.CallExpression): boolean {
    const method = calledMember(call);
    if (method === undefined) return false;
    if (method.name === 'map') return isContainer(method.object);
    return selecting.has(method.name) && isOwnContainer(method.object);
  }

  function kindOfStore(node: TSESTree.Node): Found {
    const store = stores.at(node);
    return store && remembered(store.key, () => kindOfAll(store.given));
  }

  function kindOfPart(member: TSESTree.MemberExpression): Found {
    if (kindOf(member.object) !== 'object') return undefined;
    const part = partOf(member);
    return part && remembered(part.key, () => kindOfAll(part.values));
  }

  function partOf(node: TSESTree.Node): Part | undefined {
    const name = node.type === 'MemberExpression' ? accessedKey(node) : undefined;
    if (node.type !== 'MemberExpression' || name === undefined) return undefined;
    const objects = literalsIn(node.object);
    const found = objects && valuesIn(objects, name);
    if (found === undefined) return undefined;
    return { owner: node.object, name, key: `${String(idOf(objects!))}.${name}`, values: found };
  }

  /** All that these may have under a name; `undefined` where not all is seen. */
  function valuesIn(objects: Literals, name: string): readonly TSESTree.Node[] | undefined {
    const known = values.get(objects) ?? new Map<string, readonly TSESTree.Node[] | undefined>();
    values.set(objects, known);
    if (!known.has(name)) {
      const first = [...objects].map((object) => valueIn(object, name));
      assigned ??= assignedByName();
      const all = [...first, ...(assigned.get(name) ?? [])];
      known.set(name, all.includes(undefined) ? undefined : all.filter((each) => each != null));
    }
    return known.get(name);
  }

  /** What is assigned to members of a name, whatever object they are of. */
  function assignedByName() {
    const members = groupBy(index.of('MemberExpression').filter(isAssigned), accessedKey);
    const given = new Map<string, readonly (TSESTree.Node | undefined)[]>();
    for (const [name, group] of members) {
      if (name !== undefined)
        given.set(
          name,
          group.map(({ parent }) => givenBy(parent)),
        );
    }
    return given;
  }

  /** The literals that an expression may give; `undefined` where it may be another object. */
  function literalsIn(node: TSESTree.Node): Literals | undefined {
    const inner = unwrap(node);
    if (inner.type === 'ObjectExpression')
      return literals(inner.range.join('-'), () => new Set([inner]));
    if (inner.type === 'ChainExpression') return literalsIn(inner.expression);
    const either = eitherOf(inner);
    if (either !== undefined) return literalsInAll(either);
    const owner = ownerOf(inner);
    const store = stores.at(owner === undefined ? inner : unwrap(owner));
    if (store === undefined) return undefined;
    return owner === undefined
      ? literals(store.key, () => literalsInAll(store.given))
      : literals(`${store.key} element`, () => literalsInAll(elementsIn(store)));
  }

  function literalsInAll(nodes: readonly (TSESTree.Node | undefined)[] | undefined) {
    let found: Literals = none;
    let all: Set<TSESTree.ObjectExpression> | undefined;
    for (const node of nodes ?? [undefined]) {
      if (node !== undefined && isNil(node)) continue;
      const more = node && literalsIn(node);
      if (more === undefined) return undefined;
      // The same set for all that have the same, for there may be many.
      if (found.size === 0) found = more;
      else if (more !== found && more.size > 0) {
        found = all ??= new Set(found);
        for (const each of more) all.add(each);
      }
    }
    return found;
  }

  function kindOfElements(owner: TSESTree.Node): Found {
    const store = stores.at(unwrap(owner));
    return store && remembered(`${store.key} element`, () => kindOfAll(elementsIn(store)));
  }

  /** What all of these are. */
  function kindOfAll(nodes: readonly (TSESTree.Node | undefined)[] | undefined): Found {
    let kind: Found = 'open';
    for (const node of nodes ?? [undefined]) {
      if (node !== undefined && isNil(node)) continue;
      const found = node && kindOf(node);
      if (found === 'open') continue;
      if (found === undefined || (kind !== 'open' && kind !== found)) return undefined;
      kind = found;
    }
    return kind;
  }

  function isNil(node: TSESTree.Node): boolean {
    const inner = unwrap(node);
    return (
      isGlobal(scopes, inner, 'undefined') || (inner.type === 'Literal' && inner.raw === 'null')
    );
  }

  function freshness(value: TSESTree.Node): Kind | undefined {
    switch (value.type) {
      case 'ArrayExpression':
        return 'list';
      case 'ObjectExpression': {
        const isAccessor = (each: TSESTree.ObjectLiteralElement): boolean =>
          each.type === 'Property' && each.kind !== 'init';
        return value.properties.some(isAccessor) ? undefined : 'object';
      }
      case 'NewExpression': {
        const { callee } = value;
        const name = callee.type === 'Identifier' ? callee.name : '';
        return isGlobal(scopes, callee, name) ? containers.get(name) : undefined;
      }
      case 'CallExpression':
        return isBareObject(value) ? 'object' : undefined;
      default:
        return undefined;
    }
  }

  /** `Object.create(null)` */
  function isBareObject(call: TSESTree.CallExpression): boolean {
    const method = calledMember(call);
    if (method?.name !== 'create' || call.arguments.length !== 1) return false;
    const [base] = call.arguments;
    const isNull = base?.type === 'Literal' && base.value === null && base.raw === 'null';
    return isNull && isGlobal(scopes, method.object, 'Object');
  }

  function ownerOf(node: TSESTree.Node): TSESTree.Node | undefined {
    const inner = unwrap(node);
    if (inner.type === 'ChainExpression') return ownerOf(inner.expression);
    const member = inner.type === 'CallExpression' ? unwrap(inner.callee) : inner;
    if (member.type !== 'MemberExpression') return undefined;
    const name = accessedKey(member);
    const isElement =
      inner === member
        ? name === undefined || isIndex(name)
        : name !== undefined && giving.has(name);
    return isElement ? member.object : undefined;
  }

  function elementsIn(store: Store): readonly TSESTree.Node[] | undefined {
    if (!elements.has(store.key)) elements.set(store.key, findElements(store));
    return elements.get(store.key);
  }

  function findElements({ given, reads, isHidden }: Store): readonly TSESTree.Node[] | undefined {
    if (isHidden) return undefined;
    const first = given.map(elementsOf);
    const later = reads.map(putBy);
    const all = [...first, ...later];
    return all.includes(undefined) ? undefined : all.flatMap((each) => each ?? []);
  }

  /** What a new object has at first. */
  function elementsOf(made: TSESTree.Node | undefined): readonly TSESTree.Node[] | undefined {
    const inner = made && unwrap(made);
    switch (inner?.type) {
      case 'ArrayExpression':
        return inner.elements.some((each) => each?.type === 'SpreadElement')
          ? undefined
          : inner.elements.filter((each) => each !== null);
      case 'ObjectExpression': {
        const values = inner.properties.map((each) =>
          each.type === 'Property' && each.kind === 'init' ? each.value : undefined,
        );
        return values.includes(undefined) ? undefined : (values as TSESTree.Node[]);
      }
      case 'NewExpression':
        return inner.arguments.length === 0 ? [] : undefined;
      case 'CallExpression':
        return isBareObject(inner) ? [] : undefined;
      default:
        return undefined;
    }
  }
}

/** What a literal has under a name, `null` for nothing; `undefined` where that is not seen. */
function valueIn(
  object: TSESTree.ObjectExpression,
  name: string,
): TSESTree.Node | null | undefined {
  const { table, isWhole } = lastIn(object);
  return table.get(name) ?? (isWhole ? null : undefined);
}

/** What is put into an object where it is read; `undefined` where somebody may put in more by another name of it. */
function putBy(read: TSESTree.Node): readonly TSESTree.Node[] | undefined {
  const { parent } = read;
  switch (parent?.type) {
    case 'ForOfStatement':
    case 'SpreadElement':
      return [];
    case 'MemberExpression':
      return parent.object === read ? putThrough(parent) : undefined;
    default:
      return undefined;
  }
}

function putThrough(member: TSESTree.MemberExpression): readonly TSESTree.Node[] | undefined {
  const { parent } = member;
  if (parent.type === 'AssignmentExpression' && parent.left === member) return [parent.right];
  const name = accessedKey(member);
  if (!isCalled(member)) return [];
  if (name === undefined || mixing.has(name) || parent.type !== 'CallExpression') return undefined;
  if (!storing.has(name)) return [];
  const given = name === 'set' ? parent.arguments.slice(1) : parent.arguments;
  return given.some(({ type }) => type === 'SpreadElement') ? undefined : given;
}

const containers: ReadonlyMap<string, Kind> = new Map([
  ['Array', 'list'],
  ['Map', 'map'],
  ['Set', 'set'],
  ['WeakMap', 'map'],
  ['WeakSet', 'set'],
  ['DisposableStack', 'list'],
  ['AsyncDisposableStack', 'list'],
]);

/** Methods that give a new list of elements of their object. */
const selecting = new Set([
  'entries',
  'filter',
  'keys',
  'slice',
  'toReversed',
  'toSorted',
  'values',
]);

/** Methods that may put in more than what they are given first. */
const mixing = new Set(['fill', 'splice']);

/** Methods that give an element. */
const giving = new Set(['at', 'get', 'pop', 'shift', 'find', 'findLast']);
