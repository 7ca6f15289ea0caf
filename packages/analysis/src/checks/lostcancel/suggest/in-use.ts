/**
 * Is a context still in use when the block that made it ends? Follows it through the syntax of the block: whatever was
 * given the context may need it for as long as it lives, until it has been awaited or is known to be plain data. The
 * answer errs to "in use": what leaves the block, and work that nobody waits for, counts as such.
 *
 * Not seen: what a function that was called, and has returned, keeps doing without a promise to show for it, unless
 * its name says so.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { isRoot } from '../../../flow/build.js';
import { makeClimb } from '../../../syntax/climb.js';
import { keyOf } from '../../../syntax/members.js';
import { isConsole, lastName } from '../../../syntax/callee.js';
import { isExported } from '../../../syntax/exports.js';
import { calledFunction, functionOf } from '../../../syntax/functions.js';
import { isTarget, targetsOf } from '../../../syntax/patterns.js';
import { contains, isInType, variableOf, type Variable } from '../../../syntax/scopes.js';
import { unwrap } from '../../../syntax/unwrap.js';
import { keyOfPart } from '../../track/value.js';
import type { Pass } from '../../check.js';
import type { Part } from '../../../types/port.js';
import {
  isAwaited,
  isCallee,
  isConsumed,
  isHarmless,
  iterates,
  keeps,
  listens,
  onlyLooks,
  starts,
} from './calls.js';

/** The context, and where to look. */
export interface Start {
  /** The variables that hold it, or the whole result with it. */
  readonly variables: readonly Variable[];
  /** Where the cancel function is in a variable that holds the whole result: reading that gives no context. */
  readonly cancel: Part;
  /** The block that it must not outlive. */
  readonly block: TSESTree.Node;
  /** Mentions that need not be looked at. */
  isExempt(mention: TSESTree.Node): boolean;
}

/** What the context got into. */
export interface InUse {
  /** Does anything that may need it outlive the block? */
  readonly outlives: boolean;
  /** The variables that hold something that may need it. */
  readonly variables: ReadonlySet<Variable>;
}

type Asked = Pick<Pass<unknown>, 'source' | 'types'>;

/** Follows the context. */
export function followContext({ source, types }: Asked, start: Start): InUse {
  const { scopes } = source;
  const variables = new Set<Variable>(start.variables);
  const queue = [...start.variables];
  const seen = new Set<TSESTree.Node>();
  const capture = makeClimb(start.block, enclose);
  let outlives = false as boolean;
  for (let next = queue.pop(); next !== undefined && !outlives; next = queue.pop()) {
    for (const reference of next.references) {
      const mention = reference.identifier as TSESTree.Node;
      if (!reference.isRead() || isInType(reference) || start.isExempt(mention)) continue;
      if (isCancelOf(mention)) continue;
      flow(mention);
      capture(mention);
    }
  }
  return { outlives, variables };

  /** `pair[1]` of a pair that is kept whole. */
  function isCancelOf({ parent }: TSESTree.Node): boolean {
    return (
      start.cancel.kind !== 'whole' &&
      parent?.type === 'MemberExpression' &&
      keyOf(parent) === keyOfPart(start.cancel)
    );
  }

  /** The functions and classes around a mention hold what they mention. */
  function enclose(node: TSESTree.Node): void {
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'ClassDeclaration': {
        const variable = node.id === null ? undefined : variableOf(scopes, node.id);
        if (variable === undefined) outlives = true;
        else hold(variable);
        return;
      }
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ClassExpression':
        flow(node);
        return;
      default:
    }
  }

  function hold(variable: Variable): void {
    if (variables.has(variable)) return;
    const isInside = variable.defs.every(({ name }) => contains(start.block, name));
    if (isExported(variable)) outlives = true;
    // A `var` lives as long as its function, in which the block may be run again.
    const isVar = variable.defs.some(
      ({ parent }) => parent != null && 'kind' in parent && parent.kind === 'var',
    );
    if (!isInside || isVar) {
      outlives = true;
      return;
    }
    variables.add(variable);
    queue.push(variable);
  }

  function bind(place: TSESTree.Node, hasCome = false): void {
    const patterns =
      place.type === 'VariableDeclaration' ? place.declarations.map(({ id }) => id) : [place];
    for (const name of patterns.flatMap(targetsOf)) {
      const variable = name.type === 'Identifier' ? variableOf(scopes, name) : undefined;
      // A global, or a property or an element of something.
      if (variable === undefined) {
        outlives = true;
      } else if (types.isData(name as TSESTree.Identifier) !== true) {
        // Work that is under way, and that nobody waits for.
        const isOurs = types.isContext(name) || types.isCancelFunc(name);
        if (!isOurs && !hasCome && isNeverUsed(variable)) outlives = true;
        hold(variable);
      }
    }
  }

  /** Is what a variable holds only looked at? */
  function isNeverUsed({ references }: Variable): boolean {
    return references.every((reference) => {
      if (!reference.isRead() || isInType(reference)) return true;
      const { parent } = reference.identifier;
      if (parent.type === 'CallExpression') return isConsole(scopes, parent.callee);
      return parent.type === 'UnaryExpression' || parent.type === 'ExpressionStatement';
    });
  }

  /** The value of this expression may need the context: where does it go? */
  function flow(node: TSESTree.Node): void {
    for (let value = node; !outlives && !seen.has(value);) {
      seen.add(value);
      const next = step(value);
      if (next === undefined) return;
      value = next;
    }
  }

  /** The expression that the value goes into next, if it is not at its end. */
  function step(node: TSESTree.Node): TSESTree.Node | undefined {
    const { parent } = node;
    switch (parent?.type) {
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'SpreadElement':
      case 'ArrayExpression':
      case 'ObjectExpression':
        return parent;
      case 'Property':
        return parent.value === node ? parent.parent : undefined;
      case 'SequenceExpression':
        if (parent.expressions.at(-1) === node) return parent;
        dropped(node);
        return undefined;
      case 'ConditionalExpression':
        return parent.test === node ? undefined : parent;
      case 'LogicalExpression':
        return parent;
      case 'AwaitExpression':
        return mayActAfterAwait(parent) ? parent : undefined;
      case 'MemberExpression':
        if (parent.object !== node) return undefined;
        if (isListener(parent)) outlives = true;
        if (isCallee(parent) || isSignal(parent)) return parent;
        return types.isData(parent) === true ? undefined : parent;
      case 'CallExpression':
      case 'NewExpression':
        return called(parent, node);
      case 'TaggedTemplateExpression':
        return result(parent);
      case 'TemplateLiteral':
        return parent.parent.type === 'TaggedTemplateExpression'
          ? result(parent.parent)
          : undefined;
      case 'VariableDeclarator':
        if (parent.init === node) bind(parent.id);
        return undefined;
      case 'AssignmentExpression':
        if (parent.right !== node) return undefined;
        bind(parent.left);
        return parent;
      case 'AssignmentPattern':
        if (parent.right === node) bind(parent.left);
        return undefined;
      case 'ForOfStatement':
        // What a `for await` gives has been waited for.
        if (parent.right === node) bind(parent.left, parent.await);
        return undefined;
      case 'ExpressionStatement':
        dropped(node);
        return undefined;
      case 'UnaryExpression':
        if (parent.operator === 'void') dropped(node);
        return undefined;
      case 'ReturnStatement':
        // What a function inside returns is found where it is called.
        if (isOfBlock(parent)) outlives = true;
        return undefined;
      case 'ArrowFunctionExpression':
      case 'BinaryExpression':
      case 'ForInStatement':
      case 'ForStatement':
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'SwitchStatement':
      case 'SwitchCase':
      case 'MethodDefinition':
        return undefined;
      default:
        // Yielded, thrown, exported, put into a class or an element of JSX.
        outlives = true;
        return undefined;
    }
  }

  /** A call that is given the value, or calls it. */
  function called(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    node: TSESTree.Node,
  ): TSESTree.Node | undefined {
    if (call.callee === node) {
      const name = node.type === 'MemberExpression' ? lastName(node) : undefined;
      // Whoever listens hears of the end, or of what comes later: to end it is no matter of course.
      outlives = name !== undefined && (starts.test(name) || listens.has(name));
      return result(call);
    }
    if (call.type === 'NewExpression') return call;
    const runtime = types.runtimeExport(call.callee);
    if (isConsole(scopes, call.callee) || (runtime !== undefined && onlyLooks.has(runtime)))
      return undefined;
    const name = lastName(call.callee) ?? '';
    const isOver = isConsumed(call);
    const isWaitedFor = isOver || isAwaited(call);
    // `afterFunc` runs what it is given when the context ends: to end it is no matter of course.
    const isKept = (!isOver && starts.test(name)) || (!isWaitedFor && keeps.test(name));
    if (runtime === 'afterFunc' || isKept) {
      outlives = true;
      return undefined;
    }
    if (isWaitedFor || isHarmless(call.callee)) return result(call);
    if (isLight(node) && !isCalledBack(call, node)) return result(call);
    // An object or a closure may be kept, unless it is known who runs it, and how.
    const runs = call.callee.type === 'MemberExpression' && iterates.has(name);
    if (!runs || !isClosure(node)) outlives = true;
    // `forEach` waits for nothing, the others give what their closures gave.
    else if (name !== 'forEach') return result(call);
    else if (givesMore(node)) outlives = true;
    return undefined;
  }

  /** A context, its signal, or a literal of such: what is passed on, and kept by nobody who need not. */
  function isLight(node: TSESTree.Node): boolean {
    const inner = unwrap(node);
    switch (inner.type) {
      case 'ObjectExpression':
        return inner.properties.every((each) =>
          isLightPart(each.type === 'Property' ? each.value : each.argument),
        );
      case 'ArrayExpression':
        return inner.elements.every((each) => each === null || isLightPart(each));
      case 'SpreadElement':
        return isLight(inner.argument);
      case 'MemberExpression':
        return keyOf(inner) === 'signal' || types.isContext(inner);
      default:
        return types.isContext(inner);
    }
  }

  function isLightPart(node: TSESTree.Node): boolean {
    const isMentioned = (variable: Variable): boolean =>
      variable.references.some(({ identifier }) => contains(node, identifier));
    return isLight(node) || ![...variables].some(isMentioned);
  }

  /** The signal of a context that is followed: no data, and no question. */
  function isSignal(member: TSESTree.MemberExpression): boolean {
    const variable = variableOf(scopes, member.object);
    return (
      variable !== undefined && start.variables.includes(variable) && keyOf(member) === 'signal'
    );
  }

  function result(call: TSESTree.Expression): TSESTree.Node | undefined {
    // What a function inside gives is found where it is called.
    const isGiven = call.parent.type === 'ArrowFunctionExpression';
    return isGiven || isData(call) ? undefined : call;
  }

  /** Nobody will wait for a value that is dropped, if there is something to wait for. */
  function dropped(node: TSESTree.Node): void {
    const value = unwrap(node);
    const inner = value.type === 'ChainExpression' ? value.expression : value;
    const isCall =
      inner.type === 'CallExpression' ||
      inner.type === 'NewExpression' ||
      inner.type === 'TaggedTemplateExpression';
    if (!isCall) return;
    if (!isData(inner)) outlives = true;
  }

  /** Is what an expression gives certain to be plain data? */
  function isData(node: TSESTree.Expression): boolean {
    if (types.isData(node) !== true) return false;
    // A cancel function gives nothing, whatever holds it.
    return node.type !== 'CallExpression' || !isCallback(node.callee) || types.cannotThrow(node);
  }

  /** What has been awaited has done its work, unless it is known for an object that goes on: a response, a stream. */
  function mayActAfterAwait(node: TSESTree.AwaitExpression): boolean {
    const known = types.isData(node);
    if (known !== undefined) return !known;
    const call = unwrap(node.argument);
    return call.type === 'CallExpression' && lastName(call.callee) === 'fetch';
  }

  function isOfBlock(statement: TSESTree.Node): boolean {
    for (let at: TSESTree.Node | undefined = statement; at != null; at = at.parent) {
      if (at === start.block) return true;
      if (isRoot(at) && at !== start.block) return false;
    }
    return true;
  }

  /** `signal.onabort = …` */
  function isListener(member: TSESTree.MemberExpression): boolean {
    return isTarget(member) && /^on[a-z]/.test(lastName(member) ?? '');
  }

  /** Does a closure give something that nobody waits for when its result is dropped? */
  function givesMore(node: TSESTree.Node): boolean {
    const fn = calledFunction(scopes, node);
    if (fn === undefined || !('params' in fn) || fn.async) return true;
    return fn.body.type !== 'BlockStatement' && types.isData(fn.body) !== true;
  }

  /** `db.query(ctx, text, (error, rows) => …);`: what gives its result to a function goes on until then. */
  function isCalledBack(call: TSESTree.CallExpression, node: TSESTree.Node): boolean {
    return (
      call.parent.type === 'ExpressionStatement' &&
      !iterates.has(lastName(call.callee) ?? '') &&
      call.arguments.some((each) => each !== node && isClosure(each))
    );
  }

  /** A closure, or the name of one. */
  function isClosure(node: TSESTree.Node): boolean {
    if (node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression') return true;
    return node.type === 'Identifier' && functionOf(scopes, node) !== undefined;
  }

  /** What is no declared function may give a promise although its type says `void`. */
  function isCallback(callee: TSESTree.Node): boolean {
    const def = callee.type === 'Identifier' ? variableOf(scopes, callee)?.defs[0] : undefined;
    if (def === undefined || /^(?:FunctionName|ImportBinding)$/.test(def.type)) return false;
    return functionOf(scopes, callee) === undefined;
  }
}
