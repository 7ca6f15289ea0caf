/** Objects of the platform whose methods do not throw: what listeners throw they report, and keys are objects by their type. */
import type { TSESTree } from '@typescript-eslint/types';
import { namedMember } from '../syntax/callee.js';
import { accessedKey, memberOfThis } from '../syntax/members.js';
import { constantInitOf, isGlobal, variableOf } from '../syntax/scopes.js';
import { unwrap } from '../syntax/unwrap.js';
import type { File } from './annotation.js';
import type * as ts from './compiler.js';
import { knownOf } from './expression.js';
import { isContext } from './known.js';
import { basesOf } from './type.js';

const targets = ['EventTarget', 'AbortSignal'];
const emitters = ['EventEmitter', 'NodeEventTarget'];
const weak = ['WeakMap', 'WeakSet'];
const timers = ['Timeout', 'Immediate', 'Timer'];

/** The functions that give a timer. */
const setting = ['setTimeout', 'setInterval', 'setImmediate'];

/** The classes that have a method of this name which does not throw. */
const classesByMethod: ReadonlyMap<string | undefined, readonly string[]> = new Map([
  ['abort', ['AbortController']],
  ['add', weak],
  ['addEventListener', targets],
  ['addListener', emitters],
  ['delete', weak],
  ['exec', ['RegExp']],
  ['get', weak],
  ['getStore', ['AsyncLocalStorage']],
  ['getTime', ['Date']],
  ['has', weak],
  ['hasRef', timers],
  ['listenerCount', emitters],
  ['off', emitters],
  ['on', emitters],
  ['once', emitters],
  ['ref', timers],
  ['refresh', timers],
  ['removeEventListener', targets],
  ['removeListener', emitters],
  ['set', weak],
  ['test', ['RegExp']],
  ['unref', timers],
]);

/** The object that a method of such a name is called of, and the classes that it must be of one of for the call not to throw. */
interface HarmlessMethod {
  readonly name: string;
  readonly owner: TSESTree.Expression;
  readonly classes: readonly string[];
}

/** `undefined` for a callee of any other name. */
export function harmlessMethod(callee: TSESTree.Node): HarmlessMethod | undefined {
  const method = namedMember(callee);
  const classes = method && classesByMethod.get(method.name);
  return classes && { name: method.name, owner: method.object, classes };
}

/** Is the owner of such a method of one of the classes, as the file says? */
export function isHarmlessHere(file: File, callee: TSESTree.Node): boolean {
  const method = harmlessMethod(callee);
  const classes = method === undefined ? [] : classesOf(file, method.owner);
  return classes.length > 0 && classes.every((name) => method!.classes.includes(name));
}

/**
 * Is the owner of such a method, by its type, of one of the classes, or of one that is made from them? What a class of the
 * user's has in its place is another method.
 */
export function isOfPlatform(
  checker: ts.Checker,
  type: ts.Type,
  { name, classes }: HarmlessMethod,
): boolean {
  const owner = checker.getNonNullableType(type);
  const declared = owner.getProperty(name)?.declarations ?? [];
  return (
    declared.length > 0 &&
    declared.every((each) => each.getSourceFile().isDeclarationFile) &&
    isMadeFrom(checker, owner, classes)
  );
}

function isMadeFrom(checker: ts.Checker, type: ts.Type, classes: readonly string[]): boolean {
  const isSo = (part: ts.Type) => isMadeFrom(checker, part, classes);
  if (type.isUnion()) return type.types.every(isSo);
  if (type.isIntersection()) return type.types.some(isSo);
  const name = (type.symbol as ts.Symbol | undefined)?.name;
  if (name === undefined) return false;
  return classes.includes(name) || basesOf(checker, type).some(isSo);
}

/** The names of the classes that an object may be of: what makes it is a global; a parameter is what its annotation says. */
function classesOf(file: File, owner: TSESTree.Node): string[] {
  const { scopes } = file.source;
  const object = unwrap(owner);
  if (object.type === 'Literal') return 'regex' in object ? ['RegExp'] : [];
  if (object.type === 'NewExpression') {
    const { callee } = object;
    const isKnown = callee.type === 'Identifier' && variableOf(scopes, callee) === undefined;
    return isKnown ? [callee.name] : [];
  }
  if (object.type === 'CallExpression') {
    const { callee } = object;
    return setting.some((name) => isGlobal(scopes, callee, name)) ? timers : [];
  }
  if (object.type === 'MemberExpression') {
    const field = memberOfThis(object);
    if (field?.type === 'PropertyDefinition') return classesOfField(file, field);
    if (accessedKey(object) !== 'signal') return [];
    const isOfController = classesOf(file, object.object).includes('AbortController');
    return isOfController || isContext(knownOf(file, object.object)) ? ['AbortSignal'] : [];
  }
  const variable = object.type === 'Identifier' ? variableOf(scopes, object) : undefined;
  const init = constantInitOf(variable);
  if (init !== undefined) return classesOf(file, init);
  const [def] = variable?.defs ?? [];
  const isAnnotated = def?.type === 'Parameter' && def.name.type === 'Identifier';
  return isAnnotated ? globalTypes(file, def.name.typeAnnotation) : [];
}

/** The types that an annotation names besides nil; none where the file declares or imports one of them. */
function globalTypes(
  { source: { scopes } }: File,
  annotation: TSESTree.TSTypeAnnotation | undefined,
): string[] {
  const type = annotation?.typeAnnotation;
  const parts = type?.type === 'TSUnionType' ? type.types : [type];
  const names: string[] = [];
  for (const part of parts) {
    if (part?.type === 'TSUndefinedKeyword' || part?.type === 'TSNullKeyword') continue;
    const named = part?.type === 'TSTypeReference' ? part.typeName : undefined;
    if (named?.type !== 'Identifier' || variableOf(scopes, named) !== undefined) return [];
    names.push(named.name);
  }
  return names;
}

/** What a field is declared as, or else begins as. */
function classesOfField(
  file: File,
  { typeAnnotation, value }: TSESTree.PropertyDefinition,
): string[] {
  if (typeAnnotation != null) return globalTypes(file, typeAnnotation);
  return value === null ? [] : classesOf(file, value);
}
