/**
 * What a kind of node is to the walk over declarations, told by the properties that its nodes have: kinds are numbers that
 * differ between versions of TypeScript.
 */
import type * as ts from './compiler.js';
import type { Loose } from './mentioned.js';

/**
 * Who can use what is declared at a place: every file by the name alone, who imports it or reaches it through a namespace,
 * who has the object, this file alone, and this file because it imports it.
 */
export type Reach = 'everywhere' | 'exported' | 'member' | 'file' | 'import';

/** What a kind of node is to the walk. */
export interface Shape {
  readonly declares: 'name' | 'nothing' | 'nameless';
  /** Names, literals and keywords: half of all nodes. */
  readonly isLeaf: boolean;
  /** Can it have type parameters? */
  readonly isGeneric: boolean;
  /** The reach of what stands inside; `undefined` for one that changes nothing. */
  readonly inside: Reach | 'list' | undefined;
}

const shapesByCompiler = new WeakMap<object, (Shape | undefined)[]>();

/**
 * Tells the shapes of nodes of a file. All nodes of a kind have the same properties, set or not; looking for them once
 * for a kind instead of once for a node halves the time of the walk. Kinds are numbers of one compiler, and every
 * compiler has its own prototypes.
 */
export function shapeReader(file: ts.SourceFile): (node: Loose) => Shape {
  const compiler = Object.getPrototypeOf(file) as object;
  const shapes = shapesByCompiler.get(compiler) ?? [];
  shapesByCompiler.set(compiler, shapes);
  return (node) => (shapes[node.kind] ??= shapeOf(node));
}

function shapeOf(node: Loose): Shape {
  const isLeaf =
    'escapedText' in node || ('text' in node && !('statements' in node)) || isToken(node);
  const isGeneric = 'typeParameters' in node;
  return { declares: declaresOf(node), inside: insideOf(node), isLeaf, isGeneric };
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
  if (!('name' in node) || 'questionDotToken' in node || isTupleMember(node)) return 'nothing';
  return 'name';
}

/** `[ctx: Context, cancel: CancelFunc]`: nobody can use these names. */
function isTupleMember(node: Loose): boolean {
  return 'dotDotDotToken' in node && !('initializer' in node);
}

function insideOf(node: Loose): Shape['inside'] {
  if ('members' in node || 'properties' in node) return 'member';
  // What stands in a function's body is its own.
  if ('parameters' in node) return 'file';
  if ('declarationList' in node) return 'list';
  if ('namedBindings' in node) return 'import';
  // A namespace, or a module that is declared: there `export` is not always needed.
  return 'name' in node && 'body' in node ? 'everywhere' : undefined;
}
