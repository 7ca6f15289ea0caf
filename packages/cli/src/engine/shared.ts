/**
 * Installed declarations, parsed and bound once for all programs of a run that read them in the same way, as editors' services
 * do: most of a small project is `lib.d.ts` and the packages that it shares with its neighbours.
 */
import type typescript from 'typescript';
import { ts } from '../typescript.js';

/** Makes a host give the shared source files, where it would read one. */
export type Share = (host: typescript.CompilerHost, options: typescript.CompilerOptions) => void;

/** Starts with none. They live as long as what is given back. */
export function makeShare(): Share {
  const known = new Map<string, typescript.SourceFile | undefined>();
  let registry: typescript.DocumentRegistry | undefined;
  return (host, options) => {
    const read = host.getSourceFile.bind(host);
    registry ??= ts().createDocumentRegistry();
    // Names all options that parsing and binding depend on.
    const byOptions = registry.getKeyForCompilationSettings(options);
    host.getSourceFile = (path, how, ...rest) => {
      if (!isInstalled(path)) return read(path, how, ...rest);
      const { languageVersion, impliedNodeFormat } =
        typeof how === 'object' ? how : { languageVersion: how, impliedNodeFormat: undefined };
      const key = [path, languageVersion, impliedNodeFormat, byOptions].join(' ');
      if (!known.has(key)) known.set(key, read(path, how, ...rest));
      return known.get(key);
    };
  };
}

function isInstalled(path: string): boolean {
  return path.includes('/node_modules/') && /\.d\.[cm]?ts$/.test(path);
}
