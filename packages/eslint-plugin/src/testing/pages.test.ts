import { checks } from '@ctxvet/analysis';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { fixtureFolders, readFixtures } from './fixtures.js';
import { blocksOf, headings, lintBlock, pageNames, readPage } from './pages.js';
import { readWants } from './wants.js';

const rules = checks.map((check) => check.name).sort();

describe('registry, pages and fixtures', () => {
  it('have the same rules', () => {
    expect(pageNames()).toEqual(rules);
    expect(fixtureFolders()).toEqual(rules);
  });

  it.each(rules)('%s has a fixture that reports and a trap that must stay silent', (rule) => {
    const texts = readFixtures(rule).map(({ text }) => text);
    expect(texts.some((text) => readWants(text).length > 0)).toBe(true);
    expect(texts.some((text) => text.includes('// ok:'))).toBe(true);
  });
});

describe.each(checks)('the page of $name', ({ name, docs }) => {
  const page = readPage(name);

  it('begins with the name and the summary', () => {
    expect(page.intro.trim()).toBe(`# ${name}\n\n${docs.summary}.`);
  });

  it('has the headings in their order', () => {
    expect([...page.sections.keys()]).toEqual(headings);
  });

  const blocks = (heading: string) =>
    blocksOf(page.sections.get(heading) ?? '').map((block) => [block.code, block] as const);

  it.each(blocks('Incorrect'))('reports the incorrect\n%s', async (_, block) => {
    const { messages } = await lintBlock(ESLint, name, block);
    expect(messages.map(({ ruleId }) => ruleId)).toContain(`ctxvet/${name}`);
    expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  });

  it.each(blocks('Correct'))('is silent on the correct\n%s', async (_, block) => {
    const { messages } = await lintBlock(ESLint, name, block);
    expect(messages).toEqual([]);
  });
});
