/**
 * The names that a source file of a program declares, each with the names that its type mentions: what the
 * names filter is computed from. Read from TypeScript's syntax tree without asking the checker.
 *
 * TypeScript's kinds are numbers that differ between its versions, so nodes are told apart by the
 * properties they have. Taking one for another makes the filter let through more, never less.
 */
import type ts from 'typescript';

/** One declaration. */
export interface Declared {
  readonly name: string;
  /** Nobody outside this file can use the name. */
  readonly local: boolean;
  /** Names in what it returns, or is: if one of these makes a cancel function, so may this. */
  readonly gives: readonly string[];
  /** Names in what it takes or is: if one of these has to do with contexts, so may this. */
  readonly concerns: readonly string[];
  /** Names that it only renames: if one of these is the runtime's, so may this be. */
  readonly renames: readonly string[];
}

/** Stands among the names for the return type `never`. */
export const neverName = ':never';

/** Who can use what is declared at a place: everybody, through a member's name, or this file alone. */
type Reach = 'open' | 'member' | 'file';

/** A node of any kind, seen through its properties. */
interface Loose extends ts.Node {
  readonly name?: Loose;
  readonly propertyName?: Loose;
  readonly text?: string;
  readonly escapedText?: unknown;
  readonly type?: Loose;
  readonly body?: Loose;
  readonly initializer?: Loose;
  readonly constraint?: Loose;
  readonly expression?: Loose;
  readonly argumentExpression?: Loose;
  readonly left?: Loose;
  readonly right?: Loose;
  readonly whenTrue?: Loose;
  readonly whenFalse?: Loose;
  readonly parameters?: readonly Loose[];
  readonly arguments?: readonly Loose[];
  readonly members?: readonly Loose[];
  readonly properties?: readonly Loose[];
  readonly elements?: readonly Loose[];
  readonly heritageClauses?: readonly Loose[];
  readonly modifiers?: readonly Loose[];
  readonly jsDoc?: readonly Loose[];
  readonly tags?: readonly Loose[];
  readonly typeExpression?: Loose;
}

const cache = new WeakMap<ts.SourceFile, readonly Declared[]>();

/** All declarations of a file. Linear in its size; remembered as long as the file is. */
export function declaredIn(file: ts.SourceFile): readonly Declared[] {
  let declared = cache.get(file);
  if (declared === undefined) cache.set(file, (declared = collect(file)));
  return declared;
}

function collect(file: ts.SourceFile): Declared[] {
  const { text } = file;
  const declared: Declared[] = [];
  // There types stand in comments.
  const isJavaScript = /\.[cm]?jsx?$/.test(file.fileName);
  // In a script, everything at the top is visible everywhere.
  const isModule = (file as { externalModuleIndicator?: unknown }).externalModuleIndicator != null;
  walk(file, !isModule);
  return declared;

  function walk(top: Loose, topIsOpen: boolean): void {
    const stack: [node: Loose, reach: Reach][] = [[top, topIsOpen ? 'open' : 'file']];
    for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
      const [node, reach] = entry;
      declare(node, reach);
      const inner = reachInside(node, reach);
      node.forEachChild((child) => void stack.push([child as Loose, inner]));
      if (!isJavaScript) continue;
      for (const comment of node.jsDoc ?? []) {
        declareInComment(node, comment, reach);
        stack.push([comment, reach]);
      }
    }
  }

  function reachInside(node: Loose, reach: Reach): Reach {
    if (node.members !== undefined || node.properties !== undefined) return 'member';
    // What stands in a function's body is its own.
    if (node.parameters !== undefined) return 'file';
    if ('declarationList' in node) return isExported(node) ? 'open' : reach;
    return reach === 'member' ? 'file' : reach;
  }

  function declare(node: Loose, reach: Reach): void {
    const { name } = node;
    if (name === undefined) {
      declareNameless(node);
      return;
    }
    if ('isTypeOnly' in node) {
      declareAlias(node, name);
      return;
    }
    // A parameter with a modifier is a field.
    const isField = 'dotDotDotToken' in node && (node.modifiers?.length ?? 0) > 0;
    const local = reach === 'file' && !isField && !isExported(node);
    if (node.typeExpression !== undefined) {
      const names = collectNames(node.typeExpression, () => false);
      add(name.text ?? '', reach === 'file', names, names);
      return;
    }
    if (name.elements !== undefined) {
      declarePattern(name, node.initializer, local);
      return;
    }
    const written = name.text;
    if (written === undefined) return;
    if (node.parameters !== undefined) {
      const gives = givenBy(node);
      add(written, local, gives, [...gives, ...node.parameters.flatMap(concernsOf)]);
    } else if (node.heritageClauses !== undefined || node.members !== undefined) {
      declareContainer(node, written, local);
    } else if (node.constraint !== undefined) {
      // A type parameter is what its constraint says.
      const names = namesInType(node.constraint);
      add(written, true, names, names);
    } else if ('objectAssignmentInitializer' in node) {
      addAlias(written, false, [written]);
    } else {
      const gives = node.type ? namesInType(node.type) : namesIn(node.initializer);
      const concerns = node.type ? concernsInType(node.type) : gives;
      add(written, local, gives, concerns, renamedIn(node.initializer));
    }
    if (node.modifiers?.some((each) => textOf(each) === 'default')) {
      addAlias('default', false, [written]);
    }
  }

  /** `@type` and `@returns` speak of what they stand before, other tags of what they name. */
  function declareInComment({ name }: Loose, { tags }: Loose, reach: Reach): void {
    for (const tag of tags ?? []) {
      if (name?.text === undefined || tag.name !== undefined || !tag.typeExpression) continue;
      const names = collectNames(tag.typeExpression, () => false);
      add(name.text, reach === 'file', names, names);
    }
  }

  function isExported(node: Loose): boolean {
    return node.modifiers?.some((each) => textOf(each) === 'export') ?? false;
  }

  /** A class or an interface. Its members have names of their own; a cancel function among them is part of it. */
  function declareContainer(node: Loose, name: string, local: boolean): void {
    const heritage = (node.heritageClauses ?? []).flatMap(namesInType);
    const members = node.members ?? [];
    const made = members.filter((m) => m.name === undefined && m.parameters !== undefined);
    add(
      name,
      local,
      [...heritage, ...members.flatMap(dataOf), ...made.flatMap((m) => givenBy(m))],
      [...heritage, ...made.flatMap((m) => (m.parameters ?? []).flatMap(concernsOf))],
    );
  }

  function declareNameless(node: Loose): void {
    if ('isExportEquals' in node) {
      const names = namesIn(node.expression);
      add('default', false, names, names, renamedIn(node.expression));
    } else if (node.left?.name !== undefined && node.right !== undefined) {
      // `exports.start = …`, `this.start = …`
      const names = namesIn(node.right);
      const written = node.left.name.text;
      if (written !== undefined) add(written, false, names, names, renamedIn(node.right));
    }
  }

  /** Import and export specifiers, import clauses and `import x = …`. */
  function declareAlias(node: Loose, name: Loose): void {
    const written = name.text;
    if (written === undefined) return;
    if ('moduleReference' in node) {
      const target = (node as unknown as { moduleReference: Loose }).moduleReference;
      addAlias(written, false, target.expression ? ['default', 'exports'] : namesInType(target));
    } else if ('namedBindings' in node) {
      addAlias(written, true, ['default']);
    } else if (node.type !== undefined) {
      add(written, false, namesInType(node.type), concernsInType(node.type));
    } else {
      addAlias(written, false, [node.propertyName?.text ?? written]);
    }
  }

  function declarePattern(pattern: Loose, whole: Loose | undefined, local: boolean): void {
    const names = namesIn(whole);
    for (const element of pattern.elements ?? []) {
      const written = element.name?.text;
      if (written === undefined) continue;
      const member = element.propertyName?.text ?? written;
      const from = [...names, member];
      add(written, local, from, from, [member]);
    }
  }

  /** A name that stands for others and is nothing of its own. */
  function addAlias(name: string, local: boolean, names: readonly string[]): void {
    add(name, local, names, names, names);
  }

  function add(
    name: string,
    local: boolean,
    gives: readonly string[],
    concerns: readonly string[],
    renames: readonly string[] = [],
  ): void {
    if (gives.length > 0 || concerns.length > 0) {
      declared.push({ name, local, gives, concerns, renames });
    }
  }

  /** The names that an expression is itself: what it calls is none of them. */
  function renamedIn(node: Loose | undefined): string[] {
    if (node === undefined || node.arguments !== undefined || node.parameters !== undefined) {
      return [];
    }
    return node.properties === undefined && node.elements === undefined ? namesIn(node) : [];
  }

  /** What a function gives back: by its return type, else by what its `return` statements mention. */
  function givenBy(fn: Loose): string[] {
    if (fn.type !== undefined) return namesInType(fn.type);
    const { body } = fn;
    if (body === undefined) return [];
    if (!('statements' in body)) return namesIn(body);
    const names: string[] = [];
    const { statements } = body as unknown as { statements: readonly Loose[] };
    const last = statements.at(-1);
    if (last !== undefined && isAfter(last, 'throw')) names.push(neverName);
    const stack: Loose[] = [...statements];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.parameters !== undefined) continue;
      if (isAfter(node, 'return')) names.push(...namesIn(node.expression));
      else node.forEachChild((child) => void stack.push(child as Loose));
    }
    return names;
  }

  /** Does `keyword` stand between the start of a statement and its expression? */
  function isAfter({ pos, expression }: Loose, keyword: string): boolean {
    if (expression === undefined || expression.pos - pos < keyword.length) return false;
    return text.slice(expression.pos - keyword.length, expression.pos) === keyword;
  }

  /** The names that decide what an expression is: of callees, not of their arguments. */
  function namesIn(node: Loose | undefined): string[] {
    if (node === undefined) return [];
    if (node.escapedText !== undefined) return node.text === undefined ? [] : [node.text];
    if (node.arguments !== undefined) return namesInCall(node, node.arguments);
    if (node.parameters !== undefined) return givenBy(node);
    if (node.properties !== undefined) {
      return node.properties.flatMap((p) => namesIn(p.initializer ?? p.expression ?? p.name));
    }
    if (node.elements !== undefined) return node.elements.flatMap((each) => namesIn(each));
    if (node.whenTrue !== undefined) return [...namesIn(node.whenTrue), ...namesIn(node.whenFalse)];
    if (node.left !== undefined) return [...namesIn(node.left), ...namesIn(node.right)];
    if (node.expression === undefined) return [];
    // `a.b`, `a['b']`: the member decides.
    if (node.name !== undefined) return namesIn(node.name);
    if (node.argumentExpression?.text !== undefined) return [node.argumentExpression.text];
    const names = namesIn(node.expression);
    return node.type === undefined ? names : [...names, ...namesInType(node.type)];
  }

  function namesInCall(call: Loose, args: readonly Loose[]): string[] {
    const names = namesIn(call.expression);
    if (names[0] === 'require') return ['default', 'exports'];
    const object = call.expression?.expression?.text;
    const passesOn = object === 'Promise' || object === 'Object';
    for (const arg of args) {
      if (passesOn || arg.properties !== undefined || arg.elements !== undefined) {
        names.push(...namesIn(arg));
      }
    }
    return names;
  }

  function concernsOf(parameter: Loose): string[] {
    return parameter.type ? concernsInType(parameter.type) : namesIn(parameter.initializer);
  }

  /** Names in a type, but not those in its methods: they are found by their own names. */
  function namesInType(type: Loose): string[] {
    return collectNames(type, (node) => node.name !== undefined && node.parameters !== undefined);
  }

  /** Names in a type, but not those in members that have names of their own. */
  function concernsInType(type: Loose): string[] {
    return collectNames(
      type,
      (node) => node.name !== undefined && 'questionToken' in node && !('dotDotDotToken' in node),
    );
  }

  function collectNames(top: Loose, skips: (node: Loose) => boolean): string[] {
    const names: string[] = [];
    const stack = [top];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.escapedText !== undefined) {
        if (node.text !== undefined) names.push(node.text);
      } else if (textEnds(node, 'never') && (node === top || node === top.type)) {
        names.push(neverName);
      } else if (!skips(node)) {
        const next = stack;
        node.forEachChild((child) => void next.push(child as Loose));
      }
    }
    return names;
  }

  /** The types of an interface's data. */
  function dataOf(member: Loose): string[] {
    return member.type === undefined || member.parameters !== undefined || member.type.parameters
      ? []
      : namesInType(member.type);
  }

  function textOf(node: Loose): string {
    return text.slice(node.pos, node.end).trim();
  }

  function textEnds(node: Loose, word: string): boolean {
    return node.end - node.pos < word.length + 40 && textOf(node) === word;
  }
}
