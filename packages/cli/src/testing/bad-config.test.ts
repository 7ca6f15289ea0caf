/** What users get for a configuration that cannot be meant: a line that says what is wrong and where. */
import { afterAll, describe, expect, it } from 'vitest';
import { complaintOf } from './complaint.js';
import { lost, makeProjects } from './kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

describe('configuration', () => {
  it.each([
    ['broken JSON', '{', /^ctxvet\.config\.json: cannot be read: /],
    ['JSON with a comment', '// a\n{}', /^ctxvet\.config\.json: .* is not valid JSON$/],
    ['no object', '[]', 'ctxvet.config.json: the configuration must be an object'],
    [
      'an unknown member',
      '{"extends":"x"}',
      /there is no "extends"; known are preset, rules, settings/,
    ],
    ['rules that are no object', '{"rules":[]}', /"rules" must be an object/],
    [
      'settings one level too high',
      '{"settings":{"modules":["./a.ts"]}}',
      /there is no "settings\.modules"; settings are written as \{ "ctxvet": \{ … \} \}/,
    ],
    ['an unknown preset', '{"preset":"all"}', /^ctxvet\.config\.json: there is no preset "all"/],
    [
      'an unknown rule',
      '{"rules":{"lost":"error"}}',
      /ctxvet\.config\.json: there is no rule "lost"/,
    ],
    [
      'a wrong severity',
      '{"rules":{"lostcancel":3}}',
      /rules\["lostcancel"\]: a severity is off, warn or error, not 3/,
    ],
    [
      'an unknown option',
      '{"rules":{"lostcancel":["error",{"throw":"calls"}]}}',
      /there is no option "throw"; known are throws, ignoreWhenParentCancelled, ignoreWhenDone/,
    ],
    [
      'an option of no rule',
      '{"rules":{"no-nil-context":["error",{"a":1}]}}',
      /there is no option "a"; the rule has none/,
    ],
    [
      'a wrong value',
      '{"rules":{"lostcancel":["error",{"throws":1}]}}',
      /option "throws" must be one of evident, calls, none/,
    ],
    [
      'options that are no object',
      '{"rules":{"lostcancel":["error",1]}}',
      /the options must be object/,
    ],
    [
      'wrong settings',
      '{"settings":{"ctxvet":{"modules":"x"}}}',
      /settings\.ctxvet\.modules must be an array, with/,
    ],
  ])('%s', async (_, config, expected) => {
    const cwd = projects.make({ 'a.ts': lost, 'ctxvet.config.json': config });
    expect(await complaintOf(cwd)).toMatch(expected);
  });

  it('a module that throws', async () => {
    const cwd = projects.make({ 'a.ts': lost, 'ctxvet.config.mjs': 'throw new Error("oops");' });
    expect(await complaintOf(cwd)).toMatch('ctxvet.config.mjs: cannot be read: oops');
  });

  it('a module without a default export', async () => {
    const cwd = projects.make({ 'a.ts': lost, 'ctxvet.config.mjs': 'export const config = {};' });
    expect(await complaintOf(cwd)).toBe(
      'ctxvet.config.mjs: cannot be read: it has no default export',
    );
  });

  it('one with a syntax error, in TypeScript', async () => {
    const cwd = projects.make({ 'a.ts': lost, 'ctxvet.config.ts': 'export default {\n  rules: {' });
    expect(await complaintOf(cwd)).toMatch(/^ctxvet\.config\.ts: cannot be read: \S.*\S$/);
  });

  it('a folder', async () => {
    const cwd = projects.make({ 'a.ts': lost, 'ctxvet.config.json/b.ts': '' });
    expect(await complaintOf(cwd)).toMatch(/^the configuration cannot be read: EISDIR: /);
  });

  it('one where nobody looks', async () => {
    const cwd = projects.make({ 'a.ts': lost, 'ctxvet.config.js': 'export default {};' });
    expect(await complaintOf(cwd)).toBe(
      'ctxvet.config.js: is not looked at; a configuration is in package.json, ctxvet.config.json, ctxvet.config.mjs, ctxvet.config.ts',
    );
  });
});
