// Copies the pages of the rules into the package before it is packed, for --explain and the help in SARIF: they stand at
// the top of the code base, for they belong to no host. With --remove, afterwards, takes them away.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const target = join(import.meta.dirname, '../rules-docs');
rmSync(target, { recursive: true, force: true });
if (process.argv[2] !== '--remove') {
  cpSync(join(import.meta.dirname, '../../../rules-docs'), target, { recursive: true });
}
