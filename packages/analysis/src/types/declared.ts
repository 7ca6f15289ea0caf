/**
 * What a source file of a program declares, each declaration under the names that its type mentions: what the names
 * filter is computed from. Read from TypeScript's syntax tree without asking the checker, once for a file.
 */
import type * as ts from './compiler.js';
import { isJavaScript } from '../syntax/source.js';
import { asMember } from '../syntax/spelling.js';
import {
  concernsInType,
  endsOf,
  functionsIn,
  givenBy,
  isConstructor,
  isNever,
  namesIn,
  namesInType,
  nameOf,
  neverName,
  queriedIn,
  renamedIn,
  wholeModule,
  type Loose,
  type Mention,
} from './mentioned.js';
import { makeMentions, type Declared, type Mentions, type Relation } from './mentions.js';
import { callbackName } from './roles.js';
import { shapeReader, type Reach, type Shape } from './shapes.js';

const cache = new WeakMap<ts.SourceFile, WeakRef<Mentions>>();

/**
 * All declarations of a file. Linear in its size; remembered while there is memory for it, for once the names are
 * known most files are never asked again.
 */
export function declaredIn(file: ts.SourceFile): Mentions {
  let declared = cache.get(file)?.deref();
  if (declared === undefined) cache.set(file, new WeakRef((declared = collect(file))));
  return declared;
}

function collect(file: ts.SourceFile): Mentions {
  const { text } = file;
  const { mentions, add, addAlias, exportAs, declareCallable } = makeMentions();
  const isScript = isJavaScript(file.fileName);
  const shapeAt = shapeReader(file);
  const hasQueries = /\btypeof\b/.test(text);
  /** The outermost declaration with type parameters that the walk is, or was last, in. */
  let generic: Loose | undefined;
  try {
    walk(file);
  } catch {
    // An expression nested deeper than the stack: what was read so far must do.
  }
  return mentions;

  function walk(top: Loose): void {
    const nodes = [top];
    const nodeShapes = [shapeAt(top)];
    const reaches: Reach[] = [reachOfTop(file)];
    let inner: Reach = 'file';
    const push = (child: ts.Node): void => {
      const shape = shapeAt(child);
      if (shape.isLeaf) return;
      nodes.push(child);
      nodeShapes.push(shape);
      reaches.push(inner);
    };
    for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
      const shape = nodeShapes.pop()!;
      const reach = reaches.pop()!;
      if (shape.isGeneric && node.typeParameters !== undefined && !isInGeneric(node))
        generic = node;
      if (shape.declares === 'name') declareNamed(node, reach);
      else if (shape.declares === 'nameless') declareNameless(node);
      inner = reachInside(node, shape, reach);
      node.forEachChild(push);
      // Of TypeScript's own files the comments say no types.
      if (isScript) node.jsDoc?.forEach(push);
    }
  }

  function reachInside(node: Loose, { inside }: Shape, reach: Reach): Reach {
    if (inside === 'list') return isExported(node) ? 'exported' : reach;
    if (inside !== undefined) return inside;
    return reach === 'member' ? 'file' : reach;
  }

  function declareNamed(node: Loose, reach: Reach): void {
    const { name } = node;
    const isOpen = reach === 'exported' || reach === 'everywhere';
    if (name === undefined) {
      if (isDefault(node)) declareFunction(node, everyones('default'));
      return;
    }
    if ('isTypeOnly' in node) {
      declareAlias(node, name, reach);
      return;
    }
    if (name.elements !== undefined) {
      const whole: Mention[] = node.type ? namesInType(node.type) : namesIn(node.initializer, text);
      if (node.propertyName?.text !== undefined) whole.push(asMember(node.propertyName.text));
      declarePattern(name, whole);
      if (isOpen) exportPattern(name);
      return;
    }
    // `['start']() {}` is called as `start()`.
    const written = name.text ?? name.expression?.text;
    if (written === undefined) return;
    // A type parameter of a class is no member.
    const isMember = reach === 'member' && !('constraint' in node);
    const declared = {
      name: isMember ? asMember(written) : written,
      local: !isMember && reach !== 'everywhere',
      whole: node.parameters === undefined,
    };
    if (node.parameters !== undefined) {
      declareFunction(node, declared);
    } else if (node.heritageClauses !== undefined || node.members !== undefined) {
      declareContainer(node, declared);
    } else if ('objectAssignmentInitializer' in node) {
      addAlias(declared, [written]);
    } else {
      declareValue(node, declared);
    }
    // A parameter with a modifier is a field.
    const isField = 'dotDotDotToken' in node && (node.modifiers?.length ?? 0) > 0;
    if (isField || (!isMember && (isOpen || isExported(node)))) exportAs(written, written);
    if (isDefault(node)) exportAs('default', written);
  }

  function declareFunction(node: Loose, declared: Declared): void {
    add('gives', declared, givenBy(node, text));
    add('gives', declared, commentedTypes(node));
    add('ends', declared, endsOf(node, text));
    declareParameters(node, declared);
    declareCallable(declared.name, isGeneric(node));
  }

  function declareParameters(fn: Loose, declared: Declared): void {
    for (const { type, initializer } of fn.parameters ?? []) {
      if (type === undefined) {
        add('takes', declared, namesIn(initializer, text));
      } else {
        add('takes', declared, concernsInType(type));
        declareHanded(type, declared);
      }
    }
  }

  /** What a function type hands to the callback that it is the type of. */
  function declareHanded(type: Loose, declared: Declared): void {
    for (const each of type.parameters ?? []) {
      if (each.type === undefined) continue;
      const handed = { name: callbackName(declared.name), local: declared.local };
      add('gives', handed, namesInType(each.type));
    }
  }

  /** A variable, a property, a parameter, a type alias. */
  function declareValue(node: Loose, declared: Declared): void {
    const { initializer } = node;
    if (mayBeFunction(node)) declareCallable(declared.name, isGeneric(node.type ?? initializer));
    // A type parameter is what its constraint says.
    const type = node.type ?? node.constraint ?? node.typeExpression;
    const renamed = renamedIn(initializer, text);
    add('renames', declared, renamed);
    add('gives', declared, commentedTypes(node));
    if (type !== undefined) {
      add('gives', declared, namesInType(type));
      if (hasQueries) add('queries', declared, queriedIn(type));
      add('ends', declared, isNever(type, text) ? [neverName] : endsOf(type, text));
      add('takes', declared, type.parameters === undefined ? [] : concernsInType(type));
      declareHanded(type, declared);
    } else {
      if (renamed.length === 0) add('gives', declared, namesIn(initializer, text));
      if (initializer !== undefined) declareBases(initializer, declared);
      for (const fn of functionsIn(initializer)) {
        add('ends', declared, endsOf(fn, text));
        declareParameters(fn, declared);
      }
    }
  }

  /**
   * A class or an interface. Its members have names of their own; a cancel function among an interface's is part of it.
   * What returns an instance of a class is no factory, so its data is left out: a type that picks members of a class
   * is missed.
   */
  function declareContainer(node: Loose, declared: Declared): void {
    const isClass = text.startsWith('class', (node.name?.pos ?? 0) - 'class'.length);
    declareCallable(declared.name, !isClass || isInGeneric(node));
    for (const clause of node.heritageClauses ?? []) add('gives', declared, namesInType(clause));
    declareBases(node, declared);
    for (const member of node.members ?? []) {
      if (member.name !== undefined || member.parameters === undefined) {
        if (!isClass) add('data', declared, dataOf(member));
      } else {
        // A constructor, or the signature of what is called or constructed.
        declareFunction(member, declared);
      }
    }
  }

  /** What has no constructor of its own is made as its base is. */
  function declareBases({ heritageClauses = [], members = [] }: Loose, declared: Declared): void {
    if (members.some(isConstructor)) return;
    for (const clause of heritageClauses) add('renames', declared, namesInType(clause));
  }

  function declareNameless(node: Loose): void {
    if ('isExportEquals' in node) {
      addExpression(everyones('default'), node.expression);
    } else if (node.left !== undefined && node.right !== undefined) {
      if (isAssignment(node)) assign(node.left, node.right);
    } else if (node.arguments !== undefined) {
      declareCallbacks(node, node.arguments);
    } else if (node.initializer?.declarations !== undefined && node.expression !== undefined) {
      // `for (const start of starts)`
      const [variable] = node.initializer.declarations;
      if (variable?.name !== undefined) declareEach(variable.name, namesIn(node.expression, text));
    }
  }

  /** `exports.start = …`, `this.start = …`, `start = …`, `[ctx, cancel] = …`, `({ cancel } = …)` */
  function assign(target: Loose, value: Loose): void {
    const member = target.name?.text;
    if (member !== undefined) {
      addExpression(everyones(member), value);
    } else if (target.escapedText !== undefined && target.text !== undefined) {
      addExpression({ name: target.text, local: true, whole: true }, value);
    } else if (target.elements !== undefined) {
      addElements(target.elements, namesIn(value, text));
    } else {
      for (const each of target.properties ?? []) assignProperty(each);
    }
  }

  function assignProperty({ name, initializer }: Loose): void {
    const target = initializer ?? name;
    if (name?.text === undefined || target?.text === undefined) return;
    addAlias({ name: target.text, local: true }, [asMember(name.text)]);
  }

  function isAssignment({ left, right }: Loose): boolean {
    // What stands between the two ends with the operator.
    const end = right!.pos;
    return text.charAt(end - 1) === '=' && !/[=!<>]=$/.test(text.slice(left!.end, end));
  }

  /** The parameters of a callback, whose types its caller knows: `run((start) => …)`, `starts.map((start) => …)`. */
  function declareCallbacks(call: Loose, args: readonly Loose[]): void {
    for (const { parameters } of args) {
      if (parameters === undefined || parameters.length === 0) continue;
      const callee = namesIn(call.expression, text).map((each) => callbackName(nameOf(each)));
      const names = [...callee, ...namesIn(call.expression?.expression, text)];
      for (const { name, type } of parameters) {
        if (name !== undefined && type === undefined) declareEach(name, names);
      }
    }
  }

  function declareEach(name: Loose, names: readonly Mention[]): void {
    if (name.elements !== undefined) declarePattern(name, names);
    else if (name.text !== undefined) addAlias({ name: name.text, local: true }, names);
  }

  /** Import and export specifiers, import clauses and `import x = …`. */
  function declareAlias(node: Loose, name: Loose, reach: Reach): void {
    const written = name.text;
    if (written === undefined) return;
    const imported = { name: written, local: true };
    const original = node.propertyName?.text ?? written;
    if ('moduleReference' in node) {
      const target = (node as unknown as { moduleReference: Loose }).moduleReference;
      const names = target.expression ? wholeModule : namesInType(target);
      addAlias({ ...imported, local: reach !== 'everywhere' }, names);
      exportAs(written, written);
    } else if ('namedBindings' in node) {
      addAlias(imported, wholeModule);
    } else if (reach === 'import') {
      addAlias(imported, [asMember(original)]);
    } else {
      exportAs(written, original);
      // `export { start as begin } from './jobs.js'`
      if (original !== written) addAlias(everyones(written), [asMember(original)]);
    }
  }

  /** Of an array each element may be anything in the whole; a property has its own name, where it is declared. */
  function declarePattern(pattern: Loose, names: readonly Mention[]): void {
    const elements = pattern.elements ?? [];
    if (text.charAt(pattern.end - 1) !== '}') {
      addElements(elements, names);
      return;
    }
    for (const { name, propertyName, dotDotDotToken } of elements) {
      const written = name?.text;
      if (written === undefined) continue;
      const declared = { name: written, local: true };
      if (dotDotDotToken === undefined)
        addAlias(declared, [asMember(propertyName?.text ?? written)]);
      else add('gives', declared, names);
    }
  }

  /** The elements of a pattern, or of an array that is assigned to. */
  function addElements(elements: readonly Loose[], names: readonly Mention[]): void {
    let relation: Relation = elements.length > 1 ? 'first' : 'gives';
    for (const element of elements) {
      const name = (element.name ?? element).text;
      if (name !== undefined) add(relation, { name, local: true }, names);
      relation = 'gives';
    }
  }

  function exportPattern(pattern: Loose): void {
    for (const { name } of pattern.elements ?? []) {
      if (name?.text !== undefined) exportAs(name.text, name.text);
    }
  }

  function addExpression(declared: Declared, node: Loose | undefined): void {
    const renamed = renamedIn(node, text);
    add('renames', declared, renamed);
    if (renamed.length > 0) return;
    add('gives', declared, namesIn(node, text));
    add('ends', declared, endsOf(node, text));
  }

  /** By what is written of it: no literal is one, and nothing that has the type `string`. */
  function mayBeFunction({ type, initializer }: Loose): boolean {
    if (type !== undefined) return !shapeAt(type).isLeaf;
    if (initializer === undefined) return false;
    return initializer.escapedText !== undefined || !shapeAt(initializer).isLeaf;
  }

  /** Could a type parameter, or a type that comes from somewhere else, say what this function is passed and gives back? */
  function isGeneric(fn: Loose | undefined): boolean {
    if (fn?.parameters === undefined || fn.typeParameters !== undefined || isScript) return true;
    return isInGeneric(fn) || fn.parameters.some(({ type }) => type === undefined);
  }

  function isInGeneric({ pos, end }: Loose): boolean {
    return generic !== undefined && generic.pos <= pos && end <= generic.end;
  }

  /** In JavaScript, types stand in comments; those of a variable stand before its statement. */
  function commentedTypes(node: Loose): string[] {
    if (!isScript) return [];
    const { parent } = node.parent as Loose;
    const comments = node.jsDoc ?? (parent as Loose | undefined)?.jsDoc;
    return (comments ?? []).flatMap((each) => namesInType(each));
  }

  /** The types of a member that is no function. */
  function dataOf({ type, parameters, initializer }: Loose): Mention[] {
    if (parameters !== undefined) return [];
    if (type === undefined) return namesIn(initializer, text);
    return type.parameters === undefined ? namesInType(type) : [];
  }

  function isExported(node: Loose): boolean {
    return node.modifiers?.some((each) => isWord(each, 'export')) ?? false;
  }

  function isDefault(node: Loose): boolean {
    return node.modifiers?.some((each) => isWord(each, 'default')) ?? false;
  }

  /** Is this node that word, behind the comments that count as a part of it? */
  function isWord(node: Loose, word: string): boolean {
    if (!text.startsWith(word, node.end - word.length)) return false;
    return node.end - node.pos === word.length || !/[\w$]/.test(text[node.end - word.length - 1]!);
  }
}

/** A member, or an export, of this name. */
function everyones(name: string): Declared {
  return { name: asMember(name), local: false };
}

/** What stands at the top of a script is global; what only declares need not say `export`. */
function reachOfTop(file: ts.SourceFile): Reach {
  const { externalModuleIndicator } = file as { externalModuleIndicator?: unknown };
  if (externalModuleIndicator == null) return 'everywhere';
  return file.isDeclarationFile ? 'exported' : 'file';
}
