/**
 * What a source file of a program declares, each declaration under the names that its type mentions: what the names
 * filter is computed from. Read from TypeScript's syntax tree without asking the checker, once for a file.
 */
import type * as ts from './compiler.js';
import { isJavaScript } from '../syntax/source.js';
import {
  callbackName,
  concernsInType,
  endsOf,
  givenBy,
  isNever,
  namesIn,
  namesInType,
  neverName,
  renamedIn,
  wholeModule,
  type Loose,
} from './mentioned.js';

/** One declaration. */
interface Declared {
  readonly name: string;
  /** Nobody outside this file can use the name. */
  readonly local: boolean;
  /** A variable that is what it is as a whole, not a part that a pattern takes: `argumentName` stands for it too. */
  readonly whole?: boolean;
}

/**
 * What a declaration has to do with a name that it mentions:
 * - `gives`: it returns or is what the name stands for, or a part of that;
 * - `renames`: it is that itself, or may be;
 * - `data`: an interface that has it among its members;
 * - `takes`: a function that takes it;
 * - `ends`: calling it ends as calling the name does.
 */
export type Relation = 'gives' | 'renames' | 'data' | 'takes' | 'ends';

/** The declarations of a file by the names they mention. */
export type Mentions = Readonly<Record<Relation, ReadonlyMap<string, readonly Declared[]>>>;

/** Who can use what is declared at a place: everybody, through a member's name, this file alone, who imports it here. */
type Reach = 'open' | 'member' | 'file' | 'import';

/** What a kind of node is to the walk. */
interface Shape {
  readonly declares: 'name' | 'nothing' | 'nameless';
  /** Names, literals and keywords: half of all nodes. */
  readonly isLeaf: boolean;
  /** The reach of what stands inside; `undefined` for one that changes nothing. */
  readonly inside: Reach | 'list' | undefined;
}

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
  const mentions: Record<Relation, Map<string, Declared[]>> = {
    gives: new Map(),
    renames: new Map(),
    data: new Map(),
    takes: new Map(),
    ends: new Map(),
  };
  const isScript = isJavaScript(file.fileName);
  try {
    walk(file);
  } catch {
    // An expression nested deeper than the stack: what was read so far must do.
  }
  return mentions;

  function walk(top: Loose): void {
    const shapes = shapesOf(file);
    const nodes = [top];
    const nodeShapes = [shapeOf(top)];
    const reaches: Reach[] = [isOpen(file) ? 'open' : 'file'];
    let inner: Reach = 'file';
    const push = (child: ts.Node): void => {
      const shape = (shapes[child.kind] ??= shapeOf(child));
      if (shape.isLeaf) return;
      nodes.push(child);
      nodeShapes.push(shape);
      reaches.push(inner);
    };
    for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
      const shape = nodeShapes.pop()!;
      const reach = reaches.pop()!;
      if (shape.declares === 'name') declareNamed(node, reach);
      else if (shape.declares === 'nameless') declareNameless(node);
      inner = reachInside(node, shape, reach);
      node.forEachChild(push);
      // Of TypeScript's own files the comments say no types.
      if (isScript) node.jsDoc?.forEach(push);
    }
  }

  function reachInside(node: Loose, { inside }: Shape, reach: Reach): Reach {
    if (inside === 'list') return isExported(node) ? 'open' : reach;
    if (inside !== undefined) return inside;
    return reach === 'member' ? 'file' : reach;
  }

  function declareNamed(node: Loose, reach: Reach): void {
    const { name } = node;
    if (name === undefined) {
      if (isDefault(node)) declareFunction(node, { name: 'default', local: false });
      return;
    }
    if ('isTypeOnly' in node) {
      declareAlias(node, name, reach === 'import');
      return;
    }
    // A parameter with a modifier is a field.
    const isField = 'dotDotDotToken' in node && (node.modifiers?.length ?? 0) > 0;
    const local = reach === 'file' && !isField && !isExported(node);
    if (name.elements !== undefined) {
      const whole = node.type ? namesInType(node.type) : namesIn(node.initializer, text);
      declarePattern(name, whole, local);
      return;
    }
    // `['start']() {}` is called as `start()`.
    const written = name.text ?? name.expression?.text;
    if (written === undefined) return;
    const declared = { name: written, local, whole: node.parameters === undefined };
    if (node.parameters !== undefined) {
      declareFunction(node, declared);
    } else if (node.heritageClauses !== undefined || node.members !== undefined) {
      declareContainer(node, declared);
    } else if ('objectAssignmentInitializer' in node) {
      addAlias({ name: written, local: false }, [written]);
    } else {
      declareValue(node, declared);
    }
    if (isDefault(node)) addAlias({ name: 'default', local: false }, [written]);
  }

  function declareFunction(node: Loose, declared: Declared): void {
    add('gives', declared, givenBy(node, text));
    add('gives', declared, commentedTypes(node));
    add('ends', declared, endsOf(node, text));
    declareParameters(node, declared);
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
    // A type parameter is what its constraint says.
    const type = node.type ?? node.constraint ?? node.typeExpression;
    const renamed = renamedIn(initializer, text);
    add('renames', declared, renamed);
    add('gives', declared, commentedTypes(node));
    if (type !== undefined) {
      add('gives', declared, namesInType(type));
      add('ends', declared, isNever(type, text) ? [neverName] : endsOf(type, text));
      add('takes', declared, type.parameters === undefined ? [] : concernsInType(type));
      declareHanded(type, declared);
    } else if (renamed.length === 0) {
      add('gives', declared, namesIn(initializer, text));
      if (initializer?.parameters !== undefined) {
        add('ends', declared, endsOf(initializer, text));
        declareParameters(initializer, declared);
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
    for (const clause of node.heritageClauses ?? []) add('gives', declared, namesInType(clause));
    for (const member of node.members ?? []) {
      if (member.name !== undefined || member.parameters === undefined) {
        if (!isClass) add('data', declared, dataOf(member));
      } else {
        // A constructor, or the signature of what is called or constructed.
        declareFunction(member, declared);
      }
    }
  }

  function declareNameless(node: Loose): void {
    if ('isExportEquals' in node) {
      addExpression({ name: 'default', local: false }, node.expression);
    } else if (node.left?.name !== undefined && node.right !== undefined) {
      // `exports.start = …`, `this.start = …`
      const written = node.left.name.text;
      if (written !== undefined) addExpression({ name: written, local: false }, node.right);
    } else if (node.arguments !== undefined) {
      declareCallbacks(node, node.arguments);
    } else if (node.initializer?.declarations !== undefined && node.expression !== undefined) {
      // `for (const start of starts)`
      const [variable] = node.initializer.declarations;
      if (variable?.name !== undefined) declareEach(variable.name, namesIn(node.expression, text));
    }
  }

  /** The parameters of a callback, whose types its caller knows: `run((start) => …)`, `starts.map((start) => …)`. */
  function declareCallbacks(call: Loose, args: readonly Loose[]): void {
    for (const { parameters } of args) {
      if (parameters === undefined || parameters.length === 0) continue;
      const callee = namesIn(call.expression, text).map(callbackName);
      const names = [...callee, ...namesIn(call.expression?.expression, text)];
      for (const { name, type } of parameters) {
        if (name !== undefined && type === undefined) declareEach(name, names);
      }
    }
  }

  function declareEach(name: Loose, names: readonly string[]): void {
    if (name.elements !== undefined) declarePattern(name, names, true);
    else if (name.text !== undefined) addAlias({ name: name.text, local: true }, names);
  }

  /** Import and export specifiers, import clauses and `import x = …`. */
  function declareAlias(node: Loose, name: Loose, imports: boolean): void {
    const written = name.text;
    if (written === undefined) return;
    if ('moduleReference' in node) {
      const target = (node as unknown as { moduleReference: Loose }).moduleReference;
      const names = target.expression ? wholeModule : namesInType(target);
      addAlias({ name: written, local: false }, names);
    } else if ('namedBindings' in node) {
      addAlias({ name: written, local: true }, wholeModule);
    } else {
      addAlias({ name: written, local: imports }, [node.propertyName?.text ?? written]);
    }
  }

  /** Of an array each element may be anything in the whole; a property has its own name, where it is declared. */
  function declarePattern(pattern: Loose, names: readonly string[], local: boolean): void {
    const isObject = text.charAt(pattern.end - 1) === '}';
    for (const element of pattern.elements ?? []) {
      const written = element.name?.text;
      if (written === undefined) continue;
      const declared = { name: written, local };
      if (!isObject || element.dotDotDotToken !== undefined) add('gives', declared, names);
      if (isObject) addAlias(declared, [element.propertyName?.text ?? written]);
    }
  }

  function addExpression(declared: Declared, node: Loose | undefined): void {
    const renamed = renamedIn(node, text);
    add('renames', declared, renamed);
    if (renamed.length > 0) return;
    add('gives', declared, namesIn(node, text));
    add('ends', declared, endsOf(node, text));
  }

  /** A name that stands for others and is nothing of its own. */
  function addAlias(declared: Declared, names: readonly string[]): void {
    // Within a file, a name that stands for itself adds nothing.
    if (declared.local && names.length === 1 && names[0] === declared.name) return;
    add('renames', declared, names);
  }

  function add(relation: Relation, declared: Declared, names: readonly string[]): void {
    const mentioned = mentions[relation];
    for (const name of names) {
      const list = mentioned.get(name);
      if (list === undefined) mentioned.set(name, [declared]);
      else if (list.at(-1) !== declared) list.push(declared);
    }
  }

  /** In JavaScript, types stand in comments. */
  function commentedTypes(node: Loose): string[] {
    return isScript ? (node.jsDoc ?? []).flatMap((each) => namesInType(each)) : [];
  }

  /** The types of a member that is no function. */
  function dataOf({ type, parameters, initializer }: Loose): string[] {
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

/** Is what stands at the top visible without an `export`: in scripts, and in what only declares? */
function isOpen(file: ts.SourceFile): boolean {
  const { externalModuleIndicator } = file as { externalModuleIndicator?: unknown };
  return file.isDeclarationFile || externalModuleIndicator == null;
}

const shapesByCompiler = new WeakMap<object, (Shape | undefined)[]>();

/**
 * The shapes of the kinds seen so far, by kind. All nodes of a kind have the same properties, set or not; looking for
 * them once for a kind instead of once for a node halves the time of the walk. Kinds are numbers of one
 * compiler, and every compiler has its own prototypes.
 */
function shapesOf(file: ts.SourceFile): (Shape | undefined)[] {
  const compiler = Object.getPrototypeOf(file) as object;
  const shapes = shapesByCompiler.get(compiler) ?? [];
  shapesByCompiler.set(compiler, shapes);
  return shapes;
}

function shapeOf(node: Loose): Shape {
  const isLeaf =
    'escapedText' in node || ('text' in node && !('statements' in node)) || isToken(node);
  return { declares: declaresOf(node), inside: insideOf(node), isLeaf };
}

/** A token has nothing but a place. */
function isToken(node: Loose): boolean {
  // A compiler that keeps its nodes elsewhere shows nothing of them here.
  return Object.hasOwn(node, 'pos') && Object.keys(node).every((key) => ofEveryNode.has(key));
}

const ofEveryNode = new Set([
  'pos',
  'end',
  'kind',
  'id',
  'flags',
  'modifierFlagsCache',
  'transformFlags',
  'parent',
  'original',
  'emitNode',
]);

function declaresOf(node: Loose): Shape['declares'] {
  for (const property of ['isExportEquals', 'operatorToken', 'arguments', 'awaitModifier']) {
    if (property in node) return 'nameless';
  }
  // `a.b` has a name, and declares none.
  return 'name' in node && !('questionDotToken' in node) ? 'name' : 'nothing';
}

function insideOf(node: Loose): Shape['inside'] {
  if ('members' in node || 'properties' in node) return 'member';
  // What stands in a function's body is its own.
  if ('parameters' in node) return 'file';
  if ('declarationList' in node) return 'list';
  if ('namedBindings' in node) return 'import';
  // A namespace, or a module that is declared: there `export` is not always needed.
  return 'name' in node && 'body' in node ? 'open' : undefined;
}
