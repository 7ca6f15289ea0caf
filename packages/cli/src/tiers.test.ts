/** V8 complains on stderr of a flag that it does not know. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { flags } from './tiers.js';

it('the V8 that runs this knows what it is told', () => {
  const [major = ''] = process.versions.v8.split('.');
  const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  for (const flag of flags[major] ?? []) {
    const name = flag.replace(/^--(?:no-)?/, '').replace(/=.*/, '');
    expect(options).toMatch(new RegExp(`^ +--${name} `, 'm'));
  }
});
