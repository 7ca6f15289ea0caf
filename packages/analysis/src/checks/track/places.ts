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

/** Answers for one file. */
export interface Places {
  /**
   * Can nothing in this file, nor outside, take out again what is put into this variable, member or field? False
   * where that is not sure.
   */
  isDead(target: TSESTree.Node): boolean;
  /** Does this call only put its arguments into an object that nobody reads? */
  buries(call: TSESTree.Node): boolean;
}

type Member = TSESTree.MemberExpression;

/** Makes the answers. */
export function makePlaces({ scopes, index, protocol }: TrackFacts): Places {
  const variables = new Map<Variable, boolean>();
  let members: ReadonlyMap<string, readonly Member[]> | undefined;
  return { isDead, buries };

  function isDead(target: TSESTree.Node): boolean {
    const place = unwrap(target);
    switch (place.type) {
      case 'Identifier': {
        const variable = variableOf(scopes, place);
        return variable !== undefined && isPrivateVariable(variable) && !isUsed(variable);
      }
      case 'MemberExpression':
        return isDeadMember(place);
      case 'PropertyDefinition':
      case 'AccessorProperty': {
        const name = memberKey(place);
        return name !== undefined && isPrivate(place) && !isReadAnywhere(name, place.parent);
      }
      default:
        return false;
    }
  }

  function isDeadMember(place: Member): boolean {
    const name = accessedKey(place);
    const owner = unwrap(place.object);
    if (owner.type === 'Identifier') {
      const variable = variableOf(scopes, owner);
      if (variable !== undefined && isFilledOnly(variable)) return true;
    }
    if (name === undefined) return false;
    const body = classAround(place);
    if (body === undefined) return false;
    const isHash = place.property.type === 'PrivateIdentifier';
    if (!isHash && owner.type !== 'ThisExpression') return false;
    return (isHash || isDeclaredPrivate(body, name)) && !isReadAnywhere(name, body);
  }

  function buries(call: TSESTree.Node): boolean {
    if (call.type !== 'CallExpression') return false;
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression') return false;
    const name = accessedKey(callee);
    const owner = unwrap(callee.object);
    if (name === undefined || !storing.has(name) || owner.type !== 'Identifier') return false;
    const variable = variableOf(scopes, owner);
    return variable !== undefined && isFilledOnly(variable);
  }

  /** A variable of a module or function: what a script declares at its top, every other script sees. */
  function isPrivateVariable(variable: Variable): boolean {
    return variable.scope.type !== 'global' && !isExported(variable);
  }

  function isUsed(variable: Variable): boolean {
    return variable.references.some(
      (reference) => reference.isRead() && !isMention(reference.identifier),
    );
  }

  /** Is a variable a fresh object that everything is only put into? */
  function isFilledOnly(variable: Variable): boolean {
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
    if (writesOf(variable).length !== 1) return false;
    switch (declarator.init?.type) {
      case 'ArrayExpression':
      case 'ObjectExpression':
        return true;
      case 'NewExpression': {
        const { callee } = declarator.init;
        const isGlobal = callee.type === 'Identifier' && !variableOf(scopes, callee);
        return isGlobal && containers.has(callee.name);
      }
      default:
        return false;
    }
  }

  /** Is a member of this name read somewhere in the file, as more than a mention? */
  function isReadAnywhere(name: string, body: TSESTree.Node): boolean {
    members ??= membersByName(index);
    const isHash = name.startsWith('#');
    const reads = [...(members.get(name) ?? []), ...(isHash ? [] : (members.get('') ?? []))];
    if (reads.some((read) => isTaken(read, isHash ? body : undefined))) return true;
    if (isHash) return false;
    const isPattern = index
      .of('Property')
      .some((property) => property.parent.type === 'ObjectPattern' && memberKey(property) === name);
    return isPattern || index.of('SpreadElement').some((e) => e.argument.type === 'ThisExpression');
  }

  function isTaken(member: Member, within: TSESTree.Node | undefined): boolean {
    // A computed access of `this` may be any of its members; of other objects it is none.
    if (accessedKey(member) === undefined && member.object.type !== 'ThisExpression') return false;
    if (within !== undefined && !contains(within, member)) return false;
    return !isTarget(member) && !isMention(member);
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
