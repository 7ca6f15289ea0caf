/**
 * Members that only their class sees: `#x`, and `private x`, which outside of its class the compiler lets nobody name but as
 * `object['x']`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { functionOf } from '../../syntax/functions.js';
import { groupBy } from '../../syntax/group.js';
import { nodesWithin } from '../../syntax/index-file.js';
import { accessedKey, memberIn, memberKey, membersIn, memberOfThis } from '../../syntax/members.js';
import type { Names } from '../../syntax/methods.js';
import { contains, isGlobal } from '../../syntax/scopes.js';

type Member = TSESTree.MemberExpression;

/** A private member, and the class that has it. */
export interface PrivateMember {
  readonly name: string;
  readonly body: TSESTree.ClassBody;
  /** All that the class declares under the name: of accessors there are two. */
  readonly declared: readonly TSESTree.Node[];
}

/** Answers for one file. */
export interface Privates {
  /** The private member that is accessed, or that this declares, or whose method this is. */
  memberAt(node: TSESTree.Node): PrivateMember | undefined;
  /** Where it is accessed by its name. */
  accessesOf(member: PrivateMember): readonly Member[];
  /** Accesses of `this` by a computed name: each may be any member. */
  computedAccesses(member: PrivateMember): readonly Member[];
  /** May it be taken out by a pattern, or with all that the object has? */
  isTakenApart(member: PrivateMember): boolean;
}

/** Makes the answers. */
export function makePrivates({ scopes, index }: Names): Privates {
  let members: ReadonlyMap<string, readonly Member[]> | undefined;
  let literals: ReadonlyMap<string, readonly Member[]> | undefined;
  const takenApart = new Map<TSESTree.ClassBody, ReadonlySet<string> | 'all'>();
  return { memberAt, accessesOf, computedAccesses, isTakenApart };

  function memberAt(node: TSESTree.Node): PrivateMember | undefined {
    const name = node.type === 'MemberExpression' ? accessedKey(node) : memberKey(node);
    const body = name === undefined ? undefined : classAround(node);
    if (name === undefined || body === undefined) return undefined;
    const declared = declaredAt(node, name, body);
    const first = declared[0];
    return first !== undefined && declared.every(isPrivate) ? { name, body, declared } : undefined;
  }

  function declaredAt(
    node: TSESTree.Node,
    name: string,
    body: TSESTree.ClassBody,
  ): readonly TSESTree.Node[] {
    if (node.type !== 'MemberExpression') return [node];
    const all = [...membersIn(body, name, false), ...membersIn(body, name, true)];
    if (node.property.type === 'PrivateIdentifier' || all.length === 0) return all;
    const found = memberOfThis(node) ?? staticMember(node, name, body);
    return found === undefined ? [] : membersIn(body, name, 'static' in found && found.static);
  }

  /** `Registry.jobs`, in that class. */
  function staticMember(
    { object }: Member,
    name: string,
    body: TSESTree.ClassBody,
  ): TSESTree.Node | undefined {
    const isOwn = object.type === 'Identifier' && functionOf(scopes, object) === body.parent;
    return isOwn ? memberIn(body, name, true) : undefined;
  }

  function accessesOf({ name, body }: PrivateMember): readonly Member[] {
    members ??= byName(index.of('MemberExpression'));
    const within = nodesWithin(members.get(name) ?? [], body.range);
    if (name.startsWith('#')) return within;
    literals ??= byName(index.of('MemberExpression').filter((each) => each.computed));
    const outside = (literals.get(name) ?? []).filter((each) => !contains(body, each));
    return outside.length === 0 ? within : [...within, ...outside];
  }

  function computedAccesses({ name, body }: PrivateMember): readonly Member[] {
    if (name.startsWith('#')) return [];
    members ??= byName(index.of('MemberExpression'));
    const computed = nodesWithin(members.get('') ?? [], body.range);
    return computed.filter((each) => each.object.type === 'ThisExpression');
  }

  function isTakenApart({ name, body }: PrivateMember): boolean {
    if (name.startsWith('#')) return false;
    let known = takenApart.get(body);
    if (known === undefined) takenApart.set(body, (known = findTakenApart(body)));
    return known === 'all' || known.has(name);
  }

  /** The names that patterns take out of something, or all where the whole object is copied. */
  function findTakenApart({ range }: TSESTree.ClassBody): ReadonlySet<string> | 'all' {
    if (nodesWithin(index.of('ThisExpression'), range).some(isCopied)) return 'all';
    const names = nodesWithin(index.of('Property'), range).flatMap((property) => {
      const name = property.parent.type === 'ObjectPattern' ? memberKey(property) : undefined;
      return name === undefined ? [] : [name];
    });
    return new Set(names);
  }

  /** `{ ...this }`, `Object.values(this)` */
  function isCopied(self: TSESTree.ThisExpression): boolean {
    const { parent } = self;
    if (parent.type === 'SpreadElement') return true;
    if (parent.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false;
    return isGlobal(scopes, parent.callee.object, 'Object');
  }
}

/** No decorator has seen it, which may do anything. */
function isPrivate(member: TSESTree.Node): boolean {
  const { accessibility, decorators = [] } = member as {
    accessibility?: string;
    decorators?: readonly unknown[];
  };
  const isHidden = memberKey(member)?.startsWith('#') === true || accessibility === 'private';
  return isHidden && decorators.length === 0;
}

function classAround(node: TSESTree.Node): TSESTree.ClassBody | undefined {
  let at = node;
  while (at.type !== 'ClassBody' && at.type !== 'Program') at = at.parent!;
  return at.type === 'ClassBody' ? at : undefined;
}

/** The member accesses of a file by their names; those that are computed under the empty name. */
function byName(accesses: readonly Member[]): Map<string, Member[]> {
  return groupBy(accesses, (member) => accessedKey(member) ?? '');
}
