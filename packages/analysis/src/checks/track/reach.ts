/**
 * Where a resource can get to at all: a fixpoint over syntax and scopes that runs before any flow. It bounds
 * what the flow looks at: variables that may hold the resource, closures that may reach it, and the
 * nodes whose items matter.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { isRoot, rootOf } from '../../flow/build.js';
import type { Root } from '../../flow/graph.js';
import { makeClimb } from '../../syntax/climb.js';
import type { Names } from '../../syntax/methods.js';
import { targetsOf } from '../../syntax/patterns.js';
import {
  contains,
  isInType,
  scopeNodeOf,
  variableOf,
  writesOf,
  type Variable,
} from '../../syntax/scopes.js';
import { isLoop } from '../../syntax/statements.js';
import { listFilledBy } from './lists.js';
import { selvesOf } from './selves.js';
import { throughOf } from './through.js';
import type { Closure } from './value.js';

/** What an acquisition can reach. */
export interface Reach {
  readonly variables: ReadonlySet<Variable>;
  readonly closures: ReadonlySet<TSESTree.Node>;
  /** Class fields and static blocks that run where their class is defined and reach the resource. */
  readonly roots: ReadonlySet<TSESTree.Node>;
  /** What a `this` stands for: the variable that holds the object. */
  readonly selves: ReadonlyMap<TSESTree.Node, Variable>;
  /** Every expression whose value may be the resource, or hold it. */
  readonly carriers: ReadonlySet<TSESTree.Node>;
  /** Every node that gives an item that matters. */
  readonly nodes: ReadonlySet<TSESTree.Node>;
  /** True where what happened before the acquisition matters: a closure may have been handed over then. */
  readonly needsHistory: boolean;
}

/** What else an acquisition gives. */
export interface Beside {
  /** Expressions that give something that releases the resource too. */
  readonly others?: readonly TSESTree.Node[];
  /** The name that takes what comes with the resource: not followed unless a test may ask it. */
  readonly companion?: TSESTree.Node | undefined;
}

/** Follows `start`, an expression of `root`, up through expressions and on through variables. */
export function reachOf(
  names: Names,
  start: TSESTree.Node,
  root: Root,
  beside: Beside = {},
): Reach {
  return follow(names, start, root, false, beside);
}

/** Follows what a parameter of `root` gets. */
export function reachOfPattern(names: Names, parameter: TSESTree.Node, root: Root): Reach {
  return follow(names, parameter, root, true, {});
}

function follow(
  names: Names,
  start: TSESTree.Node,
  root: Root,
  isPattern: boolean,
  { others = [], companion }: Beside,
): Reach {
  const { scopes } = names;
  const variables = new Set<Variable>();
  const closures = new Set<TSESTree.Node>();
  const roots = new Set<TSESTree.Node>();
  const nodes = new Set<TSESTree.Node>();
  const carriers = new Set<TSESTree.Node>();
  const selves = new Map<TSESTree.Node, Variable>();
  // What is left to do: a stack of our own, for chains of closures are as long as a file.
  const carried: TSESTree.Node[] = [];
  const held: Variable[] = [];
  const capture = makeClimb(root, enclose);

  if (isPattern) target(start);
  else carry(start);
  others.forEach(carry);
  for (;;) {
    const variable = held.pop();
    const node = variable === undefined ? carried.pop() : undefined;
    if (variable !== undefined) spread(variable);
    else if (node !== undefined) rise(node);
    else break;
  }
  const needsHistory = isPattern || others.length > 0 || hasHistory();
  return { variables, closures, roots, carriers, selves, nodes, needsHistory };

  /** The value of this expression may be the resource, or hold it. */
  function carry(node: TSESTree.Node): void {
    if (carriers.has(node)) return;
    carriers.add(node);
    mark(node);
    carried.push(node);
  }

  function rise(node: TSESTree.Node): void {
    const parent = node.parent;
    if (parent === undefined) return;
    switch (parent.type) {
      case 'VariableDeclarator':
        if (parent.init === node) target(parent.id);
        return;
      case 'AssignmentExpression':
        if (parent.right !== node) return;
        target(parent.left);
        carry(parent);
        return;
      case 'AssignmentPattern':
        if (parent.right === node) target(parent.left);
        return;
      case 'ConditionalExpression':
        if (parent.test !== node) carry(parent);
        return;
      case 'SequenceExpression':
        if (parent.expressions.at(-1) === node) carry(parent);
        return;
      case 'MemberExpression':
      case 'JSXMemberExpression':
        if (parent.object === node) carry(parent);
        return;
      case 'CallExpression':
        if (parent.callee === node) carry(parent);
        else fill(listFilledBy(scopes, parent));
        return;
      case 'Property':
        if (parent.value === node && parent.parent.type === 'ObjectExpression') {
          carry(parent.parent);
        }
        return;
      case 'SpreadElement':
      case 'LogicalExpression':
      case 'ArrayExpression':
      case 'ObjectExpression':
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
        carry(parent);
        return;
      case 'ThrowStatement':
        for (let outer = parent.parent; ; outer = outer.parent) {
          if (outer.type === 'TryStatement' && outer.handler?.param) target(outer.handler.param);
          if (outer === root || outer.parent === undefined) return;
        }
      default:
    }
  }

  /** Everything that a pattern names may hold the resource; but what is put into a variable from outside is handed over. */
  function target(pattern: TSESTree.Node): void {
    for (const name of targetsOf(pattern)) {
      const variable = variableOf(scopes, name);
      if (variable === undefined || !contains(root, scopeNodeOf(variable))) continue;
      if (name !== companion || isAsked(variable)) hold(variable);
    }
  }

  /** A list of the function's own has what is put into it. */
  function fill(list: Variable | undefined): void {
    if (list !== undefined && contains(root, scopeNodeOf(list))) hold(list);
  }

  function hold(variable: Variable): void {
    if (variables.has(variable)) return;
    variables.add(variable);
    held.push(variable);
  }

  /** Whoever mentions a variable may get what it holds. */
  function spread(variable: Variable): void {
    for (const { node, name } of variable.defs) {
      mark(node);
      mark(name);
    }
    for (const reference of variable.references) {
      const identifier = reference.identifier as TSESTree.Node;
      // What stands in a type does nothing.
      if (isInType(reference)) continue;
      mark(identifier);
      capture(identifier);
      if (reference.isRead()) carry(identifier);
    }
    for (const end of throughOf(scopes, variable).keys()) mark(end);
    for (const self of selvesOf(names, variable)) {
      selves.set(self, variable);
      mark(self);
      capture(self);
      carry(self);
    }
  }

  /** Every function and class between a mention and the root of the acquisition is a closure. */
  function enclose(node: TSESTree.Node): void {
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      close(node);
    } else if (isRoot(node) && node.type !== 'Program') {
      if ('params' in node) {
        close(node);
      } else {
        roots.add(node);
        nodes.add(node);
      }
    }
  }

  function close(closure: Closure): void {
    if (closures.has(closure)) return;
    closures.add(closure);
    if (closure.type === 'FunctionDeclaration' || closure.type === 'ClassDeclaration') {
      const variable = closure.id === null ? undefined : variableOf(scopes, closure.id);
      if (variable !== undefined) hold(variable);
      mark(closure);
    } else {
      carry(closure);
      // By its own name a function calls itself, and nobody else does.
      const own =
        closure.type === 'ArrowFunctionExpression' || closure.id === null
          ? undefined
          : variableOf(scopes, closure.id);
      if (own !== undefined) hold(own);
    }
  }

  /** The items of a node and of what encloses it, up to its statement, matter. */
  function mark(node: TSESTree.Node): void {
    for (let at: TSESTree.Node | undefined = node; at !== undefined; at = at.parent) {
      // Where a closure stands matters only once the closure itself is marked.
      if (nodes.has(at) || (at !== node && isRoot(at) && 'params' in at)) return;
      nodes.add(at);
      if (endsMark.test(at.type) || (at !== node && isRoot(at))) return;
    }
  }

  /**
   * Before the acquisition, a closure that reaches a variable of ours may have been handed over, or put
   * into a variable; and a variable that will hold the resource only later holds something else, which may be
   * tested.
   */
  function hasHistory(): boolean {
    for (const closure of closures) {
      if (rootOf(closure) === root && closure.type !== 'FunctionDeclaration') {
        if (isEarlier(closure)) return true;
      }
    }
    for (const variable of variables) {
      const [def] = variable.defs;
      if (def === undefined) continue;
      if (!closures.has(def.node)) {
        if (rootOf(def.node) === root && isEarlier(def.name) && !isReceiver(variable)) return true;
        continue;
      }
      if (variable.references.some(({ identifier }) => isEarlier(identifier))) return true;
    }
    return false;
  }

  /** Does the statement of the acquisition put something into a variable? */
  function isReceiver(variable: Variable): boolean {
    let taker = start.parent;
    while (taker !== undefined && !takers.test(taker.type)) taker = taker.parent;
    return writesOf(variable).some((write) => taker !== undefined && contains(taker, write));
  }

  function isEarlier(node: TSESTree.Node): boolean {
    return node.range[0] < start.range[0] || inSameLoop(node);
  }

  function inSameLoop(node: TSESTree.Node): boolean {
    for (let at: TSESTree.Node | undefined = start; at !== undefined; at = at.parent) {
      if (at === root) return false;
      const within = at.range[0] <= node.range[0] && node.range[1] <= at.range[1];
      if (within && isLoop(at)) return true;
    }
    return false;
  }
}

/** May a test ask what a variable holds? A context is mostly handed on, or asked for its members, which tells nothing. */
function isAsked(variable: Variable): boolean {
  return variable.references.some((reference) => {
    const { identifier } = reference;
    const parent = identifier.parent;
    switch (parent.type) {
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === identifier;
      case 'MemberExpression':
        return parent.optional;
      default:
        return reference.isRead() && !isInType(reference);
    }
  });
}

const endsMark =
  /^(?:.*Statement|.*Declaration|SwitchCase|CatchClause|Program|StaticBlock|ClassBody)$/;
const takers = /^(?:VariableDeclarator|AssignmentExpression|.*Statement)$/;
