/**
 * The port without a type checker: imports, annotations and declarations of the one file. It works on plain
 * JavaScript with any parser and scope manager. What other files declare is unknown.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { calledIn, lastName } from '../syntax/callee.js';
import { isExported } from '../syntax/exports.js';
import { variableOf } from '../syntax/scopes.js';
import type { Settings, Source } from '../syntax/source.js';
import { unwrap } from '../syntax/unwrap.js';
import { admittedHere } from './admitted.js';
import { runtimeName, type File } from './annotation.js';
import { isKnownData } from './data.js';
import { knownOf, knownOfResult } from './expression.js';
import { mayBeFixed } from './fixed.js';
import { keyKindOf, knownOfKeyHere } from './keys.js';
import {
  contextKind,
  holdsContext,
  isContext,
  isNoThenable,
  iteratesSafely,
  mayBeCancel,
  mayBeContext,
  nonNilContextKind,
} from './known.js';
import {
  admitsNilHere,
  cannotThrowHere,
  hasDefaultHere,
  hasUnknownParent,
  isDeclaredNever,
  declaredFactory,
  isSafeToAwait,
  knownOfArgumentHere,
  knownOfLocalCall,
  knownOfNode,
  knownOfTakenHere,
  neverReturnsHere,
  runtimeFactory,
  settingOf,
  writtenName,
} from './local.js';
import { isModuleFile, isPackage, mentionsModule, namedFunctions } from './modules.js';
import { namedFactory } from './named-factory.js';
import { isMemberDeclared, knownOfPlace } from './place.js';
import type { Factory, Types } from './port.js';
import { runtimeFunction } from './runtime.js';
import { isWrittenAs } from './type-names.js';

/** Answers for one file. Makes nothing before it is asked. */
export function createUncheckedTypes(source: Source, settings: Settings): Types {
  const file: File = { source, settings };
  return {
    checked: false,
    reaches: () =>
      mentionsModule(source.text, settings) ||
      isModuleFile(settings.modules, source.path, source.cwd) ||
      namedFunctions(settings.factories).some(({ name }) => source.text.includes(name)),
    // Asking costs no more than filtering would.
    mayBeFactory: () => true,
    mayConcernContext: () => true,
    mayGiveContext: () => true,
    mayAdmitNil: (node) => admitsNilHere(file, node),
    runtimeExport: (callee) => runtimeName(file, callee),
    mayImport: (specifier, name) =>
      runtimeFunction(name) !== undefined && isPackage(settings.modules, specifier),
    hasExport: () => false,
    isContext: (node) => isContext(knownOfNode(file, node)),
    holdsContext: (node) => holdsContext(knownOfNode(file, node)),
    isCancelFunc: (node) => mayBeCancel(knownOfNode(file, node)),
    implementsContext: (node) => isContext(knownOfNode(file, node)),
    declaresMember: (owner, key) =>
      owner.type === 'ObjectExpression' && isMemberDeclared(file, owner, key),
    mayBeContext: (node) => mayBeContext(knownOf(file, node)),
    expectsContext: (call, index) => contextKind(knownOfArgumentHere(file, call, index)),
    takesContext: (fn, index) => contextKind(knownOfTakenHere(file, fn, index)),
    hasDefault: (callee, index) => hasDefaultHere(file, callee, index),
    nonNilContext: (node) => nonNilContextKind(knownOfNode(file, node)),
    nonNilContextAt: (value) => nonNilContextKind(knownOfPlace(file, value)),
    admitsNil: (node) => admitsNilHere(file, node),
    isFixedElsewhere: (fn, index) => mayBeFixed(file, fn, index),
    isOfTypeNamed: (node, isName) => isWrittenAs(source, node, isName),
    admitted: (node) => admittedHere(file, node),
    keyKind: (node) =>
      keyKindOf(
        file,
        node,
        (callee) => runtimeName(file, callee),
        (key) => knownOfKeyHere(file, key),
      ),
    isData: (node) => isKnownData(knownOf(file, node)),
    releaseOf: () => ({ call: true, using: false }),
    asksFor: () => undefined,
    factory: (call) => localFactory(file, call),
    cannotReject: (argument) =>
      isSafeToAwait(file, argument) ?? isNoThenable(knownOf(file, argument)),
    givesNoPromise: (fn) =>
      !isDeclaredNever(file, fn) && isNoThenable(knownOfResult(file, unwrap(fn))),
    cannotThrow: (call) => cannotThrowHere(file, call) ?? hasUnknownParent(file, call),
    iteratesSafely: (node) => iteratesSafely(knownOf(file, node)),
    coversAll: () => false,
    neverReturns: (call) => neverReturnsHere(file, call),
    isNever: () => false,
  };
}

/** The factory that a call calls, by imports and local declarations. */
function localFactory(file: File, call: TSESTree.CallExpression): Factory | undefined {
  const callee = calledIn(call);
  const name = writtenName(file, callee);
  const setting = settingOf(file, callee, (module, named) =>
    isDeclaredHere(file, callee, module, named),
  );
  if (setting === false) return undefined;
  const runtime = runtimeFactory(name, runtimeName(file, callee), call);
  if (runtime !== undefined) return runtime;
  const returned = knownOfLocalCall(file, callee);
  return setting === true ? namedFactory(name, returned, call) : declaredFactory(name, returned);
}

function isDeclaredHere(
  { source }: File,
  callee: TSESTree.Node,
  module: string,
  name: string,
): boolean {
  if (lastName(callee) !== name || !isModuleFile([module], source.path, source.cwd)) return false;
  const inner = unwrap(callee);
  if (inner.type !== 'Identifier') return true;
  const variable = variableOf(source.scopes, inner);
  return variable !== undefined && isExported(variable);
}
