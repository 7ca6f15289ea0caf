/** What package.json says of us. */
import { createRequire } from 'node:module';

const written = createRequire(import.meta.url)('../package.json') as {
  version: string;
  peerDependencies: { '@typescript/native': string };
};

/** The version of this package. */
export const version: string = written.version;

/** What package managers are to install for TypeScript 7: the newest may have another API. */
export const nativeRange: string = written.peerDependencies['@typescript/native'];
