/**
 * How a file can say the name of one of the runtime's exports at a place: through what it already imports, else with
 * an import added. It reads no other file; where it is not certain that the name would be found, there is no way.
 */
import type { Scope } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit } from '../../report/finding.js';
import type { Variable } from '../../syntax/scopes.js';
import { importedBy } from '../../types/imports.js';
import { isPackage, matchesModule } from '../../types/modules.js';
import type { Pass } from '../check.js';
import { freeName } from './names.js';
import { handOf, insertAfter, insertAtTop, insertion, lastLeadingImport } from './insert.js';

/** A way to say the name of an export. */
export interface Access {
  /** The expression: `TODO`, `context.TODO`. */
  readonly text: string;
  /** What must be changed for it; empty where the file can say it already. */
  readonly edits: readonly Edit[];
  /** The statement at the top of the file that must have run before; `undefined` for imports. */
  readonly after: TSESTree.Node | undefined;
}

type What = Pick<Pass<unknown>, 'source' | 'settings' | 'types'>;

/** How to say `name`, an export of the context modules, at a node; at the program itself: anywhere below its imports. */
export function accessTo(what: What, name: string, at: TSESTree.Node): Access | undefined {
  return existing(what, name, at) ?? extended(what, name) ?? added(what, name);
}

/** By a variable that is in sight: the export itself, else the module as a whole. */
function existing(what: What, name: string, at: TSESTree.Node): Access | undefined {
  let whole: Access | undefined;
  for (const variable of inSight(what, at)) {
    if (isTypeOnly(variable) || !isReady(variable, at)) continue;
    const imported = importedBy(what.source, variable.identifiers[0]!);
    if (imported === undefined) continue;
    const after = requiredIn(variable);
    if (!isModule(what, imported.specifier)) {
      const passed = passedOn(what, variable, name);
      if (passed === variable.name) return { text: passed, edits: [], after };
      if (passed !== undefined) whole ??= { text: passed, edits: [], after };
      continue;
    }
    if (imported.name === name) return { text: variable.name, edits: [], after };
    if (imported.name === '*' && !isDefault(variable)) {
      if (!what.types.mayImport(imported.specifier, name)) continue;
      whole ??= { text: `${variable.name}.${name}`, edits: [], after };
    }
  }
  return whole;
}

/** How to say it by what another file passes on: the export itself, or the module as a whole. */
function passedOn({ types }: What, variable: Variable, name: string): string | undefined {
  const node = variable.identifiers[0]!;
  if (types.runtimeExport(node) === name) return variable.name;
  return types.hasExport(node, name) ? `${variable.name}.${name}` : undefined;
}

/** By one name more in an import of values. */
function extended(what: What, name: string): Access | undefined {
  for (const statement of what.source.ast.body) {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') continue;
    const { specifiers, source } = statement;
    const last = specifiers.at(-1);
    if (last === undefined || last.type === 'ImportNamespaceSpecifier') continue;
    if (!isModule(what, source.value) || !what.types.mayImport(source.value, name)) continue;
    const local = freeName(what.source, name);
    const written = local === name ? name : `${name} as ${local}`;
    const edits =
      last.type === 'ImportSpecifier'
        ? nameAfter(what.source.text, last, written)
        : [insertion(last.range[1], `, { ${written} }`)];
    return { text: local, edits, after: undefined };
  }
  return undefined;
}

/** By an import of its own. Only in a file that has imports or exports: another one would become a module by it. */
function added(what: What, name: string): Access | undefined {
  const { source } = what;
  const { body } = source.ast;
  if (!body.some(isOfModules) || body.some(isOfCommonJs) || source.path.endsWith('.cts')) {
    return undefined;
  }
  const neighbour = body.find(
    (statement) => statement.type === 'ImportDeclaration' && isModule(what, statement.source.value),
  ) as TSESTree.ImportDeclaration | undefined;
  const specifier =
    neighbour?.source.value ?? what.settings.modules.find((module) => !module.startsWith('.'));
  if (specifier === undefined || !what.types.mayImport(specifier, name)) return undefined;
  const local = freeName(source, name);
  const written = local === name ? name : `${name} as ${local}`;
  const { quote, semicolon, newline } = handOf(source);
  const line = `import { ${written} } from ${quote}${specifier}${quote}`;
  const last = neighbour ?? lastLeadingImport(source);
  const edit =
    last === undefined
      ? insertAtTop(source, `${line};`, newline)
      : insertAfter(source, last, `${newline}${line}${semicolon}`);
  return { text: local, edits: [edit], after: undefined };
}

/** The variables that a node can name, each name once, the nearest first. */
function* inSight({ source }: What, at: TSESTree.Node): Generator<Variable> {
  const seen = new Set<string>();
  let scope: Scope | null = null;
  for (
    let node: TSESTree.Node | undefined = at;
    node !== undefined && scope === null;
    node = node.parent
  ) {
    scope = source.scopes.acquire(node, true);
  }
  for (; scope !== null; scope = scope.upper) {
    for (const variable of scope.variables) {
      if (seen.has(variable.name)) continue;
      seen.add(variable.name);
      if (variable.identifiers.length > 0) yield variable;
    }
  }
}

function isTypeOnly({ defs }: Variable): boolean {
  return defs.some(({ node, parent }) =>
    [node, parent].some(
      (each) => each != null && 'importKind' in each && each.importKind === 'type',
    ),
  );
}

/** Imports are there from the start; a constant after its declaration, which for the program is a statement of its own. */
function isReady({ defs }: Variable, at: TSESTree.Node): boolean {
  return defs.every((def) => {
    const node = def.node as TSESTree.Node;
    if (node.type !== 'VariableDeclarator') return isImport(node);
    return at.type === 'Program'
      ? node.parent.parent.type === 'Program'
      : node.range[1] <= at.range[0];
  });
}

function isImport({ type }: TSESTree.Node): boolean {
  return (
    type === 'ImportSpecifier' ||
    type === 'ImportDefaultSpecifier' ||
    type === 'ImportNamespaceSpecifier' ||
    type === 'TSImportEqualsDeclaration'
  );
}

/** Of a module that has a default export, its other exports need not be members of that. */
function isDefault({ defs }: Variable): boolean {
  return defs.some(({ node }) => node.type === 'ImportDefaultSpecifier');
}

/** What runs where it stands: `const context = require('…')`, `import context = require('…')`. */
function requiredIn({ defs }: Variable): TSESTree.Node | undefined {
  const node = defs[0]?.node as TSESTree.Node | undefined;
  if (node?.type === 'TSImportEqualsDeclaration') return node;
  return node?.type === 'VariableDeclarator' ? node.parent : undefined;
}

/** The module itself and no subpath of it, which exports other things. */
function isModule({ source, settings }: What, specifier: string): boolean {
  if (isPackage(settings.modules, specifier)) return true;
  return specifier.startsWith('.') && matchesModule(settings.modules, specifier, source);
}

/** Adds a name to a list, behind the comment of the last one; where names stand on lines of their own, on one of its own. */
function nameAfter(text: string, last: TSESTree.Node, written: string): Edit[] {
  const [start, end] = last.range;
  const line = /\r?\n[ \t]*$/.exec(text.slice(0, start))?.[0];
  if (line === undefined) {
    const comment = /^[ \t]*\/\*[^\r\n]*?\*\//.exec(text.slice(end))?.[0] ?? '';
    return [insertion(end + comment.length, `, ${written}`)];
  }
  const [, comma, comment] = /^([ \t]*,)?([ \t]*(?:\/\/.*|\/\*.*?\*\/))?/.exec(text.slice(end))!;
  if (comment === undefined) return [insertion(end, `,${line}${written}`)];
  const lineEnd = end + (comma?.length ?? 0) + comment.length;
  return comma === undefined
    ? [insertion(end, ','), insertion(lineEnd, `${line}${written}`)]
    : [insertion(lineEnd, `${line}${written},`)];
}

function isOfModules({ type }: TSESTree.ProgramStatement): boolean {
  return (
    type === 'ImportDeclaration' ||
    type === 'ExportNamedDeclaration' ||
    type === 'ExportDefaultDeclaration' ||
    type === 'ExportAllDeclaration'
  );
}

function isOfCommonJs(statement: TSESTree.ProgramStatement): boolean {
  return (
    statement.type === 'TSExportAssignment' ||
    (statement.type === 'TSImportEqualsDeclaration' &&
      statement.moduleReference.type === 'TSExternalModuleReference')
  );
}
