/** The nodes that suggestions put into a tree to look at its flow: as far as a graph and the tracker read them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Block, Place } from './place.js';

/** A stretch of the text; what is added takes no room, and lies in the block that it is added to. */
type Range = readonly [number, number];

/** `cancel()` as a statement. */
export interface ReleaseNodes {
  readonly call: TSESTree.Node;
  readonly statement: TSESTree.Statement;
}

/** The expression that names the cancel function. Its identifier is one that the file has, so it has a variable. */
function holderNode({ holder, block }: Place): TSESTree.Node {
  const at = endOf(block);
  const [def] = holder.variable?.defs ?? [];
  if (def === undefined) return make('Identifier', at, { name: holder.text });
  const { part } = holder;
  if (part.kind === 'whole') return def.name;
  const value = part.kind === 'element' ? part.index : part.name;
  const property = make('Literal', at, { value, raw: JSON.stringify(value) });
  return make('MemberExpression', at, {
    object: def.name,
    property,
    computed: true,
    optional: false,
  });
}

/** A call of the cancel function. */
export function releaseNodes(place: Place): ReleaseNodes {
  const at = endOf(place.block);
  const call = make('CallExpression', at, {
    callee: holderNode(place),
    arguments: [],
    optional: false,
  });
  return {
    call,
    statement: make('ExpressionStatement', at, { expression: call }) as TSESTree.Statement,
  };
}

/** A `using` declaration. It declares the holder itself: what it disposes is then what that holds. */
export function usingNode(place: Place): TSESTree.Statement {
  const at = endOf(place.block);
  const holder = holderNode(place);
  const declarator = make('VariableDeclarator', at, { id: holder, init: holder, definite: false });
  const parts = { kind: 'using', declarations: [declarator], declare: false };
  return make('VariableDeclaration', at, parts) as TSESTree.Statement;
}

/** `try { statements } finally { release }` */
export function finallyNode(
  statements: readonly TSESTree.Statement[],
  release: TSESTree.Statement,
): TSESTree.Statement {
  const finalizer = blockNode([release], release.range);
  return tryNode(statements, { handler: null, finalizer });
}

/** `try { statements } catch (e) { release; throw e; }` */
export function catchNode(
  statements: readonly TSESTree.Statement[],
  release: TSESTree.Statement,
): TSESTree.Statement {
  const at = release.range;
  const error = (): TSESTree.Node => make('Identifier', at, { name: 'e' });
  const thrown = make('ThrowStatement', at, { argument: error() }) as TSESTree.Statement;
  const body = blockNode([release, thrown], at);
  const handler = make('CatchClause', at, { param: error(), body });
  return tryNode(statements, { handler, finalizer: null });
}

/** Several statements in the place of one. */
export function blockNode(body: readonly TSESTree.Statement[], range: Range): TSESTree.Statement {
  return make('BlockStatement', range, { body }) as TSESTree.Statement;
}

/** A block with other statements in it. */
export function blockWith(block: Block, body: readonly TSESTree.Node[]): TSESTree.Node {
  return { ...block, body } as unknown as TSESTree.Node;
}

function tryNode(statements: readonly TSESTree.Statement[], parts: object): TSESTree.Statement {
  const range = [statements[0]!.range[0], statements.at(-1)!.range[1]] as const;
  const block = blockNode(statements, range);
  return make('TryStatement', range, { block, ...parts }) as TSESTree.Statement;
}

function endOf(block: TSESTree.Node): Range {
  return [block.range[1], block.range[1]];
}

function make(type: string, range: Range, parts: object): TSESTree.Node {
  return { type, range: [...range], ...parts } as unknown as TSESTree.Node;
}
