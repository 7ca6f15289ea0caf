/**
 * Nodes of TypeScript 7's syntax trees in the shape of the classic compiler's. Declarations, their parents and what an ESTree node
 * stands for are the same object when asked again; what a walk passes by is not. A declaration that a symbol names is known by
 * its place alone; its file is fetched when more is asked of it.
 */
import type { Compiler } from '@ctxvet/analysis';
import type { Node } from '@typescript/native/ast';
import type { NodeHandle } from '@typescript/native/sync';
import type { Native } from './load.js';
import { shapes } from './shapes.js';

/** A node. */
export interface NodeView extends Compiler.Node {
  /** Fetches the file, where that has not been done. */
  readonly remote: Node;
}

/** A file, whose tree is fetched where more than its text is asked for. */
export interface LazyFile extends Compiler.SourceFile {
  /** Is the tree there? */
  isFetched(): boolean;
  /** Gets it now. */
  fetch(): void;
}

/** The program that nodes are in. */
export interface Owner {
  /** The file at a path as node handles write it. */
  fileAt(path: string): LazyFile;
  /** The symbol that a declaration makes. */
  symbolOf(declaration: Node): Compiler.Symbol | undefined;
}

/** Makes views of nodes, of one program. */
export interface Nodes {
  readonly viewOf: (node: Node) => Compiler.Node;
  /** Of a node that is looked at in passing; not the same object when asked again. */
  readonly passing: (node: Node) => Compiler.Node;
  /** Of a declaration, whose file need not be there yet. */
  readonly declared: (handle: NodeHandle) => Compiler.Node;
  /** The tree of this file has been fetched. */
  settle(path: string): void;
}

/** Starts with no views. */
export function makeNodes({ ast }: Native, owner: Owner): Nodes {
  /** Where nodes keep their views: a map of hundreds of thousands of nodes is slow to collect. */
  const view = Symbol('view');
  /** Declarations whose files are not there yet, by file and index. */
  const waiting = new Map<string, Map<number, View>>();
  const classes = new Map<number, typeof View>();
  const properties = new Map(
    Object.entries(shapes).map(([kind, names]) => [
      ast.SyntaxKind[kind as keyof typeof ast.SyntaxKind] as number,
      names,
    ]),
  );

  type Viewed = Node & { [view]?: View };

  class View implements NodeView {
    // Declared only: fields that classes define cost more than the rest of a walk.
    declare readonly kind: number;
    /** A handle until more than its place is asked for. */
    declare private from: Node | NodeHandle;

    constructor(from: Node | NodeHandle, kind: number) {
      this.from = from;
      this.kind = kind;
    }

    get remote(): Node {
      const { from } = this;
      return 'resolve' in from ? (this.from = resolved(from)) : from;
    }

    get pos(): number {
      return this.remote.pos;
    }

    get end(): number {
      return this.remote.end;
    }

    get parent(): Compiler.Node {
      return viewOf(this.remote.parent);
    }

    get jsDoc(): readonly Compiler.Node[] | undefined {
      return this.remote.jsDoc?.map(passing);
    }

    forEachChild<T>(visit: (child: Compiler.Node) => T | undefined): T | undefined {
      return this.remote.forEachChild((child) => visit(passing(child)));
    }

    getSourceFile(): LazyFile {
      const { from } = this;
      return owner.fileAt('resolve' in from ? from.path : from.getSourceFile().path);
    }

    getText(): string {
      return this.remote.getText();
    }
  }
  return { viewOf, passing, declared, settle };

  function viewOf(node: Viewed): Compiler.Node {
    const known = node[view];
    if (known !== undefined) return known;
    const { kind } = node;
    if (kind === ast.SyntaxKind.SourceFile) return owner.fileAt(node.getSourceFile().path);
    return (node[view] = new (classFor(kind))(node, kind));
  }

  function passing(node: Node): Compiler.Node {
    const { kind } = node;
    return new (classFor(kind))(node, kind);
  }

  function declared(handle: NodeHandle): Compiler.Node {
    const { path, index, kind } = handle;
    const file = owner.fileAt(path);
    if (kind === ast.SyntaxKind.SourceFile) return file;
    if (file.isFetched()) return viewOf(resolved(handle));
    const inFile = waiting.get(path) ?? new Map<number, View>();
    waiting.set(path, inFile);
    let waits = inFile.get(index);
    if (waits === undefined) inFile.set(index, (waits = new (classFor(kind))(handle, kind)));
    return waits;
  }

  function settle(path: string): void {
    const inFile = waiting.get(path);
    waiting.delete(path);
    for (const waits of inFile?.values() ?? []) (waits.remote as Viewed)[view] = waits;
  }

  function resolved(handle: NodeHandle): Node {
    // By way of the file, so that all that wait for it are settled.
    owner.fileAt(handle.path).fetch();
    const node = handle.resolve();
    if (node === undefined) throw new Error(`a declaration is not in ${handle.path}`);
    return node;
  }

  /** The class of a kind has the properties that the kind has in the classic compiler, and no others. */
  function classFor(kind: number): typeof View {
    let made = classes.get(kind);
    if (made === undefined) {
      made = class extends View {};
      for (const name of properties.get(kind) ?? []) {
        Object.defineProperty(made.prototype, name, {
          get(this: View) {
            return read(this.remote, name);
          },
        });
      }
      classes.set(kind, made);
    }
    return made;
  }

  function read(node: Node, name: string): unknown {
    if (name === 'symbol') return owner.symbolOf(node);
    const loose = node as unknown as Readonly<Record<string, unknown>>;
    // An identifier's text, as it was before names that start with underscores were escaped.
    if (name === 'escapedText') return loose['text'];
    const value = loose[name] ?? (name === 'questionToken' ? loose['postfixToken'] : undefined);
    if (Array.isArray(value)) return Array.from(value as readonly Node[], passing);
    return typeof value === 'object' && value !== null ? passing(value as Node) : value;
  }
}
