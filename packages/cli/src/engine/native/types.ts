/** Types, symbols and signatures of TypeScript 7 in the shape of the classic compiler's: the same object for the same one. */
import type { Compiler } from '@ctxvet/analysis';
import type {
  API,
  APIRequestGenerator,
  Checker,
  IntersectionType,
  NodeHandle,
  Signature,
  Symbol,
  Type,
  UnionType,
} from '@typescript/native/sync';
import { attempt } from './attempt.js';
import type { Native } from './load.js';

/** A type, with the way back. */
export interface TypeView extends Compiler.Type {
  /** What it says of all names of a kind. */
  readonly indexInfos: readonly { readonly type: Compiler.Type }[];
  readonly remote: Type;
  /** Of a reference, the generic type. */
  readonly target: Compiler.Type | undefined;
}

/** A symbol, with the way back. */
export interface SymbolView extends Compiler.Symbol {
  readonly remote: Symbol;
  /** Takes the type that was asked for with those of others. */
  type: Compiler.Type;
  /** Has its type been asked for? */
  hasType(): boolean;
  readonly isAlias: boolean;
}

/** A signature, with the way back. */
export interface SignatureView extends Compiler.Signature {
  readonly remote: Signature;
}

/** Makes views, of one program. */
export interface Views {
  readonly type: (remote: Type) => TypeView;
  readonly symbol: (remote: Symbol) => SymbolView;
  readonly signature: (remote: Signature) => SignatureView;
}

/** Of so many members the types are asked for together. */
const mostAtOnce = 50;

/** Starts with no views. What a view has been asked it remembers: each answer comes from another process. */
export function makeViews(
  { ast, sync }: Native,
  api: API,
  checker: Checker,
  declared: (handle: NodeHandle) => Compiler.Node,
): Views {
  const { SyntaxKind } = ast;
  const { all, ObjectFlags, SymbolFlags, TypeFlags } = sync;

  class TypeOf implements TypeView {
    readonly remote: Type;
    readonly #properties = new Map<string, Compiler.Symbol | undefined>();
    #symbol: SymbolView | null | undefined;
    #types: readonly Compiler.Type[] | undefined;
    #all: readonly Compiler.Symbol[] | undefined;
    #calls: readonly Compiler.Signature[] | undefined;
    #constructs: readonly Compiler.Signature[] | undefined;
    #isExpanded = false;

    constructor(remote: Type) {
      this.remote = remote;
    }

    /** Whoever asks for one kind of members asks for the others next: they come in one answer, which the type remembers. */
    private expand(): Type {
      const { remote } = this;
      if (!this.#isExpanded && this.hasMembers()) {
        this.#isExpanded = true;
        api.batch(askedOf(remote));
      }
      return remote;
    }

    get symbol(): Compiler.Symbol {
      if (this.#symbol === undefined) {
        const remote = this.remote.getSymbol();
        this.#symbol = remote === undefined ? null : symbol(remote);
      }
      // As the classic compiler declares it; types without a symbol have none there either.
      return this.#symbol!;
    }

    get aliasSymbol(): Compiler.Symbol | undefined {
      return or(this.remote.getAliasSymbol(), symbol);
    }

    get target(): Compiler.Type | undefined {
      return this.remote.isTypeReference() ? type(this.remote.getTarget()) : undefined;
    }

    get types(): readonly Compiler.Type[] {
      return (this.#types ??= hasParts(this.remote) ? partsOf(this.remote) : []);
    }

    getProperty(name: string): Compiler.Symbol | undefined {
      if (!this.#properties.has(name)) {
        this.#properties.set(name, or(this.remote.getProperty(name), symbol));
      }
      return this.#properties.get(name);
    }

    getProperties(): readonly Compiler.Symbol[] {
      if (this.#all === undefined) {
        const { remote } = this;
        const isNew = !this.#isExpanded && this.hasMembers();
        this.#isExpanded = true;
        api.batch(attempt(lookIn(remote)), ...(isNew ? [attempt(askedOf(remote))] : []));
        this.#all = remote.getProperties().map(symbol);
      }
      return this.#all;
    }

    getCallSignatures(): readonly Compiler.Signature[] {
      return (this.#calls ??= this.hasMembers()
        ? this.expand().getCallSignatures().map(signature)
        : []);
    }

    getConstructSignatures(): readonly Compiler.Signature[] {
      return (this.#constructs ??= this.hasMembers()
        ? this.expand().getConstructSignatures().map(signature)
        : []);
    }

    get indexInfos(): readonly { readonly type: Compiler.Type }[] {
      if (!this.hasMembers()) return [];
      const infos = this.expand().getIndexInfos();
      return infos.map(({ valueType }) => ({ type: type(valueType) }));
    }

    isUnion(): this is Compiler.TypeOfTypes {
      return this.remote.isUnionType();
    }

    isIntersection(): this is Compiler.TypeOfTypes {
      return this.remote.isIntersectionType();
    }

    isUnionOrIntersection(): this is Compiler.TypeOfTypes {
      return this.remote.isUnionType() || this.remote.isIntersectionType();
    }

    isTypeParameter(): boolean {
      return this.remote.isTypeParameter();
    }

    isStringLiteral(): boolean {
      return this.remote.isStringLiteralType();
    }

    isNumberLiteral(): boolean {
      return this.remote.isNumberLiteralType();
    }

    isClass(): boolean {
      return this.remote.isObjectType() && (this.remote.objectFlags & ObjectFlags.Class) !== 0;
    }

    isClassOrInterface(): boolean {
      return this.remote.isClassOrInterface();
    }

    /** Literals and intrinsic types have none of their own. */
    private hasMembers(): boolean {
      return (this.remote.flags & TypeFlags.StructuredOrInstantiable) !== 0;
    }
  }

  class IntrinsicOf extends TypeOf {
    readonly intrinsicName: string;

    constructor(remote: Type, intrinsicName: string) {
      super(remote);
      this.intrinsicName = intrinsicName;
    }
  }

  class ValueOf extends TypeOf {
    readonly value: unknown;

    constructor(remote: Type, value: unknown) {
      super(remote);
      this.value = value;
    }
  }

  class TemplateOf extends TypeOf {
    readonly texts: readonly string[] = [];
  }

  class UniqueSymbolOf extends TypeOf {
    get escapedName(): string {
      return `__@${this.symbol.name}`;
    }
  }

  class SymbolOf implements SymbolView {
    readonly remote: Symbol;
    #declarations: readonly Compiler.Node[] | undefined;
    #type: Compiler.Type | undefined;

    constructor(remote: Symbol) {
      this.remote = remote;
    }

    get name(): string {
      return this.remote.name;
    }

    get declarations(): readonly Compiler.Node[] {
      return (this.#declarations ??= this.remote.declarations.map(declared));
    }

    get valueDeclaration(): Compiler.Node | undefined {
      return or(this.remote.valueDeclaration, declared);
    }

    get type(): Compiler.Type {
      return (this.#type ??= type(checker.getTypeOfSymbol(this.remote)));
    }

    set type(known: Compiler.Type) {
      this.#type = known;
    }

    hasType(): boolean {
      return this.#type !== undefined;
    }

    get isAlias(): boolean {
      const { flags, declarations } = this.remote;
      // `export as namespace` is one for this compiler alone.
      return (
        (flags & SymbolFlags.Alias) !== 0 &&
        declarations.every(({ kind }) => kind !== SyntaxKind.NamespaceExportDeclaration)
      );
    }
  }

  class SignatureOf implements SignatureView {
    readonly remote: Signature;
    #parameters: readonly Compiler.Symbol[] | undefined;

    constructor(remote: Signature) {
      this.remote = remote;
    }

    get parameters(): readonly Compiler.Symbol[] {
      return (this.#parameters ??= this.remote.getParameters().map(symbol));
    }

    getDeclaration(): Compiler.Node | undefined {
      return or(this.remote.declaration, declared);
    }
  }

  const type = remembered(viewOfType);
  const symbol = remembered((remote: Symbol) => new SymbolOf(remote));
  const signature = remembered((remote: Signature) => new SignatureOf(remote));
  return { type, symbol, signature };

  /** What is asked of a type together, members apart. */
  function askedOf(remote: Type) {
    return all(
      remote.getCallSignatures.gen(),
      remote.getConstructSignatures.gen(),
      remote.getIndexInfos.gen(),
    );
  }

  /** The members of a type, with their own types, which are nearly always asked for next; those of large ones only one by one. */
  function* lookIn(remote: Type): APIRequestGenerator<void> {
    const members = (yield* remote.getProperties.gen()).map(symbol);
    const wanting = members.filter((each) => !each.hasType());
    if (wanting.length === 0 || wanting.length > mostAtOnce) return;
    const types = yield* checker.getTypeOfSymbol.gen(wanting.map((each) => each.remote));
    for (const [i, each] of wanting.entries()) each.type = type(types[i]!);
    yield* all(...types.map(lookAt));
  }

  /** What declares a type; of a union or an intersection, its parts and what declares them. */
  function* lookAt(remote: Type): APIRequestGenerator<void> {
    const parts = hasParts(remote) ? yield* remote.getTypes.gen() : [];
    yield* all(remote.getSymbol.gen(), ...parts.map((part) => part.getSymbol.gen()));
  }

  function partsOf(remote: UnionType | IntersectionType): readonly Compiler.Type[] {
    const parts = remote.getTypes();
    api.batch(...parts.map((part) => attempt(part.getSymbol.gen())));
    return parts.map(type);
  }

  function viewOfType(remote: Type): TypeOf {
    const { flags } = remote;
    // Unions in one compiler and intrinsic types in the other, or both.
    if ((flags & TypeFlags.Boolean) !== 0) return new IntrinsicOf(remote, 'boolean');
    if (remote.isBooleanLiteralType()) return new IntrinsicOf(remote, String(remote.value));
    if (remote.isIntrinsicType()) return new IntrinsicOf(remote, remote.intrinsicName);
    if (remote.isLiteralType()) {
      const { value } = remote;
      return new ValueOf(
        remote,
        typeof value === 'bigint' ? { base10Value: String(value) } : value,
      );
    }
    if (remote.isTemplateLiteralType()) return new TemplateOf(remote);
    if ((flags & TypeFlags.UniqueESSymbol) !== 0) return new UniqueSymbolOf(remote);
    return new TypeOf(remote);
  }
}

function hasParts(remote: Type): remote is UnionType | IntersectionType {
  return remote.isUnionType() || remote.isIntersectionType();
}

function remembered<Remote extends object, View>(make: (remote: Remote) => View) {
  const views = new WeakMap<Remote, View>();
  return (remote: Remote): View => {
    let view = views.get(remote);
    if (view === undefined) views.set(remote, (view = make(remote)));
    return view;
  };
}

function or<Remote, View>(remote: Remote | undefined, view: (remote: Remote) => View) {
  return remote === undefined ? undefined : view(remote);
}
