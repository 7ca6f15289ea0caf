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
import {
  contains,
  isGlobal,
  isInType,
  variableOf,
  writesOf,
  type Variable,
} from '../../syntax/scopes.js';
import { isUsing } from '../../syntax/statements.js';
import { unwrap } from '../../syntax/unwrap.js';
import {
  isIndex,
  keyOfHeld,
  listOf,
  looking,
  plain,
  storing,
  withPart,
  type Held,
  type HolderKind,
} from './held.js';
import { idOf } from './identity.js';
import type { OwnProperty } from './own-objects.js';
import { makeTaken } from './taken.js';
import type { TrackFacts } from './track-facts.js';
import { partsOf, type Value } from './value.js';

/** Answers for one file. */
export interface Places {
  /**
   * Can nothing in this file, nor outside, take out again what of this value matters, once it is put into this
   * variable, member or field? False where that is not sure.
   */
  isDead(target: TSESTree.Node, value: Value | undefined): boolean;
  /** Does this call only put an argument into an object that nobody takes it out of, or look for it there? */
  buries(call: TSESTree.Node, argument: number, value: Value): boolean;
}

type Member = TSESTree.MemberExpression;

/** A new object: one that is filled by assignment alone, or by methods of the language too. */
type Fresh = 'object' | Exclude<HolderKind, 'table'>;

/** A private field, and the class that has it. */
interface PrivateMember {
  readonly name: string;
  readonly body: TSESTree.ClassBody;
  readonly declared: TSESTree.Node;
}

/** Makes the answers. */
export function makePlaces(facts: TrackFacts): Places {
  const { scopes, index, objects } = facts;
  const isTaken = makeTaken(facts);
  const answers = new Map<string, boolean>();
  const kinds = new Map<Variable, Fresh | undefined>();
  let members: ReadonlyMap<string, readonly Member[]> | undefined;
  return { isDead, buries };

  function isDead(target: TSESTree.Node, value: Value | undefined): boolean {
    const place = unwrap(target);
    const held = heldIn(place, value);
    switch (place.type) {
      case 'Identifier': {
        const variable = variableOf(scopes, place);
        return variable !== undefined && isPrivateVariable(variable) && !isUsed(variable, held);
      }
      case 'MemberExpression':
        return isDeadMember(place, held, value);
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'TSParameterProperty': {
        const name = memberKey(place);
        const body = classAround(place);
        if (name === undefined || body === undefined || !isPrivateField(place)) return false;
        return !isReadAnywhere({ name, body, declared: place }, held);
      }
      default:
        return false;
    }
  }

  /** `jobs = [...jobs, job]`: where in a list it is, nobody can say. */
  function heldIn(place: TSESTree.Node, value: Value | undefined): Held {
    const [only, ...others] = partsOf(value);
    const isOne = value?.kind === 'record' && only !== undefined && others.length === 0;
    return isOne && kindOf(place) === 'list' ? listOf(only) : plain(value);
  }

  function isDeadMember(place: Member, held: Held, value: Value | undefined): boolean {
    const owner = unwrap(place.object);
    const whole = withMember(kindOf(owner), accessedKey(place), value);
    if (whole !== undefined && isFilledOnly(owner, whole)) return true;
    const own = objects.propertyAt(place);
    if (own !== undefined) return !isPropertyRead(own, held);
    const member = privateMember(place);
    return member !== undefined && !isReadAnywhere(member, held);
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

  function buries(call: TSESTree.Node, argument: number, value: Value): boolean {
    if (call.type !== 'CallExpression') return false;
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression') return false;
    const name = accessedKey(callee);
    if (name === undefined || !(storing.has(name) || looking.has(name))) return false;
    const owner = unwrap(callee.object);
    const kind = kindOf(owner);
    if (kind === undefined || kind === 'object') return false;
    const element = kind === 'map' ? withPart(String(argument), value) : value;
    return isFilledOnly(owner, { kind, value: element });
  }

  /** A variable of a module or function: what a script declares at its top, every other script sees. */
  function isPrivateVariable(variable: Variable): boolean {
    return variable.scope.type !== 'global' && !isExported(variable);
  }

  function isUsed(variable: Variable, held: Held): boolean {
    return remembered(`${String(idOf(variable))} ${keyOfHeld(held)}`, () => {
      const isPlace = (node: TSESTree.Node): boolean => variableOf(scopes, node) === variable;
      return variable.references.some(
        (reference) =>
          reference.isRead() &&
          !isInType(reference) &&
          isTaken(reference.identifier, { held, isPlace }),
      );
    });
  }

  /** Each place is asked about for every state that comes to it. */
  function remembered(key: string, ask: () => boolean): boolean {
    let answer = answers.get(key);
    if (answer === undefined) answers.set(key, (answer = ask()));
    return answer;
  }

  /** What a variable or a private member always has: a fresh object, that nobody else has before it is read. */
  function kindOf(owner: TSESTree.Node): Fresh | undefined {
    if (owner.type === 'MemberExpression') return kindOfMember(owner);
    const variable = owner.type === 'Identifier' ? variableOf(scopes, owner) : undefined;
    if (variable === undefined || !isPrivateVariable(variable)) return undefined;
    if (!kinds.has(variable)) kinds.set(variable, kindOfVariable(variable));
    return kinds.get(variable);
  }

  /** Is what that object holds so never taken out of it again? */
  function isFilledOnly(owner: TSESTree.Node, held: Held): boolean {
    if (owner.type === 'MemberExpression') {
      const own = objects.propertyAt(owner);
      return own === undefined
        ? !isReadAnywhere(privateMember(owner)!, held)
        : !isPropertyRead(own, held);
    }
    return !isUsed(variableOf(scopes, owner)!, held);
  }

  function kindOfMember(owner: Member): Fresh | undefined {
    const own = objects.propertyAt(owner);
    if (own !== undefined) {
      const { initial, writes } = own;
      return initial === undefined || writes.length > 0 ? undefined : freshness(unwrap(initial));
    }
    const member = privateMember(owner);
    if (member?.declared.type !== 'PropertyDefinition') return undefined;
    const isPlace = isAccessOf(member);
    const given = accessesOf(member)
      .filter(isTarget)
      .map(({ parent }) => givenBy(parent));
    const { value } = member.declared;
    return kindOfAll(value === null ? given : [value, ...given], isPlace);
  }

  function kindOfVariable(variable: Variable): Fresh | undefined {
    const [def, ...others] = variable.defs;
    const declarator = def?.node as TSESTree.Node | undefined;
    if (declarator?.type !== 'VariableDeclarator' || others.length > 0) return undefined;
    // `using` calls what it holds at the end.
    if (isUsing(declarator.parent)) return undefined;
    const isPlace = (node: TSESTree.Node): boolean => variableOf(scopes, node) === variable;
    return kindOfAll(
      writesOf(variable).map(({ parent }) => givenBy(parent!)),
      isPlace,
    );
  }

  /** What all of these are; what is made of the place itself is what that was. */
  function kindOfAll(
    given: readonly (TSESTree.Node | undefined)[],
    isPlace: (node: TSESTree.Node) => boolean,
  ): Fresh | undefined {
    const found = new Set(
      given.map((each) => {
        if (each === undefined) return undefined;
        return isMadeOf(unwrap(each), isPlace) ? 'list' : freshness(unwrap(each));
      }),
    );
    return found.size === 1 ? [...found][0] : undefined;
  }

  function freshness(value: TSESTree.Node): Fresh | undefined {
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
  function isBareObject({ callee, arguments: given }: TSESTree.CallExpression): boolean {
    if (callee.type !== 'MemberExpression' || accessedKey(callee) !== 'create') return false;
    const [base] = given;
    const isNull = given.length === 1 && base?.type === 'Literal' && base.value === null;
    return isNull && base.raw === 'null' && isGlobal(scopes, callee.object, 'Object');
  }

  function isPropertyRead({ reads, writes }: OwnProperty, held: Held): boolean {
    const isPlace = (node: TSESTree.Node): boolean => reads.includes(node) || writes.includes(node);
    return reads.some(
      (read) => read.type !== 'MemberExpression' || isTaken(read, { held, isPlace }),
    );
  }

  /** Is what a member holds so taken out somewhere in the file, or where nobody can tell how? */
  function isReadAnywhere(member: PrivateMember, held: Held): boolean {
    const { range } = member.declared;
    return remembered(`${range.join('-')} ${keyOfHeld(held)}`, () => isMemberRead(member, held));
  }

  function isMemberRead(member: PrivateMember, held: Held): boolean {
    const { name, body } = member;
    const isPlace = isAccessOf(member);
    const isUse = (access: Member): boolean =>
      !isTarget(access) && isTaken(access, { held, isPlace });
    if (accessesOf(member).some(isUse)) return true;
    if (name.startsWith('#')) return false;
    // A computed access of `this` may be any of its members; of other objects it is none.
    const computed = (members!.get('') ?? []).filter(
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

  function accessesOf({ name, body }: PrivateMember): readonly Member[] {
    members ??= membersByName(index);
    // Outside its class the compiler lets nobody name a private member but as `x['name']`.
    return (members.get(name) ?? []).filter((each) => each.computed || contains(body, each));
  }
}

/** What an object holds once a member of it is assigned; `undefined` where nobody can tell. */
function withMember(
  kind: Fresh | undefined,
  name: string | undefined,
  value: Value | undefined,
): Held | undefined {
  switch (kind) {
    case 'object':
      return name === undefined ? { kind: 'table', value } : plain(withPart(name, value));
    case 'list':
      return name === undefined || isIndex(name) ? listOf(value) : undefined;
    default:
      return undefined;
  }
}

function isAccessOf({ name, body }: PrivateMember): (node: TSESTree.Node) => boolean {
  return (node) =>
    node.type === 'MemberExpression' &&
    node.object.type === 'ThisExpression' &&
    accessedKey(node) === name &&
    contains(body, node);
}

/** What a declaration or an assignment gives to its one target; `undefined` for others. */
function givenBy(node: TSESTree.Node): TSESTree.Node | undefined {
  if (node.type === 'VariableDeclarator') return node.init ?? undefined;
  return node.type === 'AssignmentExpression' && node.operator === '=' ? node.right : undefined;
}

/** `jobs.filter(…)`, `jobs.slice(1)`: a list of what the place had. */
function isMadeOf(node: TSESTree.Node, isPlace: (node: TSESTree.Node) => boolean): boolean {
  let at = node;
  while (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
    if (!selecting.has(accessedKey(at.callee) ?? '')) return false;
    at = unwrap(at.callee.object);
  }
  return at !== node && isPlace(at);
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

const containers: ReadonlyMap<string, Fresh> = new Map([
  ['Array', 'list'],
  ['Map', 'map'],
  ['Set', 'list'],
  ['WeakMap', 'map'],
  ['WeakSet', 'list'],
  ['DisposableStack', 'list'],
  ['AsyncDisposableStack', 'list'],
]);

/** Methods of an array that give a new one of its elements. */
const selecting = new Set(['filter', 'slice', 'toReversed', 'toSorted']);
