/** Data flows one way: a stage imports the stages to its left, and nothing that ties the engine to a host. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const stages = ['syntax', 'types', 'flow', 'checks', 'report'];
const packages = join(import.meta.dirname, '../..');

interface Import {
  readonly specifier: string;
  /** Is it erased when compiled? */
  readonly isType: boolean;
}

function importsOf(path: string): Import[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement);
    if (!isImport && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    const isType = isImport
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly;
    return [{ specifier: moduleSpecifier.text, isType }];
  });
}

/** What is published of a package: paths from its `src`. */
function sourcesOf(name: string): string[] {
  const src = join(packages, name, 'src');
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|^testing\/|^test-kit\//.test(path))
    .sort();
}

/** Files of which each imports the next, and the last the first, types alone included; empty where there are none. */
function circleIn(name: string): readonly string[] {
  const src = join(packages, name, 'src');
  const done = new Set<string>();
  const way: string[] = [];
  for (const path of sourcesOf(name)) {
    const circle = circleFrom(path);
    if (circle !== undefined) return circle;
  }
  return [];

  function circleFrom(path: string): readonly string[] | undefined {
    if (way.includes(path)) return way.slice(way.indexOf(path));
    if (done.has(path)) return undefined;
    done.add(path);
    way.push(path);
    for (const { specifier } of importsOf(join(src, path))) {
      if (!specifier.startsWith('.')) continue;
      const circle = circleFrom(join(dirname(path), specifier.replace(/\.js$/, '.ts')));
      if (circle !== undefined) return circle;
    }
    way.pop();
    return undefined;
  }
}

describe('the engine', () => {
  const src = join(packages, 'analysis/src');
  const sources = sourcesOf('analysis');

  it.each(sources.filter((path) => path.includes('/')))('%s imports only to its left', (path) => {
    const stage = stages.indexOf(path.split('/')[0]!);
    expect(stage).toBeGreaterThanOrEqual(0);
    for (const { specifier, isType } of importsOf(join(src, path))) {
      if (!specifier.startsWith('.')) continue;
      const target = relative(src, join(src, dirname(path), specifier));
      const isFinding = target === 'report/finding.js' && isType;
      const at = stages.indexOf(target.split('/')[0]!);
      expect(at >= 0 && (at <= stage || isFinding), `${path} imports ${specifier}`).toBe(true);
    }
  });

  it.each(sources)('%s needs no package when it runs', (path) => {
    const needed = importsOf(join(src, path))
      .filter(({ specifier, isType }) => !specifier.startsWith('.') && !isType)
      .map(({ specifier }) => specifier);
    expect(needed).toEqual([]);
  });
});

describe.each(['analysis', 'eslint-plugin', 'cli'])('the files of %s', (name) => {
  it('import no circle', () => {
    expect(circleIn(name)).toEqual([]);
  });
});

describe('the packages', () => {
  const imported = (name: string) =>
    new Set(
      sourcesOf(name)
        .flatMap((path) => importsOf(join(packages, name, 'src', path)))
        .map(({ specifier }) => specifier)
        .filter((specifier) => !specifier.startsWith('.')),
    );

  it('of the runtime import nothing, but for the entry for Node', () => {
    const outside = sourcesOf('context').filter((path) =>
      importsOf(join(packages, 'context/src', path)).some(
        ({ specifier }) => !specifier.startsWith('.'),
      ),
    );
    expect(outside).toEqual(['node.ts']);
    expect([...imported('context')].every((name) => name.startsWith('node:'))).toBe(true);
  });

  it('of the engine import no host', () => {
    const allowed = ['@typescript-eslint/scope-manager', '@typescript-eslint/types'];
    expect([...imported('analysis')].sort()).toEqual(allowed);
  });
});
