import { expect, test } from 'vitest';
import { defaultSettings } from '../syntax/source.js';
import { isModuleFile, matchesModule, mentionsModule } from './modules.js';

const from = { path: '/app/src/ctx/jobs.ts', cwd: '/app' };

test.each([
  ['./src/ctx/index.ts', '.'],
  ['./src/ctx/index.ts', './'],
  ['./src/ctx/index.ts', './index.js'],
  ['./src/ctx/index.ts', '../ctx'],
  ['./src/ctx', './index'],
  ['./src/ctx/context.ts', './context.js'],
  ['./src/index.ts', '..'],
  ['./index.ts', '../../index.js'],
  ['./index.ts', '../..'],
])('the module %s is imported as %s', (module, specifier) => {
  expect(matchesModule([module], specifier, from)).toBe(true);
  const settings = { ...defaultSettings, modules: [module] };
  expect(mentionsModule(`import { withCancel } from '${specifier}';`, settings)).toBe(true);
});

test.each([
  ['./src/ctx/index.ts', '..'],
  ['./src/ctx/context.ts', './contexts.js'],
  ['./src/ctx/context.ts', './context/jobs.js'],
  ['./src/ctx/context.ts', '@app/context'],
])('the module %s is not imported as %s', (module, specifier) => {
  expect(matchesModule([module], specifier, from)).toBe(false);
});

test('a file that speaks of nothing like it imports no module', () => {
  const settings = { ...defaultSettings, modules: ['./src/ctx/index.ts'] };
  expect(mentionsModule("import { load } from '../load.js'; log('done.');", settings)).toBe(false);
});

test('a file is a module by its path', () => {
  expect(isModuleFile(['./src/ctx'], '/app/src/ctx/index.ts', '/app')).toBe(true);
  expect(isModuleFile(['./index.ts'], '/app/index.ts', '/app')).toBe(true);
  expect(isModuleFile(['./src/ctx'], '/app/src/jobs.ts', '/app')).toBe(false);
});
