/**
 * Places where nobody looks: a private member, a variable that only this file sees, an object or array that is filled
 * and never read. What is put there and nowhere else is as good as gone.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { isExported } from '../../syntax/exports.js';
import type { Index } from '../../syntax/index-file.js';
import { accessedKey, memberKey } from '../../syntax/members.js';
import { isTarget } from '../../syntax/patterns.js';
import { contains, variableOf, writesOf, type Variable } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { TrackFacts } from './tracker.js';
import type { Value } from './value.js';

/** Answers for one file. */
export interface Places {
  /**
   * Can nothing in this file, nor outside, take out again what of this value matters, once it is put into this
   * variable, member or field? False where that is not sure.
   */
  isDead(target: TSESTree.Node, value: Value | undefined): boolean;
  /** Does this call only put its arguments into an object that nobody reads? */
  buries(call: TSESTree.Node): boolean;
}

type Member = TSESTree.MemberExpression;

/** Makes the answers. */
export function makePlaces({ scopes, index, protocol }: TrackFacts): Places {
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
      case 'AccessorProperty': {
        const name = memberKey(place);
        if (name === undefined || !isPrivate(place)) return false;
        return !isReadAnywhere(name, place.parent, (read) => isTaken(read, value));
      }
      default:
        return false;
    }
  }

  function isDeadMember(place: Member, value: Value | undefined): boolean {
    if (isFilledOnly(unwrap(place.object))) return true;
    const member = privateMember(place);
    if (member === undefined) return false;
    return !isReadAnywhere(member.name, member.body, (read) => isTaken(read, value));
  }

  /** The name of a private member that is accessed, and the class that has it. */
  function privateMember(place: Member): { name: string; body: TSESTree.ClassBody } | undefined {
    const name = accessedKey(place);
    const body = name === undefined ? undefined : classAround(place);
    if (name === undefined || body === undefined) return undefined;
    if (place.property.type === 'PrivateIdentifier') return { name, body };
    const isOwn = unwrap(place.object).type === 'ThisExpression';
    return isOwn && isDeclaredPrivate(body, name) ? { name, body } : undefined;
  }

  function buries(call: TSESTree.Node): boolean {
    if (call.type !== 'CallExpression') return false;
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression') return false;
    const name = accessedKey(callee);
    return name !== undefined && storing.has(name) && isFilledOnly(unwrap(callee.object));
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
    const member = privateMember(owner);
    if (member === undefined) return false;
    const { name, body } = member;
    const declared = body.body.find((each) => memberKey(each) === name);
    if (declared?.type !== 'PropertyDefinition') return false;
    if (declared.value !== null && !isFreshValue(declared.value)) return false;
    return !isReadAnywhere(name, body, (access) => {
      if (!isTarget(access)) return !isFilling(access) && !isMention(access);
      const { parent } = access;
      return parent.type !== 'AssignmentExpression' || !isFreshValue(parent.right);
    });
  }

  function isFilledVariable(variable: Variable): boolean {
    let found = variables.get(variable);
    if (found === undefined) {
      found =
        isPrivateVariable(variable) &&
        isFresh(variable) &&
        variable.references.every(
          (reference) =>
            !reference.isRead() ||
            isFilling(reference.identifier as TSESTree.Node) ||
            isMention(reference.identifier as TSESTree.Node),
        );
      variables.set(variable, found);
    }
    return found;
  }

  function isFresh(variable: Variable): boolean {
    const [def, ...others] = variable.defs;
    const declarator = def?.node as TSESTree.Node | undefined;
    if (declarator?.type !== 'VariableDeclarator' || others.length > 0) return false;
    // `using` calls what it holds at the end.
    if (declarator.parent.kind.endsWith('using')) return false;
    if (writesOf(variable).length !== 1 || declarator.init === null) return false;
    return isFreshValue(declarator.init);
  }

  function isFreshValue(value: TSESTree.Expression): boolean {
    switch (value.type) {
      case 'ArrayExpression':
      case 'ObjectExpression':
        return true;
      case 'NewExpression': {
        const { callee } = value;
        const isGlobal = callee.type === 'Identifier' && !variableOf(scopes, callee);
        return isGlobal && containers.has(callee.name);
      }
      default:
        return false;
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
      ({ object }) => object.type === 'ThisExpression',
    );
    if (computed.some(isUse)) return true;
    const isPattern = index
      .of('Property')
      .some(
        (property) =>
          property.parent.type === 'ObjectPattern' &&
          memberKey(property) === name &&
          contains(body, property),
      );
    return isPattern || index.of('SpreadElement').some((e) => e.argument.type === 'ThisExpression');
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
        const name = accessedKey(parent);
        return parent.object === node && (name === 'length' || name === 'name');
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
      return parent.object === read && isOther(accessedKey(parent));
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
    case 'record':
      return [...value.parts.values()].some(mayRelease);
    default:
      return false;
  }
}

/** Is an object only the owner of a place that is assigned, or of a method that stores? */
function isFilling(owner: TSESTree.Node): boolean {
  const member = owner.parent!;
  if (member.type !== 'MemberExpression' || member.object !== owner) return false;
  if (isTarget(member)) return true;
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

function isPrivate(member: TSESTree.Node): boolean {
  return memberKey(member)?.startsWith('#') === true || accessibilityOf(member) === 'private';
}

function accessibilityOf(member: TSESTree.Node): string | undefined {
  return 'accessibility' in member ? member.accessibility : undefined;
}

function isDeclaredPrivate({ body }: TSESTree.ClassBody, name: string): boolean {
  return body.some((member) => {
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      return member.value.params.some((p) => memberKey(p) === name && isPrivate(p));
    }
    return memberKey(member) === name && isPrivate(member);
  });
}

function classAround(node: TSESTree.Node): TSESTree.ClassBody | undefined {
  let at = node;
  while (at.type !== 'ClassBody' && at.type !== 'Program') at = at.parent!;
  return at.type === 'ClassBody' ? at : undefined;
}

/** The member accesses of a file by their names; those that are computed under the empty name. */
function membersByName(index: Index): Map<string, Member[]> {
  const byName = new Map<string, Member[]>();
  for (const member of index.of('MemberExpression')) {
    const name = accessedKey(member) ?? '';
    const list = byName.get(name);
    if (list === undefined) byName.set(name, [member]);
    else list.push(member);
  }
  return byName;
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
/** Methods that keep their arguments in the object. */
const storing = new Set(['push', 'unshift', 'add', 'set', 'use', 'defer', 'adopt']);
