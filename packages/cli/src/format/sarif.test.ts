/** SARIF: valid, complete, and with fingerprints that stay. */
import { Ajv } from 'ajv';
import type { Log, Result, Run } from 'sarif';
import { afterAll, describe, expect, it } from 'vitest';
import { checks } from '@ctxvet/analysis';
import { sarifSchema } from '../testing/sarif-schema.js';
import { lost, makeProjects, nil, runCli } from '../testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

const validate = new Ajv({ allErrors: true }).compile<Log>(sarifSchema);

async function runOf(files: Record<string, string>, ...args: string[]): Promise<Run> {
  const { stdout } = await runCli(projects.make(files), ['--format', 'sarif', ...args]);
  const log: unknown = JSON.parse(stdout);
  if (!validate(log)) throw new Error(JSON.stringify(validate.errors, null, 2));
  return log.runs[0]!;
}

async function resultsOf(files: Record<string, string>, ...args: string[]): Promise<Result[]> {
  return (await runOf(files, ...args)).results!;
}

describe('sarif', () => {
  it('describes every rule, with its page', async () => {
    const { tool } = await runOf({ 'a.ts': '' });
    expect(tool.driver.rules!.map(({ id }) => id)).toEqual(
      checks.map(({ name }) => `ctxvet/${name}`),
    );
    for (const rule of tool.driver.rules!) {
      expect(rule.helpUri).toMatch(/^https:.*\.md$/);
      expect(rule.help!.markdown).toMatch(/^# /);
    }
  });

  it('has places, the path as a code flow, and changes', async () => {
    const [result] = await resultsOf({ 'src/a b.ts': lost });
    expect(result).toMatchObject({ ruleId: 'ctxvet/lostcancel', ruleIndex: 1, level: 'error' });
    expect(result!.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/a%20b.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 17, endLine: 3, endColumn: 23 },
        },
      },
    ]);
    const [flow] = result!.codeFlows![0]!.threadFlows;
    const steps = flow!.locations.map(({ location }) => location!.message!.text);
    expect(steps).toEqual([
      '`cancel` is acquired here',
      '`early` is true',
      '`cancel` is lost here',
    ]);
    expect(result!.relatedLocations!.map(({ message }) => message!.text)).toEqual(steps);
    const [replacement] = result!.fixes!.at(-1)!.artifactChanges[0]!.replacements;
    expect(replacement!.deletedRegion).toMatchObject({ startLine: 3, startColumn: 43 });
  });

  it('has levels', async () => {
    const results = await resultsOf({ 'a.ts': nil }, '--rule', 'no-nil-context:warn');
    expect(results.map(({ level }) => level)).toEqual(['warning', 'warning']);
  });

  it('says what was not checked', async () => {
    const { invocations } = await runOf({ 'a.ts': '{' });
    expect(invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ message: { text: "a.ts:1:2: syntax error: '}' expected" } }],
      },
    ]);
  });

  it('has pages whose links lead somewhere from everywhere', async () => {
    const { tool } = await runOf({ 'a.ts': lost });
    const links = tool.driver.rules!.flatMap(({ help }) =>
      Array.from(help!.text.matchAll(/\]\(([^)]*\.md\b)/g), ([, link]) => link),
    );
    expect(links).not.toEqual([]);
    expect(links.filter((link) => !link?.startsWith('https://'))).toEqual([]);
  });

  it('has fingerprints that stay when lines come and go, and differ for like faults', async () => {
    const fingerprints = (results: Result[]) =>
      results.map(({ partialFingerprints }) => partialFingerprints!['ctxvet/v1']);
    const before = fingerprints(await resultsOf({ 'a.ts': lost }));
    const second = lost.replace('start', 'again').split('\n').slice(1).join('\n');
    const after = fingerprints(await resultsOf({ 'a.ts': `\n// new\n${lost}${second}` }));
    expect(after[0]).toBe(before[0]);
    expect(new Set(after).size).toBe(2);
    const elsewhere = fingerprints(await resultsOf({ 'b.ts': lost }));
    expect(elsewhere[0]).not.toBe(before[0]);
  });
});
