/** The command line finds what the plugin finds: the same findings in the engine, and the same words, places and changes outside. */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  checks,
  defaultSettings,
  type Finding as EngineFinding,
  type Settings,
} from '@ctxvet/analysis';
import { ESLint, type Linter } from 'eslint';
import fc from 'fast-check';
import * as parser from '@typescript-eslint/parser';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { printProgram } from '../../../analysis/dist/testing/print-program.js';
import { programs } from '../../../analysis/dist/testing/programs.js';
import plugin from '../../../eslint-plugin/dist/index.js';
import {
  fixtureFolders,
  lintFixtures,
  readFixtures,
  type Fixture,
} from '../../../eslint-plugin/dist/testing/fixtures.js';
import { check } from '../check.js';
import { engineNames, type EngineName } from '../engine/engine.js';
import { groupBy } from '../group.js';
import type { Edit, Finding } from '../report/report.js';
import { makeProjects, root, type Projects } from './kit.js';

let projects: Projects;
beforeAll(() => {
  projects = makeProjects();
});
afterAll(() => projects.remove());

/** What a host says of a file, in an order of its own making. */
interface Said {
  readonly rule: string;
  readonly place: readonly (number | undefined)[];
  readonly message: string;
  readonly fix: unknown;
  readonly suggestions: unknown;
}

function inOrder(said: readonly Said[]): Said[] {
  return [...said].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function saidByPlugin({ messages }: ESLint.LintResult): Said[] {
  return inOrder(
    messages.map(({ ruleId, message, line, column, endLine, endColumn, fix, suggestions }) => ({
      rule: ruleId ?? 'eslint',
      place: [line, column, endLine, endColumn],
      message,
      fix,
      suggestions: suggestions?.map((each) => ({ message: each.desc, ...each.fix })),
    })),
  );
}

function saidByCommand(findings: readonly Finding[], text: string): Said[] {
  return inOrder(
    findings.map((finding) => ({
      rule: finding.rule,
      place: [finding.line, finding.column, finding.endLine, finding.endColumn],
      message: finding.message,
      fix: finding.fix && merged(finding.fix, text),
      suggestions: finding.suggestions?.map(({ message, edits }) => ({
        message,
        ...merged(edits, text),
      })),
    })),
  );
}

/** ESLint makes one edit of several, with the text between them. */
function merged(edits: readonly Edit[], text: string): { range: number[]; text: string } {
  const start = edits[0]!.range[0];
  let at = start;
  let made = '';
  for (const { range, text: inserted } of edits) {
    made += text.slice(at, range[0]) + inserted;
    at = range[1];
  }
  return { range: [start, at], text: made };
}

/** Runs something, and gives the findings of the engine meanwhile, by file and rule. */
async function recorded<T>(act: () => Promise<T>): Promise<[T, Map<string, EngineFinding[]>]> {
  const found = new Map<string, EngineFinding[]>();
  for (const each of checks) {
    const run = each.run.bind(each);
    vi.spyOn(each, 'run').mockImplementation(function* (pass) {
      const key = `${pass.source.path} ${each.name}`;
      const here = [...run(pass)];
      if (here.length > 0) found.set(key, here);
      yield* here;
    });
  }
  const result = await act();
  vi.restoreAllMocks();
  return [result, found];
}
afterEach(() => vi.restoreAllMocks());

describe('fixtures', () => {
  const fixtures = fixtureFolders().flatMap((rule) => readFixtures(rule));
  const named = fixtures.map((fixture) => [fixture.path.slice(root.length + 1), fixture] as const);
  let byPlugin: Map<string, ESLint.LintResult>;
  let ofPlugin: Map<string, EngineFinding[]>;
  beforeAll(async () => {
    [byPlugin, ofPlugin] = await recorded(() => lintFixtures(ESLint, fixtures));
  }, 300_000);

  describe.each(engineNames)('with the engine %s', (engine) => {
    const byCommand = new Map<string, readonly Finding[]>();
    const problems: string[] = [];
    let ofCommand: Map<string, EngineFinding[]>;
    beforeAll(async () => {
      [, ofCommand] = await recorded(async () => {
        for (const group of groupsOf(fixtures)) {
          const { found, problems: said } = await checkGroup(group, engine);
          problems.push(...said);
          for (const [path, findings] of found) byCommand.set(path, findings);
        }
      });
    }, 300_000);

    it.each(named)('%s', (_, { path, text, rule, header }) => {
      expect(saidByCommand(byCommand.get(path)!, text)).toEqual(saidByPlugin(byPlugin.get(path)!));
      if (!header.untyped) {
        expect(ofCommand.get(`${path} ${rule}`)).toEqual(ofPlugin.get(`${path} ${rule}`));
      }
    });

    it('are all checked', () => {
      expect(problems).toEqual([]);
      expect([...byCommand.values()].flat().length).toBeGreaterThan(200);
    });
  });
});

/** Fixtures that are checked in one run: with the same settings, and of each rule with the same options. */
interface Group {
  readonly fixtures: Fixture[];
  readonly options: Map<string, unknown>;
}

function groupsOf(all: readonly Fixture[]): Group[] {
  const groups: Group[] = [];
  for (const fixture of all) {
    const { rule, header } = fixture;
    let group = groups.find(
      ({ fixtures: [first], options }) =>
        // A file with no types is told from one with them by standing in no project.
        !header.untyped &&
        !first!.header.untyped &&
        isDeepStrictEqual(first!.header.settings, header.settings) &&
        (!options.has(rule) || isDeepStrictEqual(options.get(rule), header.options)),
    );
    if (group === undefined) groups.push((group = { fixtures: [], options: new Map() }));
    group.fixtures.push(fixture);
    group.options.set(rule, header.options);
  }
  return groups;
}

/**
 * What is learned of the names of a project is remembered by what the settings say, for the next program of the project. With a
 * module more, which nobody imports, no engine hears what another has learned.
 */
function settingsFor(engine: EngineName, settings: Partial<Settings> = {}) {
  const { modules = defaultSettings.modules } = settings;
  return { ctxvet: { ...settings, modules: [...modules, engine] } };
}

async function checkGroup(
  { fixtures, options: ofRules }: Group,
  engine: EngineName,
): Promise<{ found: Map<string, readonly Finding[]>; problems: readonly string[] }> {
  const { header, path, text } = fixtures[0]!;
  const given = [...ofRules].filter(([, options]) => options !== undefined);
  const config = {
    rules: Object.fromEntries(given.map(([rule, options]) => [rule, ['error', options]])),
    settings: settingsFor(engine, header.settings),
  };
  const options = header.untyped
    ? { cwd: projects.make({}), text: { path: join('elsewhere', path), text } }
    : { cwd: root, paths: fixtures.map((fixture) => fixture.path) };
  const { findings, problems } = await check({ ...options, config, engine });
  const found = new Map<string, readonly Finding[]>();
  for (const fixture of fixtures) {
    found.set(
      fixture.path,
      findings.filter(
        (each) =>
          each.rule === `ctxvet/${fixture.rule}` &&
          (header.untyped || join(root, each.file) === fixture.path),
      ),
    );
  }
  return { found, problems };
}

describe('random functions', () => {
  const texts = fc.sample(programs, { numRuns: 1_000, seed: 20_261_126 }).map(printProgram);
  const files = Object.fromEntries(texts.map((text, i) => [`f${String(i)}.ts`, text]));
  let cwd: string;
  let results: ESLint.LintResult[];
  let ofPlugin: Map<string, EngineFinding[]>;
  beforeAll(async () => {
    cwd = projects.make(files);
    const typed: Linter.Config = {
      files: ['**/*.ts'],
      languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: cwd } },
    };
    const eslint = new ESLint({
      cwd,
      overrideConfigFile: true,
      overrideConfig: [plugin.configs.recommended, typed],
    });
    [results, ofPlugin] = await recorded(() => eslint.lintFiles(['*.ts']));
  }, 300_000);

  it.each(engineNames)(
    'of any shape have the same findings, with the engine %s',
    { timeout: 300_000 },
    async (engine) => {
      const [report, ofCommand] = await recorded(() =>
        check({ cwd, config: { settings: settingsFor(engine) }, engine }),
      );
      expect(report.problems).toEqual([]);
      expect(results).toHaveLength(texts.length);
      const byFile = groupBy(report.findings, ({ file }) => file);
      for (const result of results) {
        const file = result.filePath.slice(cwd.length + 1);
        const said = saidByCommand(byFile.get(file) ?? [], files[file]!);
        expect(said, files[file]).toEqual(saidByPlugin(result));
      }
      expect(ofCommand).toEqual(ofPlugin);
      expect(report.findings.length).toBeGreaterThan(300);
    },
  );
});
