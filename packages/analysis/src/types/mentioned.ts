/**
 * The names that TypeScript's syntax tree mentions in an expression, a type or a function's result, without asking the
 * checker: what decides what a declaration is.
 *
 * TypeScript's kinds are numbers that differ between its versions, so nodes are told apart by the
 * properties they have. Taking one for another makes the filter let through more, never less.
 */
import type * as ts from './compiler.js';
import { asMember } from '../syntax/spelling.js';

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

/**
 * Adds the names that decide what an expression is. Of a call the callee decides, and what is handed on by callbacks,
 * by other calls and by variables that are its arguments, for a generic callee may give that back.
 */
export function namesIn(top: Loose | undefined, text: string, out: string[] = []): string[] {
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
    if (node.type !== undefined) namesInType(node.type, out);
  }
  return out;
}

function namesInProperty(property: Loose, text: string, out: string[]): void {
  const { name, parameters } = property;
  if (parameters === undefined) {
    namesIn(property.initializer ?? property.expression ?? name, text, out);
  } else if (name?.text !== undefined) {
    out.push(asMember(name.text));
  }
}

function namesInCall(call: Loose, args: readonly Loose[], text: string, out: string[]): void {
  const { expression: callee } = call;
  if (callee?.text === 'require') {
    out.push(...wholeModule);
    return;
  }
  namesIn(callee, text, out);
  // `start().finally(…)` is what `start()` is.
  const object = callee?.expression;
  if (object?.arguments !== undefined) namesIn(object, text, out);
  const passesOn = object?.text === 'Promise' || object?.text === 'Object';
  const inArguments: string[] = [];
  for (const arg of args) {
    if (arg.text !== undefined && arg.escapedText !== undefined) {
      inArguments.push(passesOn ? arg.text : argumentName(arg.text));
    } else if (passesOn || arg.name === undefined) {
      namesIn(arg, text, inArguments);
    }
  }
  const called = passesOn ? undefined : spellingOfCallee(callee);
  for (const name of inArguments) out.push(called === undefined ? name : passedTo(called, name));
}

function spellingOfCallee(callee: Loose | undefined): string | undefined {
  if (callee?.name?.text !== undefined) return asMember(callee.name.text);
  return callee?.escapedText === undefined ? undefined : callee.text;
}

/** Is a name that `namesIn` gives one of what a call is passed? Its first character tells. */
export function isPassed(name: string): boolean {
  return name.startsWith(passed);
}

const passed = '>';

function passedTo(callee: string, name: string): string {
  return `${passed}${callee} ${name}`;
}

/** Such a name, and the calls that it is passed through. */
export function passedThrough(name: string): { name: string; through: readonly string[] } {
  const through: string[] = [];
  let rest = name;
  while (isPassed(rest)) {
    const end = rest.indexOf(' ');
    through.push(rest.slice(passed.length, end));
    rest = rest.slice(end + 1);
  }
  return { name: rest, through };
}

const asArgument = ' as an argument';
const toCallback = ' to its callback';

/** What is spelled in a name that stands for something in a certain place. */
export function baseName(name: string): string {
  const end = name.indexOf(' ');
  return end === -1 ? name : name.slice(0, end);
}

/** Stands for a variable where it is an argument: the parts of a destructured result are handed to everybody. */
export function argumentName(name: string): string {
  return name + asArgument;
}

/** Does a name stand for what a function hands to its callbacks? */
export function isCallbackName(name: string): boolean {
  return name.endsWith(toCallback);
}

/** Stands for what a function hands to its callbacks. */
export function callbackName(name: string): string {
  return name + toCallback;
}

/** Adds what a function gives back: by its return type, else by what its `return` statements mention. */
export function givenBy(fn: Loose, text: string, out: string[] = []): string[] {
  if (fn.type !== undefined) return namesInType(fn.type, out);
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
export function renamedIn(node: Loose | undefined, text: string): string[] {
  if (node === undefined || node.parameters !== undefined) return [];
  if (node.arguments !== undefined) {
    const callee = node.expression;
    return callee?.name?.text === 'bind' ? renamedIn(callee.expression, text) : [];
  }
  return node.properties === undefined && node.elements === undefined ? namesIn(node, text) : [];
}

/**
 * The names of what a call of this function, or of something of this type, comes to at its end: `never` itself, or
 * what a last statement calls. Only those are written out that make a call of the function never return.
 */
export function endsOf(node: Loose | undefined, text: string): string[] {
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

/** Adds the names in a type, but not those in its methods: they are found by their own names. */
export function namesInType(type: Loose, out: string[] = []): string[] {
  return collectNames(type, isMethod, out);
}

/** Adds the names in a type, but not those in members that have names of their own. */
export function concernsInType(type: Loose, out: string[] = []): string[] {
  return collectNames(type, isMember, out);
}

function isMethod(node: Loose): boolean {
  return node.name !== undefined && node.parameters !== undefined;
}

function isMember(node: Loose): boolean {
  return node.name !== undefined && 'questionToken' in node && !('dotDotDotToken' in node);
}

function collectNames(top: Loose, skips: (node: Loose) => boolean, out: string[]): string[] {
  const visit = (child: ts.Node): void => {
    const node = child as Loose;
    if (node.escapedText !== undefined) {
      if (node.text !== undefined) out.push(node.text);
    } else if (!skips(node)) {
      // `ns.Job`, `import('./jobs.js').Job`, `extends ns.Job`; the name of a member or a parameter says nothing.
      const own = node.right ?? node.qualifier ?? node.name;
      if (own?.text === undefined) {
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
