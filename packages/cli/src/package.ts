/** What package.json says of us. */
import { createRequire } from 'node:module';

const written = createRequire(import.meta.url)('../package.json') as { version: string };

/** The version of this package. */
export const version: string = written.version;
