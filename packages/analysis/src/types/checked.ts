/**
 * The port with a type checker behind it: typescript-eslint's parser services. What the file itself says is taken from
 * there first, which is cheaper and the same; the checker is asked for declared types and signatures. Where it
 * throws, as it does on very long functions, the answer is "unknown".
 */
import type { TSESTree } from '@typescript-eslint/types';
import { admittedReader } from './admitted-checked.js';
import type * as ts from './compiler.js';
import { calleeName, eachName, lastName, lastSpelling } from '../syntax/callee.js';
import { isJavaScript, type Settings, type Source } from '../syntax/source.js';
import { isBareParameter, variableOf } from '../syntax/scopes.js';
import { unwrap } from '../syntax/unwrap.js';
import { queriedFunction, type File } from './annotation.js';
import { askedReader } from './asked.js';
import { castOf } from './cast.js';
import { calleeReader, type CallLike, type Services } from './callee.js';
import { isDataType, releaseOfType, type IsData } from './data.js';
import { makeElsewhere } from './elsewhere.js';
import { coversAll } from './exhaustive.js';
import { exportsReader } from './exports-checked.js';
import { knownOf } from './expression.js';
import { isMadeWith } from './made-with.js';
import { memberOf, viewedBy } from './parts.js';
import { factoryReader } from './factory-checked.js';
import { fixedReader } from './fixed-checked.js';
import { isMadeSafely } from './harmless.js';
import { keyKindOf, knownOfKeyHere } from './keys.js';
import * as k from './known.js';
import * as local from './local.js';
import { membersReader } from './members-checked.js';
import { namesOf } from './names-of.js';
import { knownOfPlace } from './place.js';
import { harmlessMethod, isOfPlatform } from './platform.js';
import type { Part, Release, Types } from './port.js';
import { checksIndices, factsOf } from './program.js';
import { reachesContexts } from './reaches.js';
import { runtimeFunction } from './runtime.js';
import { safely } from './safely.js';
import { takenReader } from './taken-checked.js';
import { isMadeBySymbolFor, typeReader } from './type.js';
import { isTypeNamed, isWrittenAs } from './type-names.js';

/** Answers for one file of one program. Makes nothing before it is asked. */
export function createCheckedTypes(source: Source, services: Services, settings: Settings): Types {
  const file: File = { source, settings };
  // What is put under an index is there, what is read under it may not be.
  const reading: File = {
    ...file,
    checksIndices: checksIndices(services.program),
    asksOfEnds: true,
  };
  const facts = factsOf(services.program, settings, source.cwd);
  const { checker } = facts;
  const reader = typeReader(facts, services.program);
  const callees = calleeReader(facts, services);
  const isScript = isJavaScript(source.path);
  const isFixed = fixedReader(checker, services, callees, isScript);
  const { file: sourceFile } = services;
  const names = namesOf(facts, sourceFile);
  const exports = exportsReader(file, facts, callees, names);
  const { runtimeExport } = exports;
  const isElsewhere = makeElsewhere(file, {
    import: (specifier) => facts.files().reachedBy(specifier, sourceFile),
    globals: () => facts.files().everywhere,
    name: (name) => names.factories().has(name) || names.contexts().has(name),
  });
  const factory = factoryReader(file, callees, { isElsewhere, runtimeExport, returnOf });
  const taken = takenReader(checker, callees, {
    isElsewhere,
    runtimeExport,
    read: (type) => reader.read(type),
    contexts: () => facts.contexts(),
  });
  const declaresMember = membersReader(checker, services, (type) => reader.read(type));
  const asksFor = askedReader(file, callees, isElsewhere);
  const admitted = admittedReader(source, services.program, typeAt);

  return {
    checked: true,
    reaches: () => reachesContexts(services.program, sourceFile, settings, source.cwd),
    mayBeFactory: (name) => safely(true, () => names.factories().has(name)),
    mayGiveContext: (name) => safely(true, () => names.contexts().gives(name)),
    mayConcernContext: (name) =>
      safely(true, () => names.contexts().has(name) || names.runtime().has(name)),
    mayAdmitNil: (node) => safely(true, () => mayAdmitNil(node)),
    runtimeExport,
    mayImport: (specifier, name) => safely(false, () => facts.exports(sourceFile, specifier, name)),
    hasExport: exports.hasExport,
    isContext: (node) => k.isContext(knownOfNode(node)),
    holdsContext,
    isCancelFunc: (node) => k.mayBeCancel(knownOfNode(node)),
    implementsContext: (node) => k.isContext(knownOfNode(node)),
    declaresMember: (owner, key, isStatic) =>
      safely(false, () => declaresMember(owner, key, isStatic)),
    mayBeContext: (node) => k.mayBeContext(knownOfNode(node)) && !isKnownOtherwise(node),
    expectsContext(call, index) {
      const here = local.knownOfArgumentHere(file, call, index);
      return here.kind === 'unknown'
        ? safely(undefined, () => taken.byCall(call, index))
        : k.contextKind(here);
    },
    takesContext(fn, index) {
      const here = local.knownOfTakenHere(file, fn, index);
      return here.kind === 'unknown'
        ? safely(undefined, () => taken.byFunction(fn, index))
        : k.contextKind(here);
    },
    hasDefault: (callee, index) =>
      local.hasDefaultHere(file, callee, index) ||
      safely(false, () => taken.hasDefault(callee, index)),
    nonNilContext(node) {
      const known = knownOfNode(node);
      // In JavaScript a comment may declare more than the value that is there.
      return k.nonNilContextKind(isScript && k.admitsNil(known) ? knownAt(node) : known);
    },
    nonNilContextAt(value) {
      const here = knownOfPlace(file, value);
      return k.nonNilContextKind(here.kind === 'unknown' ? knownOfContextual(value) : here);
    },
    admitsNil,
    isFixedElsewhere: (fn, index) => safely(true, () => isFixed(fn, index)),
    isOfTypeNamed,
    admitted: (node) => safely(undefined, () => admitted(node)),
    keyKind: (node) =>
      keyKindOf(file, node, runtimeExport, (key) => {
        const here = knownOfKeyHere(file, key);
        return here.kind === 'unknown' ? knownOfKey(key) : here;
      }),
    isData: (node) => safely(undefined, () => isData(node)),
    releaseOf: (node, part) => safely({ call: false, using: false }, () => releaseOf(node, part)),
    asksFor: (call) => safely(undefined, () => asksFor(call)),
    factory: (call) => safely(undefined, () => factory(call)),
    cannotReject: (argument) =>
      local.isSafeToAwait(file, argument) ??
      safely(false, () => isDone(argument) || isNoThenable(argument)),
    givesNoPromise: (fn) => safely(false, () => givesNoPromise(fn)),
    cannotThrow: (call) =>
      local.cannotThrowHere(file, call) ?? safely(false, () => cannotThrow(call)),
    iteratesSafely: (node) => k.iteratesSafely(knownOfNode(viewedBy(node) ?? node)),
    coversAll: (node) => safely(false, () => coversAll(node, typeAt)),
    neverReturns: (call) => safely(false, () => neverReturns(call)),
    isNever: (node) => safely(false, () => typeAt(node) === checker.getNeverType()),
  };

  /** The file's own answer, else the declared type that the checker gives at a node. */
  function knownOfNode(node: TSESTree.Node): k.Known {
    const here = local.knownOfNode(file, node);
    return here.kind === 'unknown' ? knownAt(node) : here;
  }

  /** What a container that is written here holds may be declared elsewhere. */
  function holdsContext(node: TSESTree.Node): boolean {
    const here = local.knownOfNode(file, node);
    if (k.holdsContext(here)) return true;
    return k.holdsUnknown(here) && k.holdsContext(knownAt(node));
  }

  function knownAt(node: TSESTree.Node): k.Known {
    return safely(k.unknown, () => {
      const queried = knownOfQuery(node);
      if (queried.kind !== 'unknown') return queried;
      const type = typeAt(node);
      return type === undefined ? k.unknown : reader.read(type);
    });
  }

  function knownOfKey(key: TSESTree.Expression): k.Known {
    const known = knownAt(key);
    if (known.kind !== 'symbol' || lastName(key) === undefined) return known;
    return safely(known, () => {
      const symbol = callees.symbol(key);
      return symbol && isMadeBySymbolFor(symbol) ? { kind: 'symbolFor' } : known;
    });
  }

  /**
   * `ReturnType<typeof f>` is what the one signature of `f` says: no conditional type need be worked out. So it is for a
   * member of a variable that is declared to be one.
   */
  function knownOfQuery(node: TSESTree.Node): k.Known {
    if (node.type === 'MemberExpression') {
      const [def, ...others] = variableOf(source.scopes, node.object)?.defs ?? [];
      if (def === undefined || others.length > 0) return k.unknown;
      return memberOf(knownOfQuery(def.name), node);
    }
    const name = queriedFunction(node);
    const [signature, ...others] = name === undefined ? [] : callees.signaturesOf(name);
    return signature === undefined || others.length > 0 ? k.unknown : returnOf(signature);
  }

  function typeAt(node: TSESTree.Node): ts.Type | undefined {
    switch (node.type) {
      case 'TSTypeAnnotation':
        return typeAt(node.typeAnnotation);
      case 'TSParameterProperty':
        return typeAt(node.parameter);
      case 'AssignmentPattern':
        return typeAt(node.left);
      case 'RestElement':
        return typeAt(node.argument);
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'TSPropertySignature':
      case 'TSAbstractPropertyDefinition':
      case 'TSAbstractAccessorProperty':
        return node.computed ? typeOf(node) : typeAt(node.key);
      case 'ClassDeclaration':
      case 'TSInterfaceDeclaration': {
        const at = node.id === null ? undefined : services.esTreeNodeToTSNodeMap.get(node.id);
        const symbol = at && checker.getSymbolAtLocation(at);
        return symbol && checker.getDeclaredTypeOfSymbol(symbol);
      }
      case 'ClassExpression': {
        const at = services.esTreeNodeToTSNodeMap.get(node);
        const [made] =
          at === undefined ? [] : checker.getTypeAtLocation(at).getConstructSignatures();
        return made && checker.getReturnTypeOfSignature(made);
      }
      default:
        return typeOf(node);
    }
  }

  function typeOf(node: TSESTree.Node): ts.Type | undefined {
    const at = services.esTreeNodeToTSNodeMap.get(node);
    return at && checker.getTypeAtLocation(isScript ? castOf(at) : at);
  }

  /** That a call gives a promise is declared; what it is a promise of must be worked out. */
  function isData(node: TSESTree.Expression): IsData {
    if (node.type === 'CallExpression') {
      const returned = callees.signatures(node).map(returnOf);
      if (returned.length > 0 && returned.every(({ kind }) => kind === 'promise')) return false;
    }
    const type = typeAt(node);
    return type && isDataType(facts, type);
  }

  function releaseOf(node: TSESTree.Expression, part: Part): Release {
    const whole = typeAt(node);
    const type = whole && (part.kind === 'whole' ? whole : typeOfPart(whole, part));
    if (type === undefined) return { call: false, using: false };
    const release = releaseOfType(facts, type);
    // Nobody compiles plain JavaScript for an older engine unless somebody says so.
    return isScript ? { ...release, using: false } : release;
  }

  function typeOfPart(whole: ts.Type, part: Exclude<Part, { kind: 'whole' }>): ts.Type | undefined {
    const name = part.kind === 'element' ? String(part.index) : part.name;
    const member = whole.getProperty(name);
    return member && checker.getTypeOfSymbol(member);
  }

  function returnOf(signature: ts.Signature): k.Known {
    return reader.read(checker.getReturnTypeOfSignature(signature));
  }

  function mayAdmitNil(node: TSESTree.Expression): boolean {
    const here = knownOf(reading, node);
    if (here.kind !== 'unknown') return k.admitsNil(here);
    const contexts = names.contexts();
    for (const name of eachName(node)) {
      if (name === undefined || contexts.gives(name)) return true;
    }
    if (isMadeWith(source, node, (name) => contexts.gives(name))) return true;
    // A parameter without an annotation has the type that its place gives it, and no name to tell.
    return node.type === 'Identifier' && isBareParameter(variableOf(source.scopes, node));
  }

  /** Has it a type, though one that the model of types does not tell from others? */
  function isKnownOtherwise(node: TSESTree.Expression): boolean {
    if (knownOfNode(node).kind !== 'unknown') return false;
    const type = safely(undefined, () => typeAt(node));
    return type !== undefined && !('intrinsicName' in type) && !type.isTypeParameter();
  }

  /** The type that the place of an expression gives it: of a property, what the object's own place says. */
  function knownOfContextual(value: TSESTree.Expression): k.Known {
    return safely(k.unknown, () => {
      const node = services.esTreeNodeToTSNodeMap.get(value) as ts.Expression | undefined;
      const type = node && checker.getContextualType(node);
      const known = type === undefined ? k.unknown : reader.read(type);
      // An async function may give a promise as well.
      return known.kind === 'union'
        ? k.unionOf(known.of.filter(({ kind }) => kind !== 'promise'))
        : known;
    });
  }

  function admitsNil(node: TSESTree.Expression): boolean {
    const here = knownOf(reading, node);
    // What is declared to admit nil may be narrowed where it is used, and a comment may declare what is always nil.
    const isNil = here.kind === 'nil' && !(isScript && node.type === 'Identifier');
    if (isNil || (here.kind !== 'unknown' && !k.admitsNil(here))) return isNil;
    return k.admitsNil(knownAt(node));
  }

  function isOfTypeNamed(node: TSESTree.Node, isName: (name: string) => boolean): boolean {
    if (isWrittenAs(source, node, isName)) return true;
    return safely(false, () => {
      const type = typeAt(node);
      return type !== undefined && isTypeNamed(checker.getNonNullableType(type), isName);
    });
  }

  /** `ctx.done()` */
  function isDone(argument: TSESTree.Expression): boolean {
    const call = unwrap(argument);
    if (call.type !== 'CallExpression' || calleeName(call) !== 'done') return false;
    const callee = unwrap(call.callee);
    return callee.type === 'MemberExpression' && k.isContext(knownOfNode(callee.object));
  }

  /** Of a call the declared type is asked first: that a promise is returned is known before what it is a promise of. */
  function isNoThenable(argument: TSESTree.Expression): boolean {
    const call = unwrap(argument);
    if (call.type === 'CallExpression') {
      const [first, ...rest] = callees.signatures(call).map(returnOf);
      if (first?.kind === 'promise' && rest.length === 0) return false;
    }
    return k.isNoThenable(knownOfNode(argument));
  }

  function givesNoPromise(fn: TSESTree.Expression): boolean {
    const never = checker.getNeverType();
    const signatures = typeAt(fn)?.getCallSignatures() ?? [];
    const given = signatures.map((each) => checker.getReturnTypeOfSignature(each));
    const isNone = (type: ts.Type) => type !== never && k.isNoThenable(reader.read(type));
    return given.length > 0 && given.every(isNone);
  }

  function cannotThrow(call: local.AnyCall): boolean {
    if (call.type === 'TaggedTemplateExpression') return false;
    if (call.type === 'NewExpression') {
      const iterates = (node: TSESTree.Expression) => k.iteratesSafely(knownOfNode(node));
      return isMadeSafely(source.scopes, unwrap(call.callee), call.arguments, iterates);
    }
    const runtime = runtimeExport(call.callee);
    if (runtime !== undefined) {
      const at = runtimeFunction(runtime)?.contextAt;
      if (runtime === 'throwIfDone' || runtimeFunction(runtime) === undefined) return false;
      const parent = at === undefined ? undefined : call.arguments[at];
      return parent === undefined || (parent.type !== 'SpreadElement' && !admitsNil(parent));
    }
    const callee = unwrap(call.callee);
    // As with a declared type, nil is not asked for: `?.` does not call it.
    if (k.mayBeCancel(knownOfNode(callee))) return true;
    if (callee.type === 'MemberExpression' && k.isContext(knownOfNode(callee.object))) return true;
    const method = harmlessMethod(callee);
    const owner = method && typeAt(method.owner);
    if (owner !== undefined && isOfPlatform(checker, owner, method!)) return true;
    const signatures = callees.signatures(call);
    return signatures.length > 0 && signatures.every((s) => returnOf(s).kind === 'promise');
  }

  function neverReturns(call: CallLike): boolean {
    if (call.type === 'NewExpression') return false;
    if (local.neverReturnsHere(file, call)) return true;
    const name = lastSpelling(call.callee);
    if (name === undefined || !names.nevers().has(name)) return false;
    const never = checker.getNeverType();
    const signatures = callees.signatures(call);
    const returning = signatures.filter((s) => checker.getReturnTypeOfSignature(s) !== never);
    if (returning.length === 0) return signatures.length > 0;
    if (returning.length === signatures.length) return false;
    const chosen = callees.chosen(call);
    return chosen !== undefined && checker.getReturnTypeOfSignature(chosen) === never;
  }
}
