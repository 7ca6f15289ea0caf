/** Where the configuration is found, and what it changes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig, lost, makeProjects, runCli, type Files } from '../testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

const written = { preset: 'strict', rules: { lostcancel: 'warn' } };
const json = JSON.stringify(written);

describe('loadConfig', () => {
  it.each<[string, Files]>([
    ['package.json', { 'package.json': JSON.stringify({ name: 'x', ctxvet: written }) }],
    ['ctxvet.config.json', { 'ctxvet.config.json': json }],
    ['ctxvet.config.json', { 'ctxvet.config.json': `\uFEFF${json}` }],
    ['ctxvet.config.mjs', { 'ctxvet.config.mjs': `export default ${json};` }],
    [
      'ctxvet.config.ts',
      {
        'ctxvet.config.ts': `import type { Config } from 'ctxvet';\nexport default ${json} satisfies Config;`,
      },
    ],
  ])('reads %s', async (where, files) => {
    const cwd = projects.make(files);
    expect(await loadConfig(cwd)).toMatchObject({ config: written, where });
  });

  it.each(['ctxvet.config.mjs', 'ctxvet.config.ts'])('reads %s anew each time', async (name) => {
    const textWith = (preset: string) => `export default { preset: '${preset}' };`;
    const cwd = projects.make({ [name]: textWith('strict') });
    await loadConfig(cwd);
    writeFileSync(join(cwd, name), textWith('go'));
    expect((await loadConfig(cwd)).config).toEqual({ preset: 'go' });
  });

  it('reads the first of several in a folder', async () => {
    const files = { 'package.json': JSON.stringify({ ctxvet: written }), 'ctxvet.config.ts': '!' };
    expect(await loadConfig(projects.make(files))).toMatchObject({ where: 'package.json' });
  });

  it('looks above, past a package.json that has none', async () => {
    const cwd = projects.make({ 'ctxvet.config.json': json, 'packages/a/package.json': '{}' });
    const { config, where } = await loadConfig(join(cwd, 'packages/a'));
    expect({ config, where }).toEqual({ config: written, where: '../../ctxvet.config.json' });
  });
});

describe('a configuration', () => {
  const called = lost
    .replace('if (early) return;', 'work();')
    .concat('declare function work(): void;');

  async function found(
    config: object,
    files: Files = { 'a.ts': called },
    folder = '.',
  ): Promise<unknown> {
    const cwd = projects.make({ ...files, 'ctxvet.config.json': JSON.stringify(config) });
    const { stdout } = await runCli(join(cwd, folder), ['--format', 'json']);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; severity: string }[] };
    return findings.map(({ rule, severity }) => `${severity} ${rule}`);
  }

  it.each([
    ['has the recommended rules where it names no preset', {}, []],
    ['starts from a preset', { preset: 'strict' }, ['error ctxvet/lostcancel']],
    [
      'sets a severity and keeps the options',
      { preset: 'strict', rules: { lostcancel: 1 } },
      ['warn ctxvet/lostcancel'],
    ],
    [
      'sets options',
      { rules: { 'ctxvet/lostcancel': [2, { throws: 'calls' }] } },
      ['error ctxvet/lostcancel'],
    ],
    ['switches a rule off', { preset: 'strict', rules: { lostcancel: ['off'] } }, []],
  ])('%s', async (_, config, expected) => {
    expect(await found(config)).toEqual(expected);
  });

  it('has settings, whose paths start where it stands', async () => {
    const own = {
      'src/a.ts': lost.replace("'@ctxvet/context'", "'../context.js'"),
      'context.ts': [
        'export interface Context { err(): Error | undefined }',
        'export declare function withCancel(parent: Context): [Context, () => void];',
      ].join('\n'),
    };
    expect(await found({}, own)).toEqual([]);
    const config = { settings: { ctxvet: { modules: ['./context.ts'] } } };
    for (const folder of ['.', 'src']) {
      expect(await found(config, own, folder)).toEqual(['error ctxvet/lostcancel']);
    }
  });
});
