/** A lost path in words: which message, with which data, and the steps that lead there. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edge, Item, Jump } from '../../flow/graph.js';
import { isFailure } from '../../flow/reachable.js';
import type { Place } from '../../report/finding.js';
import type { Keeps } from '../../types/port.js';
import type { Lines } from '../../syntax/lines.js';
import { contains } from '../../syntax/scopes.js';
import { isLoop } from '../../syntax/statements.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { Vain } from '../track/frame.js';
import type { LostPath, Step } from '../track/path.js';
import { receiverOf, type CancelAcquisition } from './acquisition.js';

/** How a cancel function was lost. */
export interface Description {
  readonly messageId: LossId;
  readonly data: Readonly<Record<string, string>>;
  readonly related: readonly Place[];
}

/** The text of the file, and where its lines are. */
export interface Written {
  readonly text: string;
  readonly lines: Lines;
}

/** The faults, one message each. */
export type LossId =
  | 'lostOnReturn'
  | 'lostOnThrow'
  | 'lostOnRejection'
  | 'lostOnYield'
  | 'lostOnJump'
  | 'lostAtEnd'
  | 'overwritten'
  | 'neverHeld'
  | 'heldInVain';

/** The faults' messages. `cancel` is the function as a reader would call it. */
export const lossMessages: Readonly<Record<LossId, string>> = {
  lostOnReturn: open('the return at line {{line}} leaves it open'),
  lostOnThrow: open('the {{thrown}} at line {{line}} leaves it open'),
  lostOnRejection: open('the rejection of `{{code}}` at line {{line}} leaves it open'),
  lostOnYield: open('a consumer that stops at the `yield` at line {{line}} leaves it open'),
  lostOnJump: open('the `{{code}}` at line {{line}} leaves it open'),
  lostAtEnd: open('the end of the {{scope}} at line {{line}} leaves it open'),
  overwritten: open('the assignment at line {{line}} drops it while it is open'),
  heldInVain:
    '{{cancel}} from `{{factory}}` is put into `{{place}}`, from where nothing calls it or hands it over, and {{leak}}',
  neverHeld: '{{cancel}} from `{{factory}}` is not kept, so nothing can call it, and {{leak}}',
};

/** What is left behind, until when. */
const leaks: Readonly<Record<Keeps, string>> = {
  timer: 'its timer runs until the deadline',
  child: 'its context stays with the parent until that ends',
  signal: 'its place at the parent and its listener on the signal stay until one of the two ends',
  handlers:
    'its signal handlers, which keep the process from ending by them, stay until one is called or the parent ends',
};

function open(how: string): string {
  return `{{cancel}} from \`{{factory}}\` is not called on every path: ${how}, and {{leak}}{{path}}{{vain}}`;
}

/** Describes a path. `name` is what a reader would call the function, if anything holds it. */
export function describe(
  acquisition: CancelAcquisition,
  path: LostPath,
  name: string | undefined,
  { text, lines: lineOf }: Written,
): Description {
  const cancel = name ?? 'the cancel function';
  const { call, factory } = acquisition;
  const loss = lossOf(acquisition, path, { text, lines: lineOf });
  const steps = placesOf(path.steps, loss.edge, text);
  const vain = path.vain.at(-1);
  const related: Place[] = [
    { range: call.range, message: `${cancel} is acquired here` },
    ...steps,
    { range: loss.node.range, message: `${cancel} is lost here` },
  ];
  if (vain !== undefined) {
    const before = steps.findLastIndex(({ range }) => range[0] < vain.node.range[0]) + 1;
    const place = { range: vain.node.range, message: fateIn(vain, cancel, 'here', text) };
    related.splice(before + 1, 0, place);
  }
  const lines = steps
    .map((step) => String(lineOf(step.range[0])))
    .filter((line, i, all) => line !== all[i - 1]);
  // The place of the loss is said already.
  if (lines.at(-1) === loss.data['line']) lines.pop();
  return {
    messageId: loss.messageId,
    data: {
      cancel,
      factory: factory.name,
      leak: leaks[factory.keeps],
      path: pathOf(lines),
      vain:
        vain === undefined
          ? ''
          : `; ${fateIn(vain, 'it', `at line ${String(lineOf(vain.node.range[0]))}`, text)}`,
      ...loss.data,
    },
    related,
  };
}

/** What became of the function in such a place: in a call that got it, or in what it was put into. */
function fateIn({ node, isItself }: Vain, it: string, where: string, text: string): string {
  const subject = isItself ? it : `a function that has ${it}`;
  const code = codeOf(node, text);
  return node.type === 'CallExpression' || node.type === 'NewExpression'
    ? `${subject} is given to \`${code}\` ${where}, which does not call it or hand it over`
    : `${subject} is put into \`${code}\` ${where}, from where nothing calls it or hands it over`;
}

/** Where the function itself was put, if it was not given to a call. */
function placeOf(vain: Vain | undefined): TSESTree.Node | undefined {
  if (vain?.isItself !== true || /^(?:Call|New)Expression$/.test(vain.node.type)) return undefined;
  return vain.node.type === 'PropertyDefinition' ? vain.node.key : vain.node;
}

/** Hosts without related places show at least the lines of the decisions. */
function pathOf(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return ` (path: ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(' → ')})`;
}

interface Loss {
  readonly messageId: LossId;
  readonly node: TSESTree.Node;
  readonly data: Readonly<Record<string, string>>;
  /** The edge by which it is lost, where the message says so. */
  readonly edge?: Edge;
}

function lossOf(acquisition: CancelAcquisition, path: LostPath, written: Written): Loss {
  const { loss } = path;
  if (loss.kind === 'item') {
    const { node } = loss.item;
    // The acquisition's own statement drops what an earlier turn of a loop has put there.
    const isSecond = path.edges.some(({ from }) => acquires(from.items.at(-1), acquisition));
    const isOwn = contains(node, acquisition.node) && !isSecond;
    const line = String(written.lines(node.range[0]));
    if (!isOwn) return { messageId: 'overwritten', node, data: { line } };
    const place =
      receiverOf(acquisition.node, acquisition.acquired.resource) ?? placeOf(path.vain.at(-1));
    return place === undefined
      ? { messageId: 'neverHeld', node, data: { line } }
      : {
          messageId: 'heldInVain',
          node,
          data: { cancel: 'the cancel function', line, place: codeOf(place, written.text) },
        };
  }
  const edge = beginOf(loss.edge, path.beside);
  const item = edge.from.items.at(-1);
  if (item?.kind === 'yield') return at('lostOnYield', item.node);
  if (isFailure(edge) && item !== undefined) return { ...thrownBy(item, written), edge };
  if (edge.kind === 'return' && item?.node.type === 'ReturnStatement') {
    return at('lostOnReturn', item.node);
  }
  const { jump } = edge;
  if (jump !== undefined) {
    const code = jump.label ? `${wordOf(jump)} ${jump.label.name}` : wordOf(jump);
    const { node, data } = at('lostOnJump', jump);
    return { messageId: 'lostOnJump', node, data: { ...data, code } };
  }
  const { root } = acquisition;
  const isExit = edge.kind === 'return';
  const node = isExit ? root : edge.from.scope;
  const line = String(written.lines(node.range[1] - 1));
  return { messageId: 'lostAtEnd', node: lastOf(node), data: { line, scope: scopeName() } };

  function at(messageId: LossId, node: TSESTree.Node): Loss {
    return { messageId, node, data: { line: String(written.lines(node.range[0])) } };
  }

  function scopeName(): string {
    if (!isExit) return scopeIn(node);
    if (root.type === 'Program') return 'module';
    if (root.type === 'StaticBlock') return 'static block';
    return 'params' in root ? 'function' : 'field initializer';
  }
}

/** Does this acquire? A test of what was acquired has the same node: `open(id)?.ctx`. */
function acquires(item: Item | undefined, { node }: CancelAcquisition): boolean {
  return item?.node === node && (item.kind === 'call' || item.kind === 'await');
}

/** A completion that came through `finally` blocks began where it left no landing. */
function beginOf(edge: Edge, path: readonly Edge[]): Edge {
  const landing = edge.from;
  if (landing.runs === undefined) return edge;
  const before =
    path.findLast(({ to }) => to === landing) ??
    // A block where nothing happens is passed over, but the edge to it is on the path.
    landing.preds.find(({ from }) => path.some((e) => e.from === from || e.to === from));
  return before === undefined ? edge : beginOf(before, path);
}

/** What ends inside a function: a turn where it is the body of a loop. */
function scopeIn(node: TSESTree.Node): string {
  if (isLoop(node)) return 'loop';
  const isBody = node.type === 'BlockStatement' && isLoop(node.parent);
  return isBody ? 'loop turn' : 'block';
}

function wordOf({ type }: Jump): string {
  return type === 'BreakStatement' ? 'break' : 'continue';
}

function thrownBy(item: Item, { text, lines }: Written): Loss {
  const node = throwerIn(item);
  const line = String(lines(node.range[0]));
  const code = throwerOf(item, text);
  if (isRejection(item)) return { messageId: 'lostOnRejection', node, data: { line, code } };
  const by = item.kind === 'iterate' ? 'iteration over' : 'throw of';
  const thrown = item.kind === 'throw' ? `\`${code}\`` : `${by} \`${code}\``;
  return { messageId: 'lostOnThrow', node, data: { line, thrown } };
}

/** What a reader would point at: of a loop, what it iterates over. */
function throwerIn(item: Item): TSESTree.Node {
  if (item.kind === 'iterate') return item.of;
  return item.node.type === 'ForOfStatement' ? item.node.right : item.node;
}

/** What throws, or rejects, as one would speak of it. */
function throwerOf(item: Item, text: string): string {
  switch (item.kind) {
    case 'settle':
      return codeOf(item.node, text);
    case 'await':
      return item.node.type === 'AwaitExpression'
        ? codeOf(item.node.argument, text)
        : `for await (… of ${codeOf(item.node.right, text)})`;
    case 'dispose':
      return usingOf(item.node, text);
    case 'iterate':
      return codeOf(item.of, text);
    default:
      return codeOf(item.node, text);
  }
}

function isRejection(item: Item): boolean {
  if (item.kind === 'await' || item.kind === 'settle') return true;
  return item.kind === 'dispose' && item.node.kind === 'await using';
}

/** The decisions on the way, and what is caught; of a call only where there are some inside. `loss` is told elsewhere. */
function placesOf(steps: readonly Step[], loss: Edge | undefined, text: string): Place[] {
  return steps.flatMap(({ from, edge, inside }) => {
    const within = placesOf(inside, loss, text);
    const item = from.items.at(-1);
    if (within.length > 0 && item !== undefined) within.unshift(entryOf(item, text));
    return edge === undefined || edge === loss ? within : [...within, ...stepOf(edge, text)];
  });
}

/** What runs a closure: a call, the end of a `using` scope, the definition of a class. */
function entryOf(item: Item, text: string): Place {
  const { kind, node } = item;
  const code = kind === 'dispose' ? usingOf(item.node, text) : codeOf(node, text);
  return { range: node.range, message: `\`${code}\` is ${kind === 'call' ? 'called' : 'run'}` };
}

function usingOf({ kind, declarations }: TSESTree.VariableDeclaration, text: string): string {
  return `${kind} ${declarations.map(({ id }) => text.slice(...id.range)).join(', ')}`;
}

/** A decision on the way, or an exception. */
function stepOf(edge: Edge, text: string): Place[] {
  const item = edge.from.items.at(-1);
  if (item === undefined) return [];
  if (isFailure(edge)) return [throwingOf(item, text)];
  if (edge.kind !== 'true' && edge.kind !== 'false') return [];
  const holds = edge.kind === 'true';
  const { node } = item;
  if (item.kind === 'choose') {
    if (node.type === 'SwitchCase') {
      return holds ? [{ range: node.range, message: 'this case is taken' }] : [];
    }
    const right = 'right' in node ? node.right : node;
    return [{ range: right.range, message: holds ? 'the loop goes on' : 'the loop ends' }];
  }
  if (item.kind !== 'test' || node.type === 'AssignmentPattern') return [];
  const answer = item.question === 'truthy' ? (holds ? 'true' : 'false') : holds ? 'there' : 'nil';
  return [{ range: node.range, message: `\`${codeOf(node, text)}\` is ${answer}` }];
}

function throwingOf(item: Item, text: string): Place {
  const code = `\`${throwerOf(item, text)}\``;
  const { range } = throwerIn(item);
  if (item.kind === 'throw') return { range, message: `${code} is reached` };
  const subject = item.kind === 'iterate' ? `the iteration over ${code}` : code;
  return { range, message: `${subject} ${isRejection(item) ? 'rejects' : 'throws'}` };
}

/** A node as one would speak of it: a call without its arguments, one line, not too long. */
function codeOf(node: TSESTree.Node, text: string): string {
  switch (node.type) {
    case 'ChainExpression':
      return codeOf(node.expression, text);
    case 'CallExpression':
      return chainOf(node, text);
    case 'NewExpression':
      return `new ${codeOf(node.callee, text)}()`;
    case 'TaggedTemplateExpression':
      return `${codeOf(node.tag, text)}\`\``;
    case 'ThrowStatement':
      return `throw ${codeOf(node.argument, text)}`;
    default: {
      const code = text.slice(...node.range).replaceAll(/\s+/g, ' ');
      return code.length > 40 ? `${code.slice(0, 39)}…` : code;
    }
  }
}

/** A call, and what it is called on: the calls of the chain before it without their arguments, as far as they fit. */
function chainOf(node: TSESTree.CallExpression, text: string): string {
  let links = '';
  for (let at: TSESTree.Node = node; ;) {
    if (links.length > 40) return `…${links}`;
    if (at.type === 'CallExpression') {
      links = `()${links}`;
      at = unwrap(at.callee);
      if (at.type.endsWith('FunctionExpression')) return `(${codeOf(at, text)})${links}`;
    } else if (at.type === 'MemberExpression' && isOfCall(at)) {
      const name = text.slice(...at.property.range);
      const dot = at.optional ? '?.' : at.computed ? '' : '.';
      links = `${dot}${at.computed ? `[${name}]` : name}${links}`;
      at = unwrap(at.object);
    } else {
      return codeOf(at, text) + links;
    }
  }
}

/** Is it a member, at any depth, of what a call gives? */
function isOfCall({ object }: TSESTree.MemberExpression): boolean {
  const inner = unwrap(object);
  if (inner.type === 'MemberExpression') return isOfCall(inner);
  return inner.type === 'CallExpression' || inner.type === 'NewExpression';
}

/** The closing brace of a scope, as a place that one can point at. */
function lastOf(node: TSESTree.Node): TSESTree.Node {
  return { ...node, range: [node.range[1] - 1, node.range[1]] };
}
