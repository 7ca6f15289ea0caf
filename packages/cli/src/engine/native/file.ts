/** Files of TypeScript 7's programs, in the shape of the classic compiler's. Their trees are fetched when something is asked of them. */
import type { Compiler } from '@ctxvet/analysis';
import type { Node, SourceFile } from '@typescript/native/ast';
import type { LazyFile, NodeView, Nodes } from './nodes.js';
import { specifiersIn } from './specifiers.js';

/** What makes a file. */
export interface GivenFile {
  readonly fileName: string;
  readonly kind: number;
  readonly isDeclarationFile: boolean;
  /** Is it known to import nothing? Then its text need not be read for that. */
  readonly isAlone: boolean;
  readonly text: () => string;
  readonly nodes: Nodes;
  readonly fetch: () => SourceFile | undefined;
}

/** A file. */
export class FileView implements LazyFile, NodeView {
  readonly fileName: string;
  readonly kind: number;
  readonly isDeclarationFile: boolean;
  readonly pos = 0;
  readonly #given: GivenFile;
  #text: string | undefined;
  #remote: SourceFile | undefined;
  #words: Pick<ReadonlySet<string>, 'has'> | undefined;
  #imports: readonly Specifier[] | undefined;
  #seemingImports: readonly Specifier[] | undefined;

  constructor(given: GivenFile) {
    this.fileName = given.fileName;
    this.kind = given.kind;
    this.isDeclarationFile = given.isDeclarationFile;
    this.#given = given;
  }

  get text(): string {
    return (this.#text ??= this.#given.text());
  }

  get remote(): SourceFile {
    return this.fetch();
  }

  /** Gets the tree, where that has not been done. */
  fetch(): SourceFile {
    if (this.#remote === undefined) {
      this.#remote = this.#given.fetch();
      if (this.#remote === undefined) throw new Error(`${this.fileName} is not in the program`);
      this.#given.nodes.settle(this.#remote.path);
    }
    return this.#remote;
  }

  /** Has its tree been fetched? */
  isFetched(): boolean {
    return this.#remote !== undefined;
  }

  /** What it imports from; as long as its tree has not been fetched, as far as the text tells, and so at times more. */
  get imports(): readonly Specifier[] {
    if (this.#given.isAlone) return [];
    if (this.#remote === undefined) {
      return (this.#seemingImports ??= this.#specifiers(specifiersIn(this.text)));
    }
    return (this.#imports ??= this.#specifiers(new Set(this.#remote.imports.flatMap(textOf))));
  }

  #specifiers(texts: ReadonlySet<string>): readonly Specifier[] {
    return Array.from(texts, (each) => new Specifier(each, this));
  }

  /** What makes it a module; `undefined` for a script. The first word tells it of most files. */
  get externalModuleIndicator(): unknown {
    return startsAsModule.test(this.text) || this.remote.externalModuleIndicator;
  }

  /** The words in the text; a parser has fewer. */
  get identifiers(): Pick<ReadonlySet<string>, 'has'> {
    return (this.#words ??= wordsIn(this.text));
  }

  get statements(): readonly Compiler.Node[] {
    return Array.from(this.remote.statements, this.#given.nodes.passing);
  }

  get end(): number {
    return this.text.length;
  }

  get parent(): never {
    return undefined as never;
  }

  forEachChild<T>(visit: (child: Compiler.Node) => T | undefined): T | undefined {
    const { passing } = this.#given.nodes;
    return this.remote.forEachChild((child) => visit(passing(child)));
  }

  getSourceFile(): this {
    return this;
  }

  getText(): string {
    return this.text;
  }
}

function textOf(specifier: Node): string[] {
  const { text } = specifier as { readonly text?: string };
  return text === undefined ? [] : [text];
}

/** Comments, and an import or export of any kind. */
const startsAsModule = /^(?:\s|\/\*[^]*?\*\/|\/\/.*)*(?:import\b\s*[^(.\s]|export\b)/;

function wordsIn(text: string): Pick<ReadonlySet<string>, 'has'> {
  // Words with escapes may be any.
  if (text.includes('\\u')) return { has: () => true };
  return new Set(text.match(/[\w$\u0080-\uFFFF]+/g));
}

/** What a file imports from. It is in the tree only where something is asked of it. */
export class Specifier implements NodeView {
  readonly kind = -1;
  readonly text: string;
  /** That imports it. */
  readonly file: FileView;

  constructor(text: string, file: FileView) {
    this.text = text;
    this.file = file;
  }

  /** `undefined` where the text only looks like an import. */
  find(): Node | undefined {
    return this.file.remote.imports.find((each) => textOf(each).includes(this.text));
  }

  get remote(): Node {
    const found = this.find();
    if (found === undefined) throw new Error(`${this.file.fileName} does not import ${this.text}`);
    return found;
  }

  get pos(): number {
    return this.remote.pos;
  }

  get end(): number {
    return this.remote.end;
  }

  get parent(): Compiler.Node {
    return this.file;
  }

  forEachChild(): undefined {
    return undefined;
  }

  getSourceFile(): FileView {
    return this.file;
  }

  getText(): string {
    return this.remote.getText();
  }
}
