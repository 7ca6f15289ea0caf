/**
 * What the values of a type may be, by a checker: which of `null`, `undefined`, `false`, texts, numbers, objects, functions. Not
 * known of what a test may have narrowed, so it is the declared type that counts: of a member that of its object is asked first.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from '../syntax/members.js';
import { valueDefOf, variableOf } from '../syntax/scopes.js';
import { isJavaScript, type Source } from '../syntax/source.js';
import { unwrap } from '../syntax/unwrap.js';
import { admittedByAll, hasValueAtOnce, isObject, type PartAdmitted } from './admitted.js';
import type * as ts from './compiler.js';
import type { Admitted } from './port.js';

/** Types as they are inside; see `type.ts`. */
interface Inside extends ts.Type {
  readonly intrinsicName?: string;
  readonly value?: unknown;
}

/** A declared type, and whether there may be nothing that has it. */
interface Declared {
  readonly type: ts.Type;
  readonly isMissing: boolean;
}

/** Makes the answers to `Types.admitted` for one file. What comments say in JavaScript does not count. */
export function admittedReader(
  { scopes, path }: Source,
  program: ts.Program,
  typeAt: (node: TSESTree.Node) => ts.Type | undefined,
): (node: TSESTree.Node) => Admitted | undefined {
  const checker = program.getTypeChecker();
  const isScript = isJavaScript(path);
  return (node) => {
    const declared = isScript ? undefined : typeOf(node);
    if (declared === undefined) return undefined;
    const { type, isMissing } = declared;
    const parts = (type.isUnion() ? type.types : [type]).map(admittedBy);
    // Some programs are compiled without types of nil: what says none is not known to be none.
    return isMissing || parts.some(isNil)
      ? admittedByAll(isMissing ? [...parts, { kind: 'undefined' }] : parts)
      : undefined;
  };

  /** The type of a name, or of a member; of what is a member of something that may be nil, that may itself be missing. */
  function typeOf(node: TSESTree.Node): Declared | undefined {
    const inner = unwrap(node);
    switch (inner.type) {
      case 'ThisExpression': {
        const type = typeAt(inner);
        return type && { type, isMissing: false };
      }
      case 'Identifier': {
        const def = valueDefOf(variableOf(scopes, inner));
        const type = def && hasValueAtOnce(def.node) ? typeAt(def.name) : undefined;
        return type && { type, isMissing: false };
      }
      case 'ChainExpression':
        return typeOf(inner.expression);
      case 'MemberExpression': {
        const object = typeOf(inner.object);
        const name = accessedKey(inner);
        if (object === undefined || name === undefined) return undefined;
        const present = checker.getNonNullableType(object.type);
        const member = present.getProperty(name);
        if (member === undefined) return undefined;
        const isMissing = object.isMissing || present !== object.type;
        return { type: checker.getTypeOfSymbol(member), isMissing };
      }
      default:
        return undefined;
    }
  }
}

/** What a part of a union may be; `undefined` where that is not one kind, or not known. */
function admittedBy(type: Inside): PartAdmitted | undefined {
  const { intrinsicName, value } = type;
  if (intrinsicName !== undefined) {
    if (intrinsicName === 'true' || intrinsicName === 'false') {
      return { literal: intrinsicName === 'true' };
    }
    return kinds.has(intrinsicName) ? { kind: intrinsicName } : undefined;
  }
  if (typeof value === 'string') return { literal: value };
  // A number may stand for others of its enumeration.
  if (typeof value === 'number') return { kind: 'number' };
  if (type.isUnionOrIntersection() || type.isTypeParameter()) return undefined;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) {
    return { kind: 'function' };
  }
  return isObject(type.getProperties().map(({ name }) => name)) ? { kind: 'object' } : undefined;
}

const kinds = new Set(['undefined', 'null', 'string', 'number', 'bigint', 'boolean', 'symbol']);

function isNil(part: PartAdmitted | undefined): boolean {
  return part !== undefined && 'kind' in part && /^(?:undefined|null)$/.test(part.kind);
}
