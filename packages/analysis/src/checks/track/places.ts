/**
 * Places where nobody looks: a private member, a variable that only this file sees, an object or array that is filled
 * and never read. What is put there and nowhere else is as good as gone.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { isExported } from '../../syntax/exports.js';
import { groupBy } from '../../syntax/group.js';
import { nodesWithin, type Index } from '../../syntax/index-file.js';
import { accessedKey, memberKey, memberOfThis } from '../../syntax/members.js';
import { isTarget } from '../../syntax/patterns.js';
import { contains, variableOf, writesOf, type Variable } from '../../syntax/scopes.js';
import { isUsing } from '../../syntax/statements.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { OwnProperty } from './own-objects.js';
import type { TrackFacts } from './track-facts.js';
import { partsOf, type Value } from './value.js';

/** Answers for one file. */
export interface Places {
  /**
   * Can nothing in this file, nor outside, take out again what of this value matters, once it is put into this
   * variable, member or field? False where that is not sure.
   */
  isDead(target: TSESTree.Node, value: Value | undefined): boolean;
  /** Does this call only put its arguments into an object that nobody reads, or look for them there? */
  buries(call: TSESTree.Node): boolean;
}

type Member = TSESTree.MemberExpression;

/** A new object, as its members are put into it: by assignment alone, or by methods of the language too. */
type Fresh = 'object' | 'container';

/** A private field, and the class that has it. */
interface PrivateMember {
  readonly name: string;
  readonly body: TSESTree.ClassBody;
  readonly declared: TSESTree.Node;
}

/** Makes the answers. */
export function makePlaces({ scopes, index, protocol, objects }: TrackFacts): Places {
  const variables = new Map<Variable, boolean>();
  let members: ReadonlyMap<string, readonly Member[]> | undefined;
  return { isDead, buries };

  function isDead(target: TSESTree.Node, value: Value | undefined): boolean {
    const place = unwrap(target);
    switch (place.type) {
      case 'Identifier': {
        const variable = variableOf(scopes, place);
        return variable !== undefined && isPrivateVariable(variable) && !isUsed(variable, value);
      }
      case 'MemberExpression':
        return isDeadMember(place, value);
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'TSParameterProperty': {
        const name = memberKey(place);
        const body = classAround(place);
        if (name === undefined || body === undefined || !isPrivateField(place)) return false;
        return !isReadAnywhere(name, body, (read) => isTaken(read, value));
      }
      default:
        return false;
    }
  }

  function isDeadMember(place: Member, value: Value | undefined): boolean {
    if (isFilledOnly(unwrap(place.object))) return true;
    const own = objects.propertyAt(place);
    if (own !== undefined) return !own.reads.some((read) => isRead(read, value));
    const member = privateMember(place);
    if (member === undefined) return false;
    return !isReadAnywhere(member.name, member.body, (read) => isTaken(read, value));
  }

  /** The private member that is accessed. */
  function privateMember(place: Member): PrivateMember | undefined {
    const name = accessedKey(place);
    const body = name === undefined ? undefined : classAround(place);
    if (name === undefined || body === undefined) return undefined;
    const declared =
      place.property.type === 'PrivateIdentifier'
        ? body.body.find((each) => memberKey(each) === name)
        : memberOfThis(place);
    return declared !== undefined && isPrivateField(declared)
      ? { name, body, declared }
      : undefined;
  }

  function buries(call: TSESTree.Node): boolean {
    if (call.type !== 'CallExpression') return false;
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression') return false;
    const name = accessedKey(callee);
    const staysThere = name !== undefined && (storing.has(name) || forgetting.has(name));
    return staysThere && isFilledOnly(unwrap(callee.object));
  }

  /** A variable of a module or function: what a script declares at its top, every other script sees. */
  function isPrivateVariable(variable: Variable): boolean {
    return variable.scope.type !== 'global' && !isExported(variable);
  }

  function isUsed(variable: Variable, value: Value | undefined): boolean {
    return variable.references.some((reference) => {
      const { identifier } = reference;
      return reference.isRead() && !isMention(identifier) && !takesOthers(identifier, value);
    });
  }

  /** Is what a variable or a private member holds a fresh object that everything is only put into? */
  function isFilledOnly(owner: TSESTree.Node): boolean {
    if (owner.type === 'MemberExpression') return isFilledMember(owner);
    const variable = owner.type === 'Identifier' ? variableOf(scopes, owner) : undefined;
    return variable !== undefined && isFilledVariable(variable);
  }

  function isFilledMember(owner: Member): boolean {
    const own = objects.propertyAt(owner);
    if (own !== undefined) return isFilledProperty(own);
    const member = privateMember(owner);
    if (member === undefined) return false;
    const { name, body, declared } = member;
    if (declared.type !== 'PropertyDefinition') return false;
    const kind = declared.value === null ? 'object' : freshness(declared.value);
    return !isReadAnywhere(name, body, (access) => {
      if (!isTarget(access)) return !isFilling(access, kind) && !isMention(access);
      const { parent } = access;
      return parent.type !== 'AssignmentExpression' || freshness(parent.right) !== kind;
    });
  }

  function isFilledProperty({ initial, writes, reads }: OwnProperty): boolean {
    if (initial === undefined || writes.length > 0) return false;
    const kind = freshness(unwrap(initial));
    return kind !== undefined && reads.every((read) => isFilling(read, kind) || isMention(read));
  }

  function isFilledVariable(variable: Variable): boolean {
    let found = variables.get(variable);
    if (found === undefined) {
      const kind = isPrivateVariable(variable) ? freshnessOf(variable) : undefined;
      found =
        kind !== undefined &&
        variable.references.every(
          (reference) =>
            !reference.isRead() ||
            isFilling(reference.identifier as TSESTree.Node, kind) ||
            isMention(reference.identifier as TSESTree.Node),
        );
      variables.set(variable, found);
    }
    return found;
  }

  function freshnessOf(variable: Variable): Fresh | undefined {
    const [def, ...others] = variable.defs;
    const declarator = def?.node as TSESTree.Node | undefined;
    if (declarator?.type !== 'VariableDeclarator' || others.length > 0) return undefined;
    // `using` calls what it holds at the end.
    if (isUsing(declarator.parent)) return undefined;
    if (writesOf(variable).length !== 1 || declarator.init === null) return undefined;
    return freshness(declarator.init);
  }

  function freshness(value: TSESTree.Node): Fresh | undefined {
    switch (value.type) {
      case 'ArrayExpression':
        return 'container';
      case 'ObjectExpression': {
        const isSetter = (each: TSESTree.ObjectLiteralElement): boolean =>
          each.type === 'Property' && each.kind === 'set';
        return value.properties.some(isSetter) ? undefined : 'object';
      }
      case 'NewExpression': {
        const { callee } = value;
        const isGlobal = callee.type === 'Identifier' && !variableOf(scopes, callee);
        return isGlobal && containers.has(callee.name) ? 'container' : undefined;
      }
      default:
        return undefined;
    }
  }

  /** Is a member of this name used so somewhere in the file, or where nobody can tell how? */
  function isReadAnywhere(
    name: string,
    body: TSESTree.Node,
    isUse: (access: Member) => boolean,
  ): boolean {
    members ??= membersByName(index);
    const named = members.get(name) ?? [];
    // Outside its class the compiler lets nobody name a private member but as `x['name']`.
    const reads = named.filter((each) => each.computed || contains(body, each));
    if (reads.some(isUse)) return true;
    if (name.startsWith('#')) return false;
    // A computed access of `this` may be any of its members; of other objects it is none.
    const computed = (members.get('') ?? []).filter(
      (each) => each.object.type === 'ThisExpression' && contains(body, each),
    );
    if (computed.some(isUse)) return true;
    const isPattern = nodesWithin(index.of('Property'), body.range).some(
      (property) => property.parent.type === 'ObjectPattern' && memberKey(property) === name,
    );
    return (
      isPattern ||
      nodesWithin(index.of('SpreadElement'), body.range).some(
        ({ argument }) => argument.type === 'ThisExpression',
      )
    );
  }

  /** Is a property taken out of its object, as more than a mention? */
  function isRead(use: TSESTree.Node, value: Value | undefined): boolean {
    return use.type !== 'MemberExpression' || isTaken(use, value);
  }

  /** Is a member read, as more than a mention? */
  function isTaken(member: Member, value: Value | undefined): boolean {
    return !isTarget(member) && !isMention(member) && !takesOthers(member, value);
  }

  /** Is what an expression gives only looked at: tested, measured, logged, thrown away? */
  function isMention(node: TSESTree.Node): boolean {
    const parent = node.parent!;
    switch (parent.type) {
      case 'ExpressionStatement':
        return true;
      case 'UnaryExpression':
      case 'BinaryExpression':
        return true;
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
      case 'ConditionalExpression':
        return parent.test === node;
      case 'MemberExpression': {
        if (parent.object !== node) return false;
        const name = accessedKey(parent);
        if (name === 'length' || name === 'size' || name === 'name') return true;
        const outer = parent.parent;
        if (outer.type === 'UnaryExpression') return outer.operator === 'delete';
        if (name === undefined || !isCalled(parent)) return false;
        // `if (stops.get(id) !== undefined)`
        return forgetting.has(name) || (name === 'get' && isMention(outer));
      }
      case 'CallExpression':
        return parent.callee !== node && protocol.borrows(parent);
      case 'TSNonNullExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        return isMention(parent);
      default:
        return false;
    }
  }
}

/** Does whoever reads this take only parts of the value that release nothing: `pair[0]`, `const [ctx] = pair`? */
function takesOthers(read: TSESTree.Node, value: Value | undefined): boolean {
  if (value?.kind !== 'record') return false;
  const isOther = (key: string | undefined): boolean =>
    key !== undefined && !mayRelease(value.parts.get(key));
  const parent = read.parent!;
  switch (parent.type) {
    case 'MemberExpression':
      // A method has the whole object: `pair.at(1)`, `job.stop()`.
      return parent.object === read && !isCalled(parent) && isOther(accessedKey(parent));
    case 'VariableDeclarator':
      return parent.init === read && keysOf(parent.id)?.every(isOther) === true;
    case 'AssignmentExpression':
      if (parent.right !== read || parent.parent.type !== 'ExpressionStatement') return false;
      return keysOf(parent.left)?.every(isOther) === true;
    case 'TSNonNullExpression':
      return takesOthers(parent, value);
    default:
      return false;
  }
}

/** The keys that a pattern takes; `undefined` where it takes the rest, or is none. */
function keysOf(pattern: TSESTree.Node): (string | undefined)[] | undefined {
  if (pattern.type === 'ArrayPattern') {
    if (pattern.elements.at(-1)?.type === 'RestElement') return undefined;
    return pattern.elements.flatMap((element, index) => (element === null ? [] : [String(index)]));
  }
  if (pattern.type !== 'ObjectPattern') return undefined;
  if (pattern.properties.at(-1)?.type === 'RestElement') return undefined;
  return pattern.properties.map(memberKey);
}

function mayRelease(value: Value | undefined): boolean {
  switch (value?.kind) {
    case 'resource':
    case 'guardian':
    case 'closure':
      return true;
    default:
      return partsOf(value).some(mayRelease);
  }
}

function isCalled(member: Member): boolean {
  const callee = member.parent.type === 'TSNonNullExpression' ? member.parent : member;
  return callee.parent.type === 'CallExpression' && callee.parent.callee === callee;
}

/** Is an object only the owner of a place that is assigned, or of a method that stores? */
function isFilling(owner: TSESTree.Node, kind: Fresh | undefined): boolean {
  const member = owner.parent!;
  if (member.type !== 'MemberExpression' || member.object !== owner) return false;
  if (isTarget(member)) return true;
  // An object's own `add` may do anything.
  if (kind !== 'container') return false;
  const call = member.parent;
  const name = accessedKey(member);
  return (
    call.type === 'CallExpression' &&
    call.callee === member &&
    name !== undefined &&
    storing.has(name) &&
    call.parent.type === 'ExpressionStatement'
  );
}

/** A field that only its class sees: no accessor, which may do anything, and none that a decorator has seen. */
function isPrivateField(member: TSESTree.Node): boolean {
  if (member.type === 'MethodDefinition') return false;
  const { accessibility, decorators = [] } = member as {
    accessibility?: string;
    decorators?: readonly unknown[];
  };
  const isPrivate = memberKey(member)?.startsWith('#') === true || accessibility === 'private';
  return isPrivate && decorators.length === 0;
}

function classAround(node: TSESTree.Node): TSESTree.ClassBody | undefined {
  let at = node;
  while (at.type !== 'ClassBody' && at.type !== 'Program') at = at.parent!;
  return at.type === 'ClassBody' ? at : undefined;
}

/** The member accesses of a file by their names; those that are computed under the empty name. */
function membersByName(index: Index): Map<string, Member[]> {
  return groupBy(index.of('MemberExpression'), (member) => accessedKey(member) ?? '');
}

const containers = new Set([
  'Array',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'DisposableStack',
  'AsyncDisposableStack',
]);
/** Methods that give nothing of what is in the object. */
const forgetting = new Set(['delete', 'clear', 'has']);
/** Methods that keep their arguments in the object. */
const storing = new Set(['push', 'unshift', 'add', 'set', 'use', 'defer', 'adopt']);
