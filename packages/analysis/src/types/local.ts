/** Answers that need nothing but the file: what both adapters share, and all that one without a checker has. */
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey, parameterName } from '../syntax/members.js';
import { functionMethods, isConsole, lastName, superClassOf } from '../syntax/callee.js';
import { calledFunction, functionOf, isAnnotated, signatureOf } from '../syntax/functions.js';
import { constantInitOf, isGlobal, variableOf } from '../syntax/scopes.js';
import { unwrap } from '../syntax/unwrap.js';
import {
  knownOfClass,
  knownOfInterface,
  knownOfType,
  runtimeName,
  type File,
} from './annotation.js';
import { hasAnnotation, knownOf, knownOfDeclared, knownOfResult } from './expression.js';
import { importedBy, placeBehindBound } from './imports.js';
import { isHarmlessFunction, isMadeSafely } from './harmless.js';
import {
  admitsNil,
  isContext,
  iteratesSafely,
  mayBeCancel,
  other,
  pairOf,
  signatureIn,
  unknown,
  type Known,
} from './known.js';
import { matchesModule, namedFunctions } from './modules.js';
import { withoutNil } from './operators.js';
import { memberOf } from './parts.js';
import { isHarmlessHere } from './platform.js';
import type { Factory } from './port.js';
import { runtimeFunction } from './runtime.js';

/** A call of any form. */
export type AnyCall =
  TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression;

/** What any node that the port is asked about is: an annotation, a declared name, a function's result, an expression. */
export function knownOfNode(file: File, node: TSESTree.Node): Known {
  if (node.type.startsWith('TS') && !isExpression(node)) {
    switch (node.type) {
      case 'TSParameterProperty':
      case 'TSPropertySignature':
      case 'TSAbstractPropertyDefinition':
      case 'TSAbstractAccessorProperty':
        return knownOfDeclared(file, node);
      case 'TSInterfaceDeclaration':
        return knownOfInterface(file, node);
      default:
        return knownOfType(file, node);
    }
  }
  switch (node.type) {
    case 'AssignmentPattern':
    case 'ObjectPattern':
    case 'ArrayPattern':
    case 'RestElement':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return knownOfDeclared(file, node);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return knownOfClass(file, node);
    case 'Identifier':
      return hasAnnotation(node) ? knownOfDeclared(file, node) : knownOf(file, node);
    default:
      return knownOf(file, node);
  }
}

/** The name of a callee, as a message shows it: that of a table with its key, that of a call without its arguments. */
export function writtenName(file: File, callee: TSESTree.Node): string {
  const inner = unwrap(callee);
  const text = file.source.text.slice(...inner.range);
  if (/^[\w$.?#[\]'"]+$/.test(text)) return text;
  if (inner.type === 'CallExpression') return `${writtenName(file, inner.callee)}()`;
  return lastName(inner) ?? 'the call';
}

/** The factory that one of the runtime's functions is. */
export function runtimeFactory(
  name: string,
  runtime: string | undefined,
  { arguments: [, limit] }: TSESTree.CallExpression,
): Factory | undefined {
  const fn = runtimeFunction(runtime);
  if (fn?.returns !== 'pair') return undefined;
  return {
    name,
    context: { kind: 'element', index: 0 },
    cancel: { kind: 'element', index: 1 },
    promise: false,
    keeps: fn.keeps === 'timer' && isInfinity(limit) ? 'child' : (fn.keeps ?? 'child'),
  };
}

/** `Infinity` is no deadline. */
function isInfinity(node: TSESTree.Node | undefined): boolean {
  return node?.type === 'Identifier' && node.name === 'Infinity';
}

/** The factory that a function with this declared return type is. */
export function declaredFactory(name: string, returned: Known): Factory | undefined {
  const pair = pairOf(returned);
  return pair && { name, ...pair, keeps: 'child', isDeclared: true };
}

/**
 * What settings say of a callee: `true` for a factory, `false` for none, `undefined` where they do not name it.
 * `isNamed` answers for what the imports of this file do not show.
 */
export function settingOf(
  file: File,
  callee: TSESTree.Node,
  isNamed: (module: string, name: string) => boolean,
): boolean | undefined {
  const { source, settings } = file;
  if (settings.factories.length === 0 && settings.notFactories.length === 0) return undefined;
  const imported = importedBy(source, callee);
  const named = (entries: readonly string[]) =>
    namedFunctions(entries).some(({ module, name }) =>
      imported?.name === name
        ? matchesModule([module], imported.specifier, source) || isNamed(module, name)
        : isNamed(module, name),
    );
  if (named(settings.notFactories)) return false;
  return named(settings.factories) ? true : undefined;
}

/** What a callee returns, as far as the file declares it. */
export function knownOfLocalCall(file: File, callee: TSESTree.Node): Known {
  return knownOfResult(file, unwrap(callee));
}

/** Is it said in the file that this call never comes back: by the type `never`, or because it ends the process? */
export function neverReturnsHere(file: File, call: AnyCall): boolean {
  if (call.type !== 'CallExpression') return false;
  if (endsProcess(file, call.callee)) return true;
  return isDeclaredNever(file, call.callee);
}

/** Does the file declare that this function never returns? */
export function isDeclaredNever(file: File, fn: TSESTree.Node): boolean {
  const signature = signatureOf(file.source.scopes, unwrap(fn));
  return signature?.returnType?.typeAnnotation.type === 'TSNeverKeyword';
}

/** `exit` and `abort` of `node:process`, imported. */
function endsProcess(file: File, callee: TSESTree.Node): boolean {
  const imported = importedBy(file.source, callee);
  if (imported?.specifier !== 'node:process' && imported?.specifier !== 'process') return false;
  return imported.name === 'exit' || imported.name === 'abort';
}

/** What a call's callee takes for an argument, as far as the file says; `unknown` where it does not. */
export function knownOfArgumentHere(file: File, call: AnyCall, index: number): Known {
  return call.type === 'TaggedTemplateExpression'
    ? unknown
    : knownOfTakenHere(file, call.callee, index);
}

/** The same of a callee, whoever calls it. */
export function knownOfTakenHere(file: File, callee: TSESTree.Node, index: number): Known {
  const runtime = runtimeFunction(runtimeName(file, callee));
  if (runtime !== undefined) {
    const place = placeBehindBound(file.source, callee, index);
    return runtime.contextAt === place ? { kind: 'context' } : other;
  }
  const taking = takerOf(file, unwrap(callee));
  if (taking === undefined) return unknown;
  const params = paramsOf(taking);
  const last = params.at(-1);
  if (last?.type === 'RestElement' && index >= params.length - 1) {
    return partOfRest(knownOfDeclared(file, last), index - params.length + 1);
  }
  const param = params[index];
  if (param === undefined) return other;
  const known = knownOfDeclared(file, param);
  // What tells whether there is a context is the test that is asked for, and no callee that uses it unasked.
  return admitsNil(known) && isTestOf(taking, param) ? other : known;
}

/** Does the file say that what a callee takes as an argument has a default? */
export function hasDefaultHere(file: File, callee: TSESTree.Node, index: number): boolean {
  const taking = takerOf(file, unwrap(callee));
  const param = taking && paramsOf(taking)[index];
  const inner = param?.type === 'TSParameterProperty' ? param.parameter : param;
  return inner?.type === 'AssignmentPattern';
}

/** What callers give: all but `this`. */
function paramsOf({ params }: Taker): readonly TSESTree.Parameter[] {
  return params.filter((param) => param.type !== 'Identifier' || param.name !== 'this');
}

/** `ctx is Context`, `asserts ctx`: does a function tell by its return type what it was given here? */
function isTestOf({ returnType }: Taker, param: TSESTree.Parameter): boolean {
  const type = returnType?.typeAnnotation;
  if (type?.type !== 'TSTypePredicate' || type.parameterName.type !== 'Identifier') return false;
  return type.parameterName.name === parameterName(param);
}

/** What a rest parameter of this type takes at an index, counted from where it starts. */
export function partOfRest(rest: Known, index: number): Known {
  if (rest.kind === 'tuple') return rest.of[index] ?? other;
  return rest.kind === 'list' && rest.of.length === 1 ? rest.of[0]! : unknown;
}

/** What `run` is in `server?.run(ctx)` and `server!.run(ctx)`, where there is a server. */
function knownOfPresent(file: File, callee: TSESTree.Node): Known {
  if (callee.type !== 'MemberExpression') return unknown;
  return memberOf(withoutNil(knownOf(file, callee.object)), callee);
}

/** What a callee takes, and of a function what it gives back. */
interface Taker {
  readonly params: readonly TSESTree.Parameter[];
  readonly returnType?: TSESTree.TSTypeAnnotation | undefined;
}

function takerOf(file: File, callee: TSESTree.Node): Taker | undefined {
  const { scopes } = file.source;
  const base = callee.type === 'Super' ? superClassOf(callee) : undefined;
  const named =
    base === undefined
      ? ((isAnnotated(scopes, callee) ? undefined : calledFunction(scopes, callee)) ??
        signatureOf(scopes, callee) ??
        signatureIn(knownOf(file, callee)) ??
        signatureIn(knownOfPresent(file, callee)))
      : functionOf(scopes, base);
  if (named === undefined || 'params' in named) return named;
  const params = constructorParams(named);
  return params && { params };
}

/** Can this call not throw, as far as the file says? `undefined` where it does not. */
export function cannotThrowHere(file: File, call: AnyCall): boolean | undefined {
  if (call.type === 'TaggedTemplateExpression') return undefined;
  const callee = unwrap(call.callee);
  const { scopes } = file.source;
  if (call.type === 'NewExpression') {
    const iterates = (node: TSESTree.Expression) => iteratesSafely(knownOf(file, node));
    return isMadeSafely(scopes, callee, call.arguments, iterates) || undefined;
  }
  const runtime = runtimeName(file, callee);
  if (runtime !== undefined) {
    const fn = runtimeFunction(runtime);
    if (fn === undefined || runtime === 'throwIfDone') return false;
    const parent = fn.contextAt === undefined ? undefined : call.arguments[fn.contextAt];
    if (parent === undefined) return fn.contextAt === undefined;
    if (parent.type === 'SpreadElement') return undefined;
    const known = knownOf(file, parent);
    return known.kind === 'unknown' ? undefined : !admitsNil(known);
  }
  if (isConsole(scopes, callee) || endsProcess(file, callee)) return true;
  if (isHarmlessFunction(scopes, callee) || isHarmlessHere(file, callee)) return true;
  // Nil is not asked for: `?.` does not call it.
  if (mayBeCancel(knownOf(file, callee))) return true;
  if (callee.type === 'MemberExpression') {
    const object = knownOf(file, callee.object);
    if (object.kind === 'cancel' && functionMethods.has(accessedKey(callee) ?? '')) {
      return true;
    }
    if (object.kind === 'context') return true;
  }
  return knownOf(file, call).kind === 'promise' ? true : undefined;
}

/** Does a call hand one of the runtime's functions something of which nobody knows whether it is nil? */
export function hasUnknownParent(file: File, call: AnyCall): boolean {
  if (call.type !== 'CallExpression') return false;
  const runtime = runtimeName(file, call.callee);
  const at = runtime === 'throwIfDone' ? undefined : runtimeFunction(runtime)?.contextAt;
  const parent = at === undefined ? undefined : call.arguments[at];
  return parent !== undefined && parent.type !== 'SpreadElement';
}

/** Is an awaited expression one that never rejects, as far as the file says? `undefined` where it does not. */
export function isSafeToAwait(file: File, argument: TSESTree.Expression): boolean | undefined {
  const inner = unwrap(argument);
  const call = inner.type === 'ChainExpression' ? inner.expression : inner;
  if (call.type !== 'CallExpression') return undefined;
  const callee = unwrap(call.callee);
  if (isSleep(file, call) || givesNoPromise(file, callee)) return true;
  if (callee.type !== 'MemberExpression') return undefined;
  const name = accessedKey(callee);
  if (name === 'allSettled' && isGlobal(file.source.scopes, callee.object, 'Promise')) return true;
  return name === 'done' && isContext(knownOf(file, callee.object)) ? true : undefined;
}

/** A method of the `console`, a timer's own function, a cancel function, or what `afterFunc` gives. */
function givesNoPromise(file: File, callee: TSESTree.Node): boolean {
  const { scopes } = file.source;
  if (isConsole(scopes, callee)) return true;
  if (callee.type !== 'Identifier') return false;
  if (isHarmlessFunction(scopes, callee) || mayBeCancel(knownOf(file, callee))) return true;
  const made = constantInitOf(variableOf(scopes, callee));
  return made?.type === 'CallExpression' && runtimeName(file, made.callee) === 'afterFunc';
}

/** A timer of `node:timers/promises`, which rejects only by the signal among its options. */
function isSleep({ source }: File, call: TSESTree.CallExpression): boolean {
  const imported = importedBy(source, call.callee);
  if (imported === undefined || !/^(?:node:)?timers\/promises$/.test(imported.specifier))
    return false;
  const most = imported.name === 'setTimeout' ? 2 : imported.name === 'setImmediate' ? 1 : -1;
  return call.arguments.length <= most && call.arguments.every((a) => a.type !== 'SpreadElement');
}

function constructorParams(
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
): readonly TSESTree.Parameter[] | undefined {
  const made = node.body.body.find(
    (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
  );
  if (made?.type === 'MethodDefinition') return made.value.params;
  return node.superClass === null ? [] : undefined;
}

function isExpression(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return true;
    default:
      return false;
  }
}

/** Does the value of this expression, as far as the file says, admit nil? What tests may have narrowed is unknown. */
export function admitsNilHere(file: File, node: TSESTree.Expression): boolean {
  const known = knownOf(file, node);
  return admitsNil(known) && !(known.kind === 'union' && mayBeLess(known, node));
}

/** Could the value be of some of the parts of a union alone: where tests narrow it, or somebody puts in another type? */
export function mayBeLess(
  { bound }: Known & { kind: 'union' },
  node: TSESTree.Expression,
): boolean {
  return bound === true || isNarrowable(node);
}

/** Could tests in the program have narrowed the declared type of this expression? */
function isNarrowable(node: TSESTree.Expression): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression':
    case 'ThisExpression':
      return true;
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return isNarrowable(node.expression);
    case 'AssignmentExpression':
      return isNarrowable(node.right);
    case 'SequenceExpression':
      return isNarrowable(node.expressions.at(-1)!);
    case 'LogicalExpression':
      return isNarrowable(node.left) || isNarrowable(node.right);
    case 'ConditionalExpression':
      return isNarrowable(node.consequent) || isNarrowable(node.alternate);
    default:
      return false;
  }
}
