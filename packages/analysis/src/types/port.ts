/**
 * The few facts about a program that its syntax does not tell. Two adapters answer: one with a
 * type checker behind it, one that reads imports and local declarations only.
 *
 * Every question has an answer for "I cannot know" (`undefined` or `false`, as each says), and what is
 * unknown is never reported. No method throws. Questions are cheap to repeat: adapters remember.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ClassNode } from '../syntax/class-members.js';
import type { Primitive } from '../syntax/literal.js';

/** Where in the result of a factory a part is found: the result itself, a tuple element or a property. */
export type Part =
  | { readonly kind: 'whole' }
  | { readonly kind: 'element'; readonly index: number }
  | { readonly kind: 'property'; readonly name: string };

/**
 * What a context that nobody cancels keeps: a place at its parent, as a `child`; with a `timer` where it has a deadline, with
 * a listener on another `signal`, or with `handlers` of signals that the process would end by.
 */
export type Keeps = 'child' | 'timer' | 'signal' | 'handlers';

/** A function whose call returns a cancel function that the caller must call. */
export interface Factory {
  /** As written at the call: `withTimeout`, `jobs.start`. */
  readonly name: string;
  readonly cancel: Part;
  /** Where the context is; `undefined` where the result has none (a bare cancel function). */
  readonly context: Part | undefined;
  /** True where the call returns a promise of the pair: the obligation opens when its `await` resumes. */
  readonly promise: boolean;
  /** What is kept while nobody cancels. */
  readonly keeps: Keeps;
  /** Does nothing but the declared type of what is called tell? */
  readonly isDeclared?: boolean;
}

/**
 * A context that a place takes: `plain` where that is `Context` itself, so that any context will do; `own` where
 * it is a type that extends it and may want more.
 */
export type ContextKind = 'plain' | 'own';

/** What an argument is, as a key of `withValue`. */
export type KeyKind =
  | 'good'
  | 'unknown'
  | 'string'
  | 'number'
  | 'bigint'
  | 'boolean'
  | 'enum'
  | 'branded'
  | 'symbolFor'
  | 'freshObject';

/** What the values of a type may be. */
export interface Admitted {
  /** All of a kind: what `typeof` says of them, but `null` for itself. */
  readonly kinds: ReadonlySet<string>;
  /** Single texts and truth values, where their kind is not there as a whole. */
  readonly literals: ReadonlySet<Primitive>;
}

/** How a cancel function can be released, so that what is written compiles. */
export interface Release {
  /** By a call without arguments. */
  readonly call: boolean;
  /** By a `using` declaration that holds it: its type has `[Symbol.dispose]`, so the global `Disposable` is there too. */
  readonly using: boolean;
}

/** The port. `Types` knows one file of one program. */
export interface Types {
  /** True where a type checker answers; without one, what is not written in the file is unknown. */
  readonly checked: boolean;

  /**
   * The first question of every file: could it hold a context or call something that makes or takes one?
   * False costs a scan of the text for a few names and is final; true is only a perhaps.
   */
  reaches(): boolean;

  // Names: cheap filters before the questions below. They are over-approximations: false is final. A name is spelled as it
  // stands there: `f`, or `.f` for a member.

  /** Could a call of a function, method or property of this name return a cancel function? */
  mayBeFactory(name: string): boolean;
  /** Could this name stand for a type, value, parameter or callee that has to do with contexts? */
  mayConcernContext(name: string): boolean;
  /** Could this name stand for a type or value that is a context, holds one or gives one: more than to take one? */
  mayGiveContext(name: string): boolean;
  /** Could this be a context or nil, as far as the file alone tells? Asks no checker; false is final. */
  mayAdmitNil(node: TSESTree.Expression): boolean;

  // The runtime's own functions.

  /** The export of a context module that this expression is (`withCancel`, `background`), however renamed. */
  runtimeExport(callee: TSESTree.Node): string | undefined;
  /** Would `import { name } from 'specifier'`, written in this file, give a value? False where that is not certain. */
  mayImport(specifier: string, name: string): boolean;

  /** Is this name a module whose `name` is that export of a context module, whatever file passes it on? False where unknown. */
  hasExport(module: TSESTree.Identifier, name: string): boolean;

  // Contexts (DESIGN: a type whose symbol is `Context` of a context module, or that extends it).

  /** Is the declared type of this parameter, variable, type annotation or expression a context? */
  isContext(node: TSESTree.Node): boolean;
  /** False where this expression is certainly no context; true also where its type is unknown. */
  mayBeContext(node: TSESTree.Expression): boolean;
  /** A context, or an array, map, set, tuple or promise of them. */
  holdsContext(node: TSESTree.Node): boolean;
  /** Is the declared type of this member, parameter or variable a cancel function, or one and nil? */
  isCancelFunc(node: TSESTree.Node): boolean;
  /** Does the type of this class or interface declaration itself implement or extend `Context`? */
  implementsContext(node: TSESTree.Node): boolean;
  /**
   * Is the member of this name of a class, or of an object literal, declared elsewhere as more than anything: by a base that is no
   * class of the file, by what the literal is written for? False where that is unknown.
   */
  declaresMember(
    owner: ClassNode | TSESTree.ObjectExpression,
    key: string,
    isStatic: boolean,
  ): boolean;
  /** The context, or nil, that the callee of this call expects for argument number `index`; `undefined` for all else. */
  expectsContext(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    index: number,
  ): ContextKind | undefined;
  /** The same of a function that another call gives its arguments to, such as `f.call(…)`, where all its signatures agree. */
  takesContext(fn: TSESTree.Expression, index: number): ContextKind | undefined;
  /** Has what this callee, or class, takes as argument number `index` a default, which stands in for `undefined`? False where unknown. */
  hasDefault(callee: TSESTree.Node, index: number): boolean;
  /** The context that the declared type of this target is (annotation, parameter, return type), if it excludes nil. */
  nonNilContext(node: TSESTree.Node): ContextKind | undefined;
  /** The same where this expression stands, by what is around it: a property of an object of a declared type. */
  nonNilContextAt(value: TSESTree.Expression): ContextKind | undefined;
  /** Does the type of this expression, where it stands, admit `null` or `undefined`? False where unknown (`any`). */
  admitsNil(node: TSESTree.Expression): boolean;
  /**
   * Is it fixed elsewhere what this function or signature takes as its parameter number `index` (`this` not counted): by the
   * call that it is handed to, by an annotation that it is written for, by a member that it implements or
   * overrides? Where that cannot be known, because another file says it: true.
   */
  isFixedElsewhere(fn: TSESTree.Node, index: number): boolean;
  /**
   * Does the declared type of a parameter, `undefined` and `null` aside, go by a name that `isName` looks for: as it is written, or as
   * it is declared where that is known? A union does where each of its parts does, an intersection where one does.
   */
  isOfTypeNamed(node: TSESTree.Node, isName: (name: string) => boolean): boolean;
  /** Judges an argument as a key of `withValue`, by its own type. */
  keyKind(node: TSESTree.Expression): KeyKind;

  /**
   * What the declared type of this name or member admits, whatever tests have narrowed where it stands; `undefined` where
   * that is unknown. A checker answers for types with nil alone: of others nobody knows whether the compiler leaves it out.
   */
  admitted(node: TSESTree.Node): Admitted | undefined;

  // What suggestions must know.

  /**
   * Is the value of this expression plain data, that cannot use a context later? False where it has methods or is a
   * promise; `undefined` where nobody knows.
   */
  isData(node: TSESTree.Expression): boolean | undefined;
  /**
   * How can this part of what an expression gives be released? Without a checker: by a call, never by `using`, for
   * nothing tells what the program is compiled for or runs on.
   */
  releaseOf(node: TSESTree.Expression, part: Part): Release;

  // Cancel functions and control flow, for `lostcancel`.

  /**
   * The name whose declared type a checker is asked for, by `factory` and `expectsContext`, to tell what this call calls. `undefined`
   * where the file tells, or nobody is asked, or that is not known before.
   */
  asksFor(call: TSESTree.CallExpression | TSESTree.NewExpression): TSESTree.Node | undefined;
  /** The factory that this call calls, or `undefined`. */
  factory(call: TSESTree.CallExpression): Factory | undefined;
  /** Can an `await` of this never reject, because it is known: no thenable, a context's `done()`? */
  cannotReject(awaited: TSESTree.Expression): boolean;
  /**
   * Does what this function gives, by its type, never reject, because it is no thenable? False where that is unknown, or where
   * a call of it never returns.
   */
  givesNoPromise(fn: TSESTree.Expression): boolean;
  /** Can this call, `new` or tagged template never throw: it returns a promise, or is a cancel function, `console.*` …? */
  cannotThrow(
    node: TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression,
  ): boolean;
  /** Is what this expression iterates over an array, string, map or set, whose iterator never throws? */
  iteratesSafely(node: TSESTree.Expression): boolean;
  /** Do the cases of a switch name all that its discriminant can be, so that one of them is taken? False where unknown. */
  coversAll(node: TSESTree.SwitchStatement): boolean;
  /** Does this call return `never`? Without a checker: false. */
  neverReturns(node: TSESTree.CallExpression | TSESTree.NewExpression): boolean;
  /** Is the type of this expression, where it stands, `never`: no value comes here? */
  isNever(node: TSESTree.Expression): boolean;
}
