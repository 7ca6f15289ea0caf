/** TypeScript, the very copy that the parser uses: nodes of one copy mean nothing to another. */
import { createRequire } from 'node:module';
import type typescript from 'typescript';

const { resolve } = createRequire(import.meta.url);
const requireAsParser = createRequire(resolve('@typescript-eslint/typescript-estree'));

export const ts: typeof typescript = requireAsParser('typescript') as typeof typescript;
