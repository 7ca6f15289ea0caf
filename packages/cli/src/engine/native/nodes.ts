/**
 * Nodes of TypeScript 7's syntax trees in the shape of the classic compiler's. The same object for the same node. A declaration that
 * a symbol names is known by its place alone; its file is fetched when more is asked of it.
 */
import type { Compiler } from '@ctxvet/analysis';
import type { Node } from '@typescript/native/ast';
import type { NodeHandle } from '@typescript/native/sync';
import type { FileView } from './file.js';
import type { Native } from './load.js';
import { shapes } from './shapes.js';

/** A node. */
export interface NodeView extends Compiler.Node {
  /** Fetches the file, where that has not been done. */
  readonly remote: Node;
}

/** The program that nodes are in. */
export interface Owner {
  /** The file at a path as node handles write it. */
  fileAt(path: string): FileView;
  /** The symbol that a declaration makes. */
  symbolOf(declaration: Node): Compiler.Symbol | undefined;
}

/** Makes views of nodes, of one program. */
export interface Nodes {
  viewOf(node: Node): Compiler.Node;
  /** Of a declaration, whose file need not be there yet. */
  declared(handle: NodeHandle): Compiler.Node;
  /** The tree of this file has been fetched. */
  settle(path: string): void;
}

/** Starts with no views. */
export function makeNodes({ ast }: Native, owner: Owner): Nodes {
  const views = new WeakMap<Node, NodeView>();
  /** Declarations whose files are not there yet, by file and index. */
  const waiting = new Map<string, Map<number, View>>();
  const classes = new Map<number, new (from: Node | NodeHandle) => View>();
  const properties = new Map(
    Object.entries(shapes).map(([kind, names]) => [
      ast.SyntaxKind[kind as keyof typeof ast.SyntaxKind] as number,
      names,
    ]),
  );

  class View implements NodeView {
    readonly kind: number;
    #node: Node | undefined;
    readonly #handle: NodeHandle | undefined;

    constructor(from: Node | NodeHandle) {
      this.kind = from.kind;
      if ('resolve' in from) this.#handle = from;
      else this.#node = from;
    }

    get remote(): Node {
      return (this.#node ??= resolved(this.#handle!));
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
      return this.remote.jsDoc?.map(viewOf);
    }

    forEachChild<T>(visit: (child: Compiler.Node) => T | undefined): T | undefined {
      return this.remote.forEachChild((child) => visit(viewOf(child)));
    }

    getSourceFile(): FileView {
      return owner.fileAt(this.#handle?.path ?? this.remote.getSourceFile().path);
    }

    getText(): string {
      return this.remote.getText();
    }
  }
  return { viewOf, declared, settle };

  function viewOf(node: Node): Compiler.Node {
    if (node.kind === ast.SyntaxKind.SourceFile) return owner.fileAt(node.getSourceFile().path);
    let view = views.get(node);
    if (view === undefined) views.set(node, (view = new (classFor(node.kind))(node)));
    return view;
  }

  function declared(handle: NodeHandle): Compiler.Node {
    const { path, index, kind } = handle;
    const file = owner.fileAt(path);
    if (kind === ast.SyntaxKind.SourceFile) return file;
    if (file.isFetched()) return viewOf(resolved(handle));
    const inFile = waiting.get(path) ?? new Map<number, View>();
    waiting.set(path, inFile);
    let view = inFile.get(index);
    if (view === undefined) inFile.set(index, (view = new (classFor(kind))(handle)));
    return view;
  }

  function settle(path: string): void {
    const inFile = waiting.get(path);
    waiting.delete(path);
    for (const view of inFile?.values() ?? []) views.set(view.remote, view);
  }

  function resolved(handle: NodeHandle): Node {
    // By way of the file, so that all that wait for it are settled.
    void owner.fileAt(handle.path).remote;
    const node = handle.resolve();
    if (node === undefined) throw new Error(`a declaration is not in ${handle.path}`);
    return node;
  }

  /** The class of a kind has the properties that the kind has in the classic compiler, and no others. */
  function classFor(kind: number): new (from: Node | NodeHandle) => View {
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
    if (Array.isArray(value)) return Array.from(value as readonly Node[], viewOf);
    return typeof value === 'object' && value !== null ? viewOf(value as Node) : value;
  }
}
