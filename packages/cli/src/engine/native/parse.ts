/** From a text to ESTree, as typescript-estree makes it, by way of oxc: many times as fast, and with a few differences to even out. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { makePositions, type Positions } from '@ctxvet/analysis';
import { AST_TOKEN_TYPES, type TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { parseSync, type Comment, type ParseResult, type ParserOptions } from 'oxc-parser';
import { maySpeakToUs, parsed, syntaxError, tooDeep, Unparsable, type Parsed } from '../parse.js';
import { survives } from './trial.js';

/** Parses. Throws `Unparsable`. */
export function parseText(text: string, path: string, cwd: string): Parsed {
  const options = optionsFor(path);
  if (!survives(text, () => programFor(options))) throw new Unparsable(tooDeep);
  const { program, comments, errors } = parseWith(options, text, path);
  const [error] = errors;
  const positionOf = makePositions(text);
  if (error !== undefined) {
    const { line, column } = positionOf(error.labels[0]?.start ?? 0);
    throw syntaxError(line, column, error.message);
  }
  const ast = program as unknown as TSESTree.Program;
  complete(ast);
  if (maySpeakToUs(text)) ast.comments = comments.map((each) => commentFrom(each, positionOf));
  return parsed(ast, text, path, cwd);
}

/** What is no module may still be a script of Node's own kind, which may return, whatever its name says. */
function parseWith(options: ParserOptions, text: string, path: string): ParseResult {
  const asNamed = parseSync(path, text, options);
  if (asNamed.errors.length === 0 || !/\.jsx?$/.test(path)) return asNamed;
  const asScript = parseSync(path, text, { ...options, sourceType: 'commonjs' });
  return asScript.errors.length === 0 ? asScript : asNamed;
}

function optionsFor(path: string): ParserOptions {
  return {
    astType: 'ts',
    lang: languageOf(path),
    // What only looks like a module may be a script of Node's own kind.
    sourceType: path.endsWith('.cjs') ? 'commonjs' : 'module',
    preserveParens: false,
  };
}

function languageOf(path: string): NonNullable<ParserOptions['lang']> {
  if (/\.d\.[cm]?ts$/.test(path)) return 'dts';
  if (path.endsWith('.tsx')) return 'tsx';
  return /\.[cm]?ts$/.test(path) ? 'ts' : 'jsx';
}

/** What parses its standard input and does nothing else. */
function programFor(options: ParserOptions): string {
  const parser = pathToFileURL(createRequire(import.meta.url).resolve('oxc-parser')).href;
  return `import { readFileSync } from 'node:fs';
import { parseSync } from ${JSON.stringify(parser)};
void parseSync('text', readFileSync(0, 'utf8'), ${JSON.stringify(options)}).program;`;
}

/** Nodes as oxc makes them. */
type Loose = TSESTree.Node & { start: number; end: number } & Record<string, unknown>;

/** Gives nodes their ranges and parents, and takes away what typescript-estree leaves out. */
function complete(program: TSESTree.Program): void {
  const nodes = [program as Loose];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    node.range = [node.start, node.end];
    for (const key of absentIn(node)) if (node[key] === null) node[key] = undefined;
    for (const key of visitorKeys[node.type] ?? []) {
      const child = node[key] as Loose | readonly (Loose | null)[] | null | undefined;
      if (child == null) continue;
      for (const each of Array.isArray(child)
        ? (child as readonly (Loose | null)[])
        : [child as Loose]) {
        if (each === null) continue;
        each.parent = node;
        nodes.push(each);
      }
    }
  }
  program.range[0] = 0;
}

/** What typescript-estree leaves out where it is not written, and oxc has as `null`; where others are `null`, both have it. */
const absent = [
  'accessibility',
  'constraint',
  'default',
  'directive',
  'initializer',
  'returnType',
  'superTypeArguments',
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
];
const absentByType = new Map<string, readonly string[]>([
  ['RestElement', ['typeAnnotation', 'value']],
  ['TSDeclareFunction', ['body', 'returnType', 'typeParameters']],
  ['TSImportType', []],
  ['TSMappedType', ['readonly', 'typeAnnotation']],
  ['TSTypePredicate', []],
]);

function absentIn(node: Loose): readonly string[] {
  let keys = absentByType.get(node.type);
  if (keys === undefined) absentByType.set(node.type, (keys = absent.filter((key) => key in node)));
  return keys;
}

function commentFrom(comment: Comment, positionOf: Positions): TSESTree.Comment {
  const { value, start, end } = comment;
  const place = (offset: number) => {
    const { line, column } = positionOf(offset);
    return { line, column: column - 1 };
  };
  const range: TSESTree.Range = [start, end];
  const loc = { start: place(start), end: place(end) };
  return comment.type === 'Block'
    ? { type: AST_TOKEN_TYPES.Block, value, range, loc }
    : { type: AST_TOKEN_TYPES.Line, value, range, loc };
}
