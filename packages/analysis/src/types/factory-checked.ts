/** Which calls are factories, where a checker can be asked: settings first, then the runtime's own, then declared types. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';
import { calledIn, lastName } from '../syntax/callee.js';
import { variableOf } from '../syntax/scopes.js';
import { unwrap } from '../syntax/unwrap.js';
import type { File } from './annotation.js';
import type { CalleeReader } from './callee.js';
import type { Elsewhere } from './elsewhere.js';
import { pieceOf } from './parts.js';
import * as k from './known.js';
import * as local from './local.js';
import { isModuleFile } from './modules.js';
import { namedFactory } from './named-factory.js';
import type { Factory } from './port.js';

/** Answers whether a call is a factory, and what it gives. */
export type FactoryReader = (call: TSESTree.CallExpression) => Factory | undefined;

/** Makes the reader of one file; each call is looked at once. */
export function factoryReader(
  file: File,
  callees: CalleeReader,
  {
    isElsewhere,
    runtimeExport,
    returnOf,
  }: {
    readonly isElsewhere: Elsewhere;
    readonly runtimeExport: (callee: TSESTree.Node) => string | undefined;
    readonly returnOf: (signature: ts.Signature) => k.Known;
  },
): FactoryReader {
  const { source } = file;
  const factories = new Map<TSESTree.CallExpression, Factory | undefined>();
  return (call) => {
    if (!factories.has(call)) {
      // Where the checker throws it is none, and not asked again.
      factories.set(call, undefined);
      factories.set(call, factory(call));
    }
    return factories.get(call);
  };

  function factory(call: TSESTree.CallExpression): Factory | undefined {
    const callee = calleeOf(call);
    if (isElsewhere(callee) || isCancelHere(callee)) return undefined;
    const name = local.writtenName(file, callee);
    const setting = local.settingOf(file, callee, (module, named) =>
      isDeclaredIn(callee, module, named),
    );
    if (setting === false) return undefined;
    const runtime = local.runtimeFactory(name, runtimeExport(callee), call);
    if (runtime !== undefined) return runtime;
    const returned = returnedBy(call);
    return setting === true
      ? namedFactory(name, returned, call)
      : local.declaredFactory(name, returned);
  }

  /** An object may have a method of its own that is called `call` or `apply`. */
  function calleeOf(call: TSESTree.CallExpression): TSESTree.Node {
    const through = calledIn(call);
    if (through === call.callee || runtimeExport(through) !== undefined) return through;
    return callees.signaturesOf(through).length > 0 ? through : call.callee;
  }

  /** Does the file say that it is a cancel function? `const [ctx, stop] = begin()`, with what `begin` declares. */
  function isCancelHere(callee: TSESTree.Node): boolean {
    if (k.mayBeCancel(local.knownOfNode(file, callee))) return true;
    const [def] = variableOf(source.scopes, callee)?.defs ?? [];
    const declarator = def?.node as TSESTree.Node | undefined;
    if (declarator?.type !== 'VariableDeclarator' || declarator.id === def?.name) return false;
    const { init } = declarator;
    const call = init?.type === 'AwaitExpression' ? init.argument : init;
    if (call?.type !== 'CallExpression') return false;
    const returned = returnedBy(call);
    const whole = returned.kind === 'promise' && call !== init ? returned.of : returned;
    return k.isCancel(pieceOf(whole, declarator.id, def!.name));
  }

  /** What a call returns by the declarations of what it calls; overloads that disagree are chosen among. */
  function returnedBy(call: TSESTree.CallExpression): k.Known {
    const callee = calleeOf(call);
    const here = local.knownOfLocalCall(file, callee);
    if (here.kind !== 'unknown') return here;
    if (lastName(callee) === undefined) return returnedByUnnamed(unwrap(callee));
    const isDirect = callee === call.callee;
    const signatures = isDirect ? callees.signatures(call) : callees.signaturesOf(callee);
    const [first, ...rest] = signatures.map(returnOf);
    if (first === undefined) return k.unknown;
    const isPair = (known: k.Known) => k.pairOf(known) !== undefined;
    if (rest.every((known) => isPair(known) === isPair(first))) return first;
    const chosen = isDirect ? callees.chosen(call) : undefined;
    return chosen === undefined ? k.unknown : returnOf(chosen);
  }

  /** What `table[key]` or `make()` returns, if it is a pair whichever function that is. */
  function returnedByUnnamed(callee: TSESTree.Node): k.Known {
    const [first, ...rest] = signaturesAt(callee).map((each) => {
      const [returned, ...overloads] = each.map(returnOf);
      return overloads.length === 0 ? returned : undefined;
    });
    const isPair = (known: k.Known | undefined) => known && k.pairOf(known) !== undefined;
    return first !== undefined && [first, ...rest].every(isPair) ? first : k.unknown;
  }

  function signaturesAt(callee: TSESTree.Node): readonly (readonly ts.Signature[])[] {
    if (callee.type === 'MemberExpression') return callees.signaturesIn(callee.object);
    return callee.type === 'CallExpression' ? callees.signaturesBy(callee) : [];
  }

  /** Is a callee declared under this name in a module that settings name? */
  function isDeclaredIn(callee: TSESTree.Node, module: string, name: string): boolean {
    if (lastName(callee) === undefined) return false;
    const symbol = callees.symbol(callee);
    if (symbol?.name !== name && symbol?.name !== 'default') return false;
    return (symbol.declarations ?? []).some((declaration) => {
      const { fileName } = declaration.getSourceFile();
      return (
        isModuleFile([module], fileName, source.cwd) ||
        (!module.startsWith('.') && fileName.includes(`/node_modules/${module}/`))
      );
    });
  }
}
