/** The flow of statements. */
import type { TSESTree } from '@typescript-eslint/types';
import { enumMembersOf } from '../syntax/members.js';
import { handlingOf } from '../syntax/promises.js';
import { isUsing } from '../syntax/statements.js';
import { unwrap } from '../syntax/unwrap.js';
import type { Draft } from './draft.js';
import { branch, startBranch } from './branches.js';
import { runDeclaration, runDisposed } from './declarations.js';
import { visitClass, visitForeign } from './expressions.js';
import { runDoWhile, runFor, runForEach, runWhile } from './loops.js';
import { bind, valueOf } from './patterns.js';

/** Runs a list of statements; a `using` declaration makes the rest of its list a scope to dispose. */
export function runList(draft: Draft, statements: readonly TSESTree.Node[], from = 0): void {
  for (let i = from; i < statements.length; i++) {
    const statement = statements[i];
    if (statement === undefined || draft.current === undefined) return;
    if (statement.type === 'VariableDeclaration' && isUsing(statement)) {
      runDeclaration(draft, statement);
      runDisposed(draft, statement, () => {
        runList(draft, statements, i + 1);
      });
      return;
    }
    run(draft, statement);
  }
}

function run(draft: Draft, node: TSESTree.Node, labels: readonly string[] = []): void {
  if (draft.current === undefined) return;
  switch (node.type) {
    case 'ExpressionStatement':
      draft.visit(node.expression);
      draft.emit({ kind: 'end', node });
      return;
    case 'VariableDeclaration':
      runDeclaration(draft, node);
      return;
    case 'ClassDeclaration':
      visitClass(draft, node);
      draft.emit({ kind: 'end', node });
      return;
    case 'BlockStatement':
      runLabelled(draft, labels, () => {
        runBlock(draft, node);
      });
      return;
    case 'IfStatement':
      runLabelled(draft, labels, () => {
        runIf(draft, node);
      });
      return;
    case 'ForStatement':
      runFor(draft, node, labels, bodyOf(draft, node));
      return;
    case 'ForInStatement':
    case 'ForOfStatement':
      runForEach(draft, node, labels, bodyOf(draft, node));
      return;
    case 'WhileStatement':
      runWhile(draft, node, labels, bodyOf(draft, node));
      return;
    case 'DoWhileStatement':
      runDoWhile(draft, node, labels, bodyOf(draft, node));
      return;
    case 'SwitchStatement':
      runSwitch(draft, node, labels);
      return;
    case 'TryStatement':
      runLabelled(draft, labels, () => {
        runTry(draft, node);
      });
      return;
    case 'WithStatement':
      draft.visit(node.object);
      run(draft, node.body);
      return;
    case 'LabeledStatement':
      run(draft, node.body, [...labels, node.label.name]);
      return;
    case 'BreakStatement':
    case 'ContinueStatement':
      draft.jump(node);
      return;
    case 'ReturnStatement':
      runReturn(draft, node, node.argument);
      return;
    case 'ThrowStatement':
      draft.visit(node.argument);
      draft.leave('throw', { kind: 'throw', node });
      return;
    case 'ExportNamedDeclaration':
      if (node.declaration) run(draft, node.declaration);
      return;
    case 'ExportDefaultDeclaration':
      runExported(draft, node.declaration);
      return;
    case 'TSExportAssignment':
      runExported(draft, node.expression);
      return;
    case 'TSEnumDeclaration':
      for (const member of enumMembersOf(node)) {
        if (member.initializer !== undefined) draft.visit(member.initializer);
      }
      return;
    case 'TSModuleDeclaration':
      // A namespace runs where it stands; nested and ambient ones come through here as well.
      if (node.body !== undefined && !node.declare) {
        const { body } = node;
        draft.inScope(body, () => {
          runList(draft, body.body);
        });
      }
      return;
    default:
      // Functions, types, imports, empty statements: nothing happens where they stand.
      if (foreign.test(node.type)) visitForeign(draft, node);
      return;
  }
}

/** Statements that only other parsers make. What surrounds the script of a component does not run with it. */
const foreign = /^(?!Empty|Debugger|Svelte|Astro)\w+Statement$/;

/** Returns a value. */
export function runReturn(draft: Draft, node: TSESTree.Node, value: TSESTree.Node | null): void {
  if (value) {
    draft.visit(value);
    const promise = unwrap(value);
    if (promise.type === 'CallExpression' && handlingOf(promise) !== undefined) {
      draft.settle({ kind: 'settle', node: promise });
    }
  }
  const returned = value ? valueOf(value) : ({ kind: 'undefined' } as const);
  draft.leave('return', { kind: 'return', node, value: returned });
}

/** Runs the body of a loop. */
function bodyOf(draft: Draft, { body }: { body: TSESTree.Statement }): () => void {
  return () => {
    run(draft, body);
  };
}

/** A block is a scope where it declares something that ends with it. */
function runBlock(draft: Draft, node: TSESTree.BlockStatement): void {
  const list = (): void => {
    runList(draft, node.body);
  };
  if (node.body.some(isLexical)) draft.inScope(node, list);
  else list();
}

function isLexical(node: TSESTree.Node): boolean {
  if (node.type === 'VariableDeclaration') return node.kind !== 'var';
  return node.type === 'ClassDeclaration' || node.type === 'FunctionDeclaration';
}

function runExported(draft: Draft, node: TSESTree.Node): void {
  if (node.type === 'ClassDeclaration') {
    visitClass(draft, node);
  } else if (node.type !== 'FunctionDeclaration') {
    draft.visit(node);
    draft.emit({ kind: 'pass', node, value: valueOf(node) });
    draft.emit({ kind: 'end', node });
  }
}

/** A labelled statement that is no loop: `break label` goes behind it. */
function runLabelled(draft: Draft, labels: readonly string[], body: () => void): void {
  if (labels.length === 0) {
    body();
    return;
  }
  const after = draft.block('after');
  draft.inJump({ labels, breakTo: after, continueTo: undefined, plain: true }, body);
  draft.goto(after);
  draft.start(after);
}

function runIf(draft: Draft, node: TSESTree.IfStatement): void {
  const then = draft.block('then');
  const otherwise = draft.block('else');
  const after = draft.block('after');
  branch(draft, node.test, then, otherwise);
  startBranch(draft, then, node.test);
  run(draft, node.consequent);
  draft.goto(after);
  startBranch(draft, otherwise, node.test);
  if (node.alternate) run(draft, node.alternate);
  draft.goto(after);
  draft.start(after);
}

function runSwitch(draft: Draft, node: TSESTree.SwitchStatement, labels: readonly string[]): void {
  draft.visit(node.discriminant);
  draft.emit({ kind: 'end', node: node.discriminant });
  const after = draft.block('after');
  const onTrue = node.discriminant.type === 'Literal' && node.discriminant.value === true;
  draft.inScope(node, () => {
    const bodies = node.cases.map(() => draft.block('case'));
    let otherwise = after;
    node.cases.forEach((clause, i) => {
      const body = bodies[i]!;
      if (clause.test === null) {
        otherwise = body;
        return;
      }
      const next = draft.block('next case');
      if (onTrue) {
        branch(draft, clause.test, body, next);
      } else {
        draft.visit(clause.test);
        draft.decide({ kind: 'choose', node: clause }, body, next);
      }
      draft.start(next);
    });
    draft.goto(otherwise);
    draft.inJump({ labels, breakTo: after, continueTo: undefined, plain: false }, () => {
      node.cases.forEach((clause, i) => {
        const body = bodies[i]!;
        draft.goto(body); // falls through
        draft.start(body);
        runList(draft, clause.consequent);
      });
    });
    draft.goto(after);
  });
  draft.start(after);
}

/**
 *     try { A } catch (e) { B } finally { C }
 *
 *     A ──normal──────────▶ landing ─▶ after
 *     A ──throw──▶ B ──────▶ landing        each landing runs C
 *     B ──throw───────────▶ landing ─▶ the next handler out
 *     A, B ──return───────▶ landing ─▶ exit
 */
function runTry(draft: Draft, node: TSESTree.TryStatement): void {
  const { block, handler, finalizer } = node;
  const attempt = (): void => {
    const protectedBlock = (): void => {
      draft.inTry(() => {
        run(draft, block);
      });
    };
    if (handler === null) {
      protectedBlock();
      return;
    }
    const entry = draft.blockIn(handler, 'catch');
    const after = draft.block('after');
    draft.inCatch(entry, protectedBlock);
    draft.goto(after);
    draft.start(entry);
    draft.inScope(handler, () => {
      if (handler.param) bind(draft, handler.param, { kind: 'caught' }, handler);
      run(draft, handler.body);
    });
    draft.goto(after);
    draft.start(after);
  };
  if (finalizer === null) {
    attempt();
    return;
  }
  draft.inFinally(finalizer, attempt, () => {
    run(draft, finalizer);
  });
}
