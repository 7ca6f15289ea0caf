/** What a value is kept under: a variable, a property of an own object, a private member; with all that is done to it. */
import type { TSESTree } from '@typescript-eslint/types';
import { isAssigned, isTarget } from '../../syntax/patterns.js';
import { variableOf, writesOf, type Variable } from '../../syntax/scopes.js';
import { isUsing } from '../../syntax/statements.js';
import { unwrap } from '../../syntax/unwrap.js';
import { idOf } from './identity.js';
import { readsOf, type OwnProperty } from './own-objects.js';
import { makePrivates, type PrivateMember } from './privates.js';
import type { TrackFacts } from './track-facts.js';

/** Something that only this file reads and assigns. */
export interface Store {
  /** A text that no other has. */
  readonly key: string;
  /** Where it is read by its name, or may be. */
  readonly reads: readonly TSESTree.Node[];
  /** May it be read where its name does not stand? */
  readonly isHidden: boolean;
  /** All that it is ever given; `undefined` for what is not written there. */
  readonly given: readonly (TSESTree.Node | undefined)[];
}

/** Answers for one file. */
export interface Stores {
  /** What this names, or declares as a field. */
  at(node: TSESTree.Node): Store | undefined;
  /** The private member that a node accesses or declares, where it is a method or an accessor. */
  methodAt(node: TSESTree.Node): Method | undefined;
}

/** A private method, or one or two accessors. */
interface Method {
  readonly key: string;
  readonly declared: readonly TSESTree.MethodDefinition[];
  /** Where it is named; `undefined` where it may be called without that. */
  readonly accesses: readonly TSESTree.MemberExpression[] | undefined;
}

/** Makes the answers. */
export function makeStores(facts: TrackFacts): Stores {
  const { scopes, objects } = facts;
  const privates = makePrivates(facts);
  const known = new Map<object, Store | undefined>();
  return { at, methodAt };

  function at(node: TSESTree.Node): Store | undefined {
    if (node.type === 'Identifier') {
      const variable = variableOf(scopes, node);
      return variable && remembered(variable, () => ofVariable(variable, node));
    }
    const own = node.type === 'MemberExpression' ? objects.propertyAt(node) : undefined;
    if (own !== undefined) return remembered(own, () => ofProperty(own));
    const member = privates.memberAt(node);
    const field = member?.declared[0];
    if (member === undefined || field?.type === 'MethodDefinition') return undefined;
    return remembered(field!, () => ofMember(member, field!));
  }

  function remembered(key: object, make: () => Store | undefined): Store | undefined {
    if (!known.has(key)) known.set(key, make());
    return known.get(key);
  }

  function ofVariable(variable: Variable, name: TSESTree.Node): Store | undefined {
    const reads = readsOf(scopes, name);
    if (reads === undefined) return undefined;
    const [def, ...others] = variable.defs;
    const declarator = def?.node as TSESTree.Node | undefined;
    // A parameter is given what nobody sees here, and `using` calls what it holds at the end.
    const isPlain = declarator?.type === 'VariableDeclarator' && !isUsing(declarator.parent);
    const writes = writesOf(variable).map(({ parent }) => givenBy(parent!));
    const given = isPlain && others.length === 0 ? writes : [...writes, undefined];
    return { key: String(idOf(variable)), reads, isHidden: false, given };
  }

  function ofProperty({ path, reads, initial, writes }: OwnProperty): Store {
    const later = writes.map(({ parent }) => givenBy(parent!));
    return {
      key: path,
      reads,
      // What a pattern takes out is not followed.
      isHidden: reads.some(({ type }) => type !== 'MemberExpression'),
      given: initial === undefined ? later : [initial, ...later],
    };
  }

  function ofMember(member: PrivateMember, field: TSESTree.Node): Store {
    const accesses = privates.accessesOf(member);
    const computed = privates.computedAccesses(member);
    const assigned = accesses.filter(isAssigned).map(({ parent }) => givenBy(parent));
    const value = field.type === 'PropertyDefinition' ? field.value : undefined;
    return {
      key: field.range.join('-'),
      reads: [...accesses, ...computed].filter((access) => !isTarget(access)),
      isHidden: privates.isTakenApart(member),
      given: value === null ? assigned : [value, ...assigned],
    };
  }

  function methodAt(node: TSESTree.Node): Method | undefined {
    const member = privates.memberAt(node);
    const declared = member?.declared.filter((each) => each.type === 'MethodDefinition') ?? [];
    if (member === undefined || declared.length === 0) return undefined;
    const isNamed =
      privates.computedAccesses(member).length === 0 && !privates.isTakenApart(member);
    const accesses = isNamed ? privates.accessesOf(member) : undefined;
    return { key: declared[0]!.range.join('-'), declared, accesses };
  }
}

/** What a declaration or an assignment gives to its one target; `undefined` for others. */
export function givenBy(node: TSESTree.Node): TSESTree.Node | undefined {
  if (node.type === 'VariableDeclarator') return node.init === null ? undefined : unwrap(node.init);
  const isGiving = node.type === 'AssignmentExpression' && giving.has(node.operator);
  return isGiving ? node.right : undefined;
}

const giving: ReadonlySet<string> = new Set(['=', '??=', '||=', '&&=']);
