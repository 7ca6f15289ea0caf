import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../syntax/source.js';
import { readSettings as read } from './settings.js';

const readText = (path: string) =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined;
const readSettings = (settings: Record<string, unknown>, folder: string) =>
  read(settings, folder, readText);

let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ctxvet-settings-'));
  mkdirSync(join(cwd, 'src/pool'), { recursive: true });
  writeFileSync(join(cwd, 'src/jobs.ts'), 'export function start() {}');
  writeFileSync(join(cwd, 'src/all.ts'), "export * from './jobs.js';");
  writeFileSync(join(cwd, 'src/pool/index.ts'), 'export class Pool { open() {} }');
});
afterAll(() => rmSync(cwd, { recursive: true }));

describe('readSettings', () => {
  it('has defaults for what is not written', () => {
    expect(readSettings({}, cwd)).toBe(defaultSettings);
    expect(readSettings({ ctxvet: { factories: ['./src/jobs.ts#start'] } }, cwd)).toEqual({
      ...defaultSettings,
      factories: ['./src/jobs.ts#start'],
    });
  });

  it('answers with one object for what says the same in one folder', () => {
    const say = (module: string, folder = cwd) =>
      readSettings({ ctxvet: { modules: [module] } }, folder);
    expect(say('./src/jobs.ts')).toBe(say('./src/jobs.ts'));
    expect(say('./src/jobs.ts')).not.toBe(say('./src/all.ts'));
    expect(say('./jobs.ts', join(cwd, 'src'))).not.toBe(say('./src/jobs.ts'));
    expect(say('jobs')).not.toBe(say('jobs', join(cwd, 'src')));
  });

  it.each([
    [3, 'ctxvet: settings.ctxvet must be an object, but is 3'],
    [
      { module: [] },
      'ctxvet: unknown settings.ctxvet.module; known are modules, factories, notFactories',
    ],
    [
      { modules: './src/context.ts' },
      `ctxvet: settings.ctxvet.modules must be an array, with each entry a package name or a path that starts with a dot ('./src/context.ts'), but is "./src/context.ts"`,
    ],
    [
      { factories: ['a#b', 'start'] },
      `ctxvet: settings.ctxvet.factories[1] must be 'module#name' ('./src/jobs.ts#start'), but is "start"`,
    ],
    [
      { notFactories: undefined },
      /^ctxvet: settings.ctxvet.notFactories must be .*, but is undefined$/,
    ],
  ])('refuses %j', (ctxvet, message) => {
    expect(() => readSettings({ ctxvet }, cwd)).toThrow(message);
  });

  it.each([
    './src/jobs.js#start',
    './src/jobs#start',
    'src/jobs#start',
    './src/pool#Pool.open',
    './src/all.ts#start',
    'jobs#start',
    '@app/jobs#start',
  ])('takes %s', (entry) => {
    const settings = { ctxvet: { factories: [entry], notFactories: [entry] } };
    expect(readSettings(settings, cwd).factories).toEqual([entry]);
  });

  it.each([
    ['./src/job.ts#start', 'names a file that is not there: ./src/job.ts (from '],
    ['./src/jobs.ts#begin', 'names nothing: there is no begin in ./src/jobs.ts'],
    ['./src/pool#Pool.close', 'names nothing: there is no close in ./src/pool'],
  ])('refuses %s, which is not there', (entry, message) => {
    for (const key of ['factories', 'notFactories']) {
      const readIt = () => readSettings({ ctxvet: { [key]: ['a#b', entry] } }, cwd);
      expect(readIt).toThrow(`ctxvet: settings.ctxvet.${key}[1] ${message}`);
    }
  });

  it('takes modules by every spelling of their files, and packages unseen', () => {
    const modules = ['@app/context', './src/jobs.js', './src/jobs'];
    expect(readSettings({ ctxvet: { modules } }, cwd).modules).toEqual(modules);
  });

  it('refuses a module whose file is not there', () => {
    const readIt = () =>
      readSettings({ ctxvet: { modules: ['@app/context', './src/job.ts'] } }, cwd);
    expect(readIt).toThrow(
      'ctxvet: settings.ctxvet.modules[1] names a file that is not there: ./src/job.ts (from ',
    );
  });
});
