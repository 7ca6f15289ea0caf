/**
 * Where a suggestion can be written: the declaration that receives what a factory gives, the statements after it, and
 * what holds the cancel function there, or could. Anything but a plain declaration in a block has no place.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { keyOf } from '../../../syntax/members.js';
import type { Edit } from '../../../report/finding.js';
import { targetsOf } from '../../../syntax/patterns.js';
import { variableOf, type Variable } from '../../../syntax/scopes.js';
import { isComponent, type Source } from '../../../syntax/source.js';
import { unwrap } from '../../../syntax/unwrap.js';
import type { Part } from '../../../types/port.js';
import { keyOfPart } from '../../track/value.js';
import { insertion } from '../../edit/insert.js';
import type { CancelAcquisition } from '../acquisition.js';
import { freeName } from './names.js';
import { isStatementList, type StatementList } from '../../../syntax/statements.js';

/** What can hold a declaration and statements after it that end together. */
export type Block = StatementList;

/** How the cancel function is, or will be, spoken of after the declaration. */
interface Holder {
  /** `cancel`, `pair[1]`, `job.stop`. */
  readonly text: string;
  /** The variable that holds it, or holds the pair; `undefined` where the declaration drops it. */
  readonly variable: Variable | undefined;
  /** Where it is in what the variable holds. */
  readonly part: Part;
  /** What binds it, where the declaration drops it. */
  readonly edits: readonly Edit[];
}

/** The place of one acquisition, or of two that meet in one binding. */
export interface Place {
  readonly acquisitions: readonly CancelAcquisition[];
  readonly declaration: TSESTree.VariableDeclaration;
  readonly block: Block;
  /** The statements after the declaration, to the end of the block. */
  readonly rest: readonly TSESTree.Statement[];
  readonly holder: Holder;
  /** What else the declaration binds: the context, or the whole result. */
  readonly bound: readonly Variable[];
}

/** The place of acquisitions of the same declaration; `undefined` where none is plain enough. */
export function placeOf(
  source: Source,
  acquisitions: readonly CancelAcquisition[],
): Place | undefined {
  const [first] = acquisitions;
  if (first === undefined) return undefined;
  const declarator = declaratorOf(first.node);
  const declaration = declarator?.parent;
  if (declarator === undefined || declaration === undefined) return undefined;
  const value = declarator.init === null ? undefined : unwrap(declarator.init);
  // `withCancel(p)[0]`: that it drops the function is seen below.
  const whole = value?.type === 'MemberExpression' ? value.object : value;
  if (whole === undefined || !holdsOnly(whole, acquisitions)) return undefined;
  // What initializes another variable would run before anything that is written after the declaration.
  if (declaration.declarations.at(-1) !== declarator || declaration.declare) return undefined;
  if (declaration.kind !== 'const' && declaration.kind !== 'let') return undefined;
  const block = declaration.parent;
  if (!isStatementList(block)) return undefined;
  // Around the script of a component there is more, which its end does not end.
  if (block.type === 'Program' && isComponent(source.path)) return undefined;
  const body = block.body as readonly TSESTree.Statement[];
  const rest = body.slice(body.indexOf(declaration) + 1);
  const part = first.acquired.resource;
  if (acquisitions.some(({ acquired }) => keyOfPart(acquired.resource) !== keyOfPart(part))) {
    return undefined;
  }
  const bound = variablesIn(source, declarator.id);
  if (bound.some(isWrittenLater)) return undefined;
  const holder = holderIn(source, declarator, part, block);
  if (holder === undefined) return undefined;
  const others =
    holder.part.kind === 'whole' ? bound.filter((each) => each !== holder.variable) : bound;
  return { acquisitions, declaration, block, rest, holder, bound: others };
}

/** Is this declared where a `using` declaration can stand? In a script it cannot stand at the top. */
export function takesUsing({ block }: Place): boolean {
  if (block.type !== 'Program') return true;
  return block.body.some(({ type }) => /^(?:Import|Export)/.test(type));
}

function declaratorOf(node: TSESTree.Node): TSESTree.VariableDeclarator | undefined {
  for (let at: TSESTree.Node | undefined = node.parent; at != null; at = at.parent) {
    if (at.type === 'VariableDeclarator') return at;
    if (/Statement$|Function|^Class|^Program$/.test(at.type)) return undefined;
  }
  return undefined;
}

/** Is a value what the factories give and nothing else, whichever of them it comes from? */
function holdsOnly(value: TSESTree.Node, acquisitions: readonly CancelAcquisition[]): boolean {
  const inner = unwrap(value);
  if (inner.type === 'ConditionalExpression') {
    return holdsOnly(inner.consequent, acquisitions) && holdsOnly(inner.alternate, acquisitions);
  }
  return acquisitions.some(({ node }) => node === inner);
}

function isWrittenLater(variable: Variable): boolean {
  return variable.references.some((reference) => reference.isWrite() && reference.init !== true);
}

function variablesIn(source: Source, pattern: TSESTree.Node): Variable[] {
  return targetsOf(pattern).flatMap((name) => variableOf(source.scopes, name) ?? []);
}

function holderIn(
  source: Source,
  { id, init }: TSESTree.VariableDeclarator,
  part: Part,
  block: Block,
): Holder | undefined {
  const value = init === null ? undefined : unwrap(init);
  if (value?.type === 'MemberExpression') return boundInstead(source, id, value, part, block);
  switch (id.type) {
    case 'Identifier':
      return held(source, id, part);
    case 'ArrayPattern': {
      if (part.kind !== 'element') return undefined;
      const element = id.elements[part.index];
      if (element) return boundTo(source, element);
      return element === null ? undefined : addElement(source, id, part.index, block);
    }
    case 'ObjectPattern': {
      if (part.kind === 'whole') return undefined;
      for (const property of id.properties) {
        if (property.type !== 'Property') return undefined;
        const key = keyOf(property);
        if (key === undefined) return undefined;
        if (key === keyOfPart(part)) return boundTo(source, property.value);
      }
      return addProperty(source, id, part, block);
    }
    default:
      return undefined;
  }
}

function held(source: Source, node: TSESTree.Identifier, part: Part): Holder | undefined {
  const variable = variableOf(source.scopes, node);
  if (variable === undefined) return undefined;
  const { name } = node;
  const text =
    part.kind === 'whole'
      ? name
      : part.kind === 'element'
        ? `${name}[${String(part.index)}]`
        : isName.test(part.name)
          ? `${name}.${part.name}`
          : `${name}[${JSON.stringify(part.name)}]`;
  return { text, variable, part, edits: [] };
}

function boundTo(source: Source, element: TSESTree.Node): Holder | undefined {
  const target = element.type === 'AssignmentPattern' ? element.left : element;
  return target.type === 'Identifier' ? held(source, target, { kind: 'whole' }) : undefined;
}

/** `[ctx]` becomes `[ctx, cancel]`. */
function addElement(
  source: Source,
  pattern: TSESTree.ArrayPattern,
  index: number,
  block: Block,
): Holder | undefined {
  const last = pattern.elements.at(-1);
  if (pattern.elements.length !== index || !last || last.type === 'RestElement') return undefined;
  if (pattern.typeAnnotation != null) return undefined;
  return added(freeName(source, 'cancel', block), (name) => [
    insertion(last.range[1], `, ${name}`),
  ]);
}

/** `{ ctx }` becomes `{ ctx, stop }`, and `{ 0: ctx }` becomes `{ 0: ctx, 1: cancel }`. */
function addProperty(
  source: Source,
  pattern: TSESTree.ObjectPattern,
  part: Part,
  block: Block,
): Holder | undefined {
  const last = pattern.properties.at(-1);
  const property = keyOfPart(part);
  const wanted = part.kind === 'element' ? 'cancel' : property;
  if (last === undefined || !isName.test(wanted) || pattern.typeAnnotation) return undefined;
  return added(freeName(source, wanted, block), (name) => [
    insertion(last.range[1], `, ${name === property ? name : `${property}: ${name}`}`),
  ]);
}

/** `const ctx = withCancel(p)[0]` becomes `const [ctx, cancel] = withCancel(p)`. */
function boundInstead(
  source: Source,
  id: TSESTree.BindingName,
  read: TSESTree.MemberExpression,
  part: Part,
  block: Block,
): Holder | undefined {
  const { object, parent } = read;
  if (keyOf(read) === keyOfPart(part)) return boundTo(source, id);
  if (id.type !== 'Identifier' || id.typeAnnotation != null) return undefined;
  if (parent.type !== 'VariableDeclarator' || read.optional) return undefined;
  if (part.kind !== 'element' || part.index !== 1 || keyOf(read) !== '0') return undefined;
  // `(await start(p))[0]`: the parentheses may stay.
  const open = source.text.lastIndexOf('[', read.property.range[0]);
  if (open < object.range[1]) return undefined;
  return added(freeName(source, 'cancel', block), (name) => [
    { range: id.range, text: `[${id.name}, ${name}]` },
    { range: [open, read.range[1]], text: '' },
  ]);
}

function added(name: string, edits: (name: string) => Edit[]): Holder {
  return { text: name, variable: undefined, part: { kind: 'whole' }, edits: edits(name) };
}

const isName = /^[A-Za-z_$][\w$]*$/;
