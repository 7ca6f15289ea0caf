import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.js';
import { defaultSettings } from './source.js';

describe('readSettings', () => {
  it('has defaults for what is not written', () => {
    expect(readSettings({})).toBe(defaultSettings);
    expect(readSettings({ ctxvet: { factories: ['./src/jobs.ts#start'] } })).toEqual({
      ...defaultSettings,
      factories: ['./src/jobs.ts#start'],
    });
  });

  it('answers with one object for one object', () => {
    const settings = { ctxvet: { modules: ['./src/context.ts'] } };
    expect(readSettings(settings)).toBe(readSettings(settings));
  });

  it.each([
    [3, 'ctxvet: settings.ctxvet must be an object, but is 3'],
    [
      { module: [] },
      'ctxvet: unknown settings.ctxvet.module; known are modules, factories, notFactories',
    ],
    [
      { modules: './src/context.ts' },
      `ctxvet: settings.ctxvet.modules must be an array of package names or paths that start with a dot ('./src/context.ts'), but is "./src/context.ts"`,
    ],
    [
      { factories: ['a#b', 'start'] },
      `ctxvet: settings.ctxvet.factories[1] must be an array of 'module#name' ('./src/jobs.ts#start'), but is "start"`,
    ],
    [
      { notFactories: undefined },
      /^ctxvet: settings.ctxvet.notFactories must be .*, but is undefined$/,
    ],
  ])('refuses %j', (ctxvet, message) => {
    expect(() => readSettings({ ctxvet })).toThrow(message);
  });
});
