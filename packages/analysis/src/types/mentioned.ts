/**
 * The names that TypeScript's syntax tree mentions in an expression, a type or a function's result, without asking the
 * checker: what decides what a declaration is.
 *
 * TypeScript's kinds are numbers that differ between its versions, so nodes are told apart by the
 * properties they have. Taking one for another makes the filter let through more, never less.
 */
import type * as ts from './compiler.js';
import { asMember } from '../syntax/spelling.js';
import { argumentName } from './roles.js';

/** A node of any kind, seen through its properties. */
export interface Loose extends ts.Node {
  readonly name?: Loose;
  readonly propertyName?: Loose;
  readonly text?: string;
  readonly escapedText?: unknown;
  readonly type?: Loose;
  readonly typeExpression?: Loose;
  readonly typeName?: Loose;
  readonly typeArguments?: readonly Loose[];
  readonly types?: readonly Loose[];
  readonly exprName?: Loose;
  readonly indexType?: Loose;
  readonly literal?: Loose;
  readonly body?: Loose;
  readonly initializer?: Loose;
  readonly constraint?: Loose;
  readonly dotDotDotToken?: Loose;
  readonly expression?: Loose;
  readonly argumentExpression?: Loose;
  readonly qualifier?: Loose;
  readonly declarations?: readonly Loose[];
  readonly left?: Loose;
  readonly right?: Loose;
  readonly whenTrue?: Loose;
  readonly whenFalse?: Loose;
  readonly parameters?: readonly Loose[];
  readonly typeParameters?: readonly Loose[];
  readonly arguments?: readonly Loose[];
  readonly members?: readonly Loose[];
  readonly properties?: readonly Loose[];
  readonly elements?: readonly Loose[];
  readonly statements?: readonly Loose[];
  readonly heritageClauses?: readonly Loose[];
  readonly modifiers?: readonly Loose[];
  readonly jsDoc?: readonly Loose[];
}

/** Stands among the names for the type `never`. */
export const neverName = ':never';

/** Stands for what a module exports without a name, in CommonJS and in ESM. */
export const wholeModule: readonly string[] = ['default', 'exports'].map(asMember);

/** A name that is mentioned: by itself, or as an argument of calls, of which the outermost comes first. */
export type Mention =
  string | { readonly name: string; readonly through: readonly [string, ...string[]] };

/**
 * Adds the names that decide what an expression is. Of a call the callee decides, and what is handed on by callbacks,
 * by other calls and by variables that are its arguments, for a generic callee may give that back.
 */
export function namesIn(top: Loose | undefined, text: string, out: Mention[] = []): Mention[] {
  let node = top;
  // Long chains of operators lean to the left, those of conditionals to the right.
  for (; node?.left !== undefined; node = node.left) namesIn(node.right, text, out);
  for (; node?.whenTrue !== undefined; node = node.whenFalse) namesIn(node.whenTrue, text, out);
  if (node === undefined) return out;
  if (node.escapedText !== undefined) {
    if (node.text !== undefined) out.push(node.text);
  } else if (node.arguments !== undefined) {
    namesInCall(node, node.arguments, text, out);
  } else if (node.parameters !== undefined) {
    givenBy(node, text, out);
  } else if (node.properties !== undefined) {
    for (const each of node.properties) namesInProperty(each, text, out);
  } else if (node.elements !== undefined) {
    for (const each of node.elements) namesIn(each, text, out);
  } else if (node.expression !== undefined) {
    // `a.b`: the member decides. `a['b']` and `a[0]` look alike but for the literal.
    if (node.name === undefined) namesIn(node.expression, text, out);
    const member = (node.name ?? node.argumentExpression)?.text;
    if (member !== undefined) out.push(asMember(member));
    if (node.type !== undefined) collectNames(node.type, isMethod, out);
  }
  return out;
}

function namesInProperty(property: Loose, text: string, out: Mention[]): void {
  const { name, parameters } = property;
  if (parameters === undefined) {
    namesIn(property.initializer ?? property.expression ?? name, text, out);
  } else if (name?.text !== undefined) {
    out.push(asMember(name.text));
  }
}

function namesInCall(call: Loose, args: readonly Loose[], text: string, out: Mention[]): void {
  const { expression: callee } = call;
  if (callee?.text === 'require') {
    out.push(...wholeModule);
    return;
  }
  namesIn(callee, text, out);
  // `inject(new Token<Context>('request'))`: what is generic may give what it is told to.
  for (const type of call.typeArguments ?? []) collectNames(type, isMethod, out);
  // `start().finally(…)` is what `start()` is.
  const object = callee?.expression;
  if (object?.arguments !== undefined) namesIn(object, text, out);
  const passesOn = object?.text === 'Promise' || object?.text === 'Object';
  const inArguments: Mention[] = [];
  for (const arg of args) {
    if (arg.text !== undefined && arg.escapedText !== undefined) {
      inArguments.push(passesOn ? arg.text : argumentName(arg.text));
    } else if (passesOn || arg.name === undefined) {
      namesIn(arg, text, inArguments);
    }
  }
  const called = passesOn ? undefined : spellingOfCallee(callee);
  for (const each of inArguments) out.push(called === undefined ? each : passedTo(called, each));
}

function spellingOfCallee(callee: Loose | undefined): string | undefined {
  if (callee?.name?.text !== undefined) return asMember(callee.name.text);
  return callee?.escapedText === undefined ? undefined : callee.text;
}

function passedTo(callee: string, mention: Mention): Mention {
  return typeof mention === 'string'
    ? { name: mention, through: [callee] }
    : { name: mention.name, through: [callee, ...mention.through] };
}

/** The name itself. */
export function nameOf(mention: Mention): string {
  return typeof mention === 'string' ? mention : mention.name;
}

/** Adds what a function gives back: by its return type, else by what its `return` statements mention. */
export function givenBy(fn: Loose, text: string, out: Mention[] = []): Mention[] {
  if (fn.type !== undefined) return collectNames(fn.type, isMethod, out);
  const { body } = fn;
  if (body === undefined) return out;
  if (body.statements === undefined) return namesIn(body, text, out);
  const stack = [...body.statements];
  const push = (child: ts.Node): void => void stack.push(child);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.parameters !== undefined) continue;
    if (isAfter(node, 'return', text)) namesIn(node.expression, text, out);
    else node.forEachChild(push);
  }
  return out;
}

/** The names that an expression is itself: what it calls is none of them, unless it binds it. */
export function renamedIn(node: Loose | undefined, text: string): Mention[] {
  if (node === undefined || node.parameters !== undefined) return [];
  if (node.arguments !== undefined) {
    const callee = node.expression;
    return callee?.name?.text === 'bind' ? renamedIn(callee.expression, text) : [];
  }
  return node.properties === undefined && node.elements === undefined ? namesIn(node, text) : [];
}

/** The functions that a value may be, and the constructors: itself, or a branch of it that is written out. */
export function functionsIn(node: Loose | undefined): Loose[] {
  const found: Loose[] = [];
  const stack = [node];
  for (let each = stack.pop(); each !== undefined; each = stack.pop()) {
    if (each.parameters !== undefined) found.push(each);
    if (each.members !== undefined) found.push(...each.members.filter(isConstructor));
    // What is called or has a member is no branch.
    if (each.parameters ?? each.arguments ?? each.name) continue;
    for (const part of [each.whenTrue, each.whenFalse, each.left, each.right, each.expression]) {
      if (part !== undefined) stack.push(part);
    }
  }
  return found;
}

/** A member without a name that has parameters: a constructor, or what says how something is called. */
export function isConstructor({ name, parameters }: Loose): boolean {
  return name === undefined && parameters !== undefined;
}

/**
 * The names of what a call of this function, or of something of this type, comes to at its end: `never` itself, or
 * what a last statement calls. Only those are written out that make a call of the function never return.
 */
export function endsOf(node: Loose | undefined, text: string): Mention[] {
  if (node === undefined) return [];
  if (node.parameters === undefined) {
    if (node.exprName !== undefined) return namesInType(node.exprName);
    if (node.typeName !== undefined) return namesInType(node.typeName);
    if (node.members !== undefined) {
      return node.members.flatMap((each) => (each.name ? [] : endsOf(each, text)));
    }
    return renamedIn(node, text);
  }
  if (node.type !== undefined)
    return isNever(node.type, text) ? [neverName] : namesOfTop(node.type);
  const { body } = node;
  if (body === undefined) return [];
  if (body.statements === undefined) return namesIn(body, text);
  const last = body.statements.at(-1);
  if (last === undefined) return [];
  // Only a statement that is an expression starts with one.
  if (last.expression?.pos === last.pos) return namesIn(last.expression, text);
  return mayLoopOrThrow.test(text.slice(last.pos, last.end)) ? [neverName] : [];
}

const mayLoopOrThrow = /\bthrow\b|\bwhile\b|\bfor\b/;

/** The name of an alias that stands for a whole type. */
function namesOfTop({ typeName }: Loose): string[] {
  return typeName === undefined ? [] : namesInType(typeName);
}

/** Is a type the keyword? */
export function isNever({ pos, end }: Loose, text: string): boolean {
  return end - pos < neverName.length + 40 && text.slice(pos, end).trim() === 'never';
}

/** Does `keyword` stand between the start of a statement and its expression? */
function isAfter({ pos, expression }: Loose, keyword: string, text: string): boolean {
  if (expression === undefined || expression.pos - pos < keyword.length) return false;
  return text.startsWith(keyword, expression.pos - keyword.length);
}

/** The names in a type, but not those in its methods: they are found by their own names. */
export function namesInType(type: Loose): string[] {
  return collectNames(type, isMethod, []);
}

/** The names in a type, but not those in members that have names of their own. */
export function concernsInType(type: Loose): string[] {
  return collectNames(type, isMember, []);
}

/** The names of `typeof load`, wherever it stands in a type. */
export function queriedIn(type: Loose): string[] {
  const found: string[] = [];
  const visit = (child: ts.Node): void => {
    const { exprName } = child as Loose;
    if (exprName === undefined) child.forEachChild(visit);
    else found.push(...namesInType(exprName));
  };
  visit(type);
  return found;
}

function isMethod(node: Loose): boolean {
  return node.name !== undefined && node.parameters !== undefined;
}

function isMember(node: Loose): boolean {
  return node.name !== undefined && 'questionToken' in node && !('dotDotDotToken' in node);
}

function collectNames<Names extends { push(name: string): unknown }>(
  top: Loose,
  skips: (node: Loose) => boolean,
  out: Names,
): Names {
  const visit = (child: ts.Node): void => {
    const node = child as Loose;
    if (node.escapedText !== undefined) {
      if (node.text !== undefined) out.push(node.text);
    } else if (!skips(node)) {
      // `ns.Job`, `import('./jobs.js').Job`, `extends ns.Job`; the name of a member or a parameter says nothing.
      const own = node.right ?? node.qualifier ?? node.name;
      if (own?.text === undefined) {
        // `Job['ctx']`
        const member = node.indexType?.literal?.text;
        if (member !== undefined) out.push(asMember(member));
        node.forEachChild(visit);
        return;
      }
      if (own !== node.name || node.expression !== undefined) out.push(asMember(own.text));
      // Of a namespace the member decides.
      if (own === node.right) return;
      node.forEachChild((each) => {
        if (each.pos !== own.pos || each.end !== own.end) visit(each);
      });
    }
  };
  visit(top);
  return out;
}
