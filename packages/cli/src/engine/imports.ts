/** What the imports of a program's files resolve to. */
import type typescript from 'typescript';
import { ts } from '../typescript.js';

/** By the absolute path of a file: each of its imports with the path that it resolves to, empty where it resolves to nothing. */
export type Imports = Map<string, Map<string, string>>;

/** Makes a host resolve imports exactly as TypeScript does for a host that leaves it to TypeScript, and writes down what comes of it. */
export function recordImports(
  host: typescript.CompilerHost,
  ofProgram: typescript.CompilerOptions,
  imports: Imports,
): void {
  const cache = ts().createModuleResolutionCache(
    host.getCurrentDirectory(),
    (path) => host.getCanonicalFileName(path),
    ofProgram,
  );
  host.getModuleResolutionCache = () => cache;
  host.resolveModuleNameLiterals = (literals, path, reference, options, file) => {
    const ofReference = reference?.commandLine.options ?? options;
    const ofFile = new Map<string, string>();
    imports.set(path, ofFile);
    return literals.map((literal) => {
      const mode = ts().getModeForUsageLocation(file, literal, ofReference);
      const { text } = literal;
      const found = ts().resolveModuleName(text, path, options, host, cache, reference, mode);
      // The same name may be imported and required, and resolve to two files.
      ofFile.set(`${text} ${String(mode)}`, found.resolvedModule?.resolvedFileName ?? '');
      return found;
    });
  };
}
