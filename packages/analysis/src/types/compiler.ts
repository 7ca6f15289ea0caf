/**
 * A TypeScript compiler, as far as the port asks it: a program with its files, their syntax trees and a checker. The classic
 * compiler (5.4 to 6.0) has this shape as it is; a host brings another by giving its answers this shape.
 *
 * Numbers that compilers give to kinds and flags differ between versions, so none are here: nodes and types are told apart by
 * the properties that they have, set or not, and by identity. So a property that a kind of node does not have in the
 * classic compiler must not be there at all.
 */

/** A program. Its files and its checker stay the same. */
export interface Program {
  getTypeChecker(): Checker;
  getSourceFiles(): readonly SourceFile[];
  getSourceFile(fileName: string): SourceFile | undefined;
  /** The path of the tsconfig is among them, where there is one. */
  getCompilerOptions(): object;
  /** Told which files are walked next, by a compiler that has to fetch their trees. */
  expectWalks?(files: readonly SourceFile[]): void;
  /** Is it one of the compiler's own: `lib.es5.d.ts`? */
  isSourceFileDefaultLibrary(file: SourceFile): boolean;
}

/** A node of a syntax tree; what else it has is read where it is known to be there, or may be. */
export interface Node {
  /** Differs between compilers; the same for nodes that have the same properties. */
  readonly kind: number;
  /** Where it starts, with the blanks and comments before it. */
  readonly pos: number;
  readonly end: number;
  readonly parent: Node;
  /** Ends where `visit` gives something. */
  forEachChild<T>(visit: (child: Node) => T | undefined): T | undefined;
  getSourceFile(): SourceFile;
  /** Without the blanks and comments before it. */
  getText(): string;
}

/** An expression, or another node that holds one. */
export interface Expression extends Node {
  readonly expression?: Expression;
}

/** What a module is imported by. */
export interface StringLiteral extends Node {
  readonly text: string;
}

/** A file of a program. */
export interface SourceFile extends Node {
  readonly fileName: string;
  readonly text: string;
  readonly isDeclarationFile: boolean;
  readonly statements: readonly Node[];
}

/** `extends A`, `implements B, C` */
export interface HeritageClause extends Node {
  readonly types: readonly Node[];
}

/** What a name stands for. The same object for the same symbol, as long as the program lives. */
export interface Symbol {
  readonly name: string;
  readonly declarations?: readonly Node[] | undefined;
  /** The declaration that makes it a value. */
  readonly valueDeclaration?: Node | undefined;
  /** Do `import` or `export` make it stand for another? Its declarations tell, where a compiler does not say so itself. */
  readonly isAlias?: boolean;
}

/** A type. The same object for the same type, as long as the program lives. */
export interface Type {
  /** What declares it; `undefined` for types that nobody declares, whatever the classic compiler says. */
  readonly symbol: Symbol;
  /** The alias that it is written with. */
  readonly aliasSymbol?: Symbol | undefined;
  getProperty(name: string): Symbol | undefined;
  getProperties(): readonly Symbol[];
  getCallSignatures(): readonly Signature[];
  getConstructSignatures(): readonly Signature[];
  isUnion(): this is TypeOfTypes;
  isIntersection(): this is TypeOfTypes;
  isUnionOrIntersection(): this is TypeOfTypes;
  isTypeParameter(): boolean;
  isStringLiteral(): boolean;
  isNumberLiteral(): boolean;
  isClass(): boolean;
  isClassOrInterface(): boolean;
}

/** A union or an intersection. */
export interface TypeOfTypes extends Type {
  readonly types: readonly Type[];
}

/** A signature. The same object for the same signature, as long as the program lives. */
export interface Signature {
  readonly parameters: readonly Symbol[];
  getDeclaration(): Node | undefined;
}

/** A checker. Any question may throw. */
export interface Checker {
  getSymbolAtLocation(node: Node): Symbol | undefined;
  getTypeAtLocation(node: Node): Type;
  getTypeOfSymbol(symbol: Symbol): Type;
  getDeclaredTypeOfSymbol(symbol: Symbol): Type;
  /** Only of a symbol that an alias declares. */
  getAliasedSymbol(symbol: Symbol): Symbol;
  getExportsOfModule(module: Symbol): readonly Symbol[];
  getNonNullableType(type: Type): Type;
  getBaseConstraintOfType(type: Type): Type | undefined;
  /** Only of a class or an interface. */
  getBaseTypes(type: Type): readonly Type[];
  getPropertiesOfType(type: Type): readonly Symbol[];
  /** What a type says of all names of a kind. */
  getIndexInfosOfType(type: Type): readonly { readonly type: Type }[];
  /** Only of a tuple, an array or another reference to a generic type; empty for one that is not. */
  getTypeArguments(type: Type): readonly Type[];
  isTupleType(type: Type): boolean;
  isArrayType(type: Type): boolean;
  isTypeAssignableTo(source: Type, target: Type): boolean;
  getStringType(): Type;
  getNeverType(): Type;
  getReturnTypeOfSignature(signature: Signature): Type;
  /** The signature that a call, `new` or tagged template resolves to. */
  getResolvedSignature(call: Node): Signature | undefined;
  getSignatureFromDeclaration(declaration: Node): Signature | undefined;
  getContextualType(expression: Node): Type | undefined;
}
