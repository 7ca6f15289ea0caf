/** Small diffs: what of many changes is shown. */
import { afterAll, describe, expect, it } from 'vitest';
import { makeProjects, runCli } from '../testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

/** Puts values under one key, and reads them. */
function keyed(uses: number): string {
  const use = (i: number): string => `export function f${i}(ctx: Context): unknown {
  const child = withValue(ctx, 'user', ${i});
  return child.value('user');
}
`;
  return `import { withValue, type Context } from '@ctxvet/context';
${Array.from({ length: uses }, (_, i) => use(i)).join('')}`;
}

describe('a change of many places', () => {
  it('is shown at the finding, and once for all findings that share it', async () => {
    const { stdout } = await runCli(projects.make({ 'a.ts': keyed(4) }));
    const [first = '', second = ''] = stdout.split(/^(?=a\.ts:)/m);
    expect(first).toMatchInlineSnapshot(`
      "a.ts:3:32  error  ctxvet/string-key-in-WithValue

        \`'user'\` as a key is a string, which any other code can use and so read or hide this value: make a key with \`contextKey\` and keep it in a constant

          2 | export function f0(ctx: Context): unknown {
        > 3 |   const child = withValue(ctx, 'user', 0);
            |                                ^^^^^^

        Declare \`userKey\` with \`contextKey\`, and use it here and wherever this file uses the same key:

          - import { withValue, type Context } from '@ctxvet/context';
          + import { withValue, type Context, contextKey } from '@ctxvet/context';
          +
          + const userKey = contextKey<unknown>('user');
            export function f0(ctx: Context): unknown {
          -   const child = withValue(ctx, 'user', 0);
          +   const child = withValue(ctx, userKey, 0);
              return child.value('user');
          ⋮ and the same in 7 more places

      "
    `);
    expect(second).toMatchInlineSnapshot(`
      "a.ts:7:32  error  ctxvet/string-key-in-WithValue

        \`'user'\` as a key is a string, which any other code can use and so read or hide this value: make a key with \`contextKey\` and keep it in a constant

          6 | export function f1(ctx: Context): unknown {
        > 7 |   const child = withValue(ctx, 'user', 1);
            |                                ^^^^^^

        Declare \`userKey\` with \`contextKey\`, and use it here and wherever this file uses the same key (shown at line 3)

      "
    `);
  });

  it('is shown whole where the places are few, or in one line', async () => {
    const few = await runCli(projects.make({ 'a.ts': keyed(1) }));
    expect(few.stdout).toMatch(/^ +\+ {3}return child\.value\(userKey\);$/m);
    const oneLine = keyed(4).replaceAll(/\n\s+|\n(?=\})/g, ' ');
    const { stdout } = await runCli(projects.make({ 'a.ts': oneLine }));
    expect(stdout).toMatch(/^ +\+ .*withValue\(ctx, userKey, 0\);.* child\.value\(userKey\);/m);
    expect(stdout).toMatch(/^ +⋮ and the same in 6 more places$/m);
  });
});
