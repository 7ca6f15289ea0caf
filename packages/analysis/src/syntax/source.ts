/** One parsed file, as any host can give it. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';

/**
 * A file to analyze. Nothing in it is changed, except that missing `parent` links are set. Some parsers say `null` of types
 * that are not written.
 */
export interface Source {
  readonly ast: TSESTree.Program;
  readonly text: string;
  /** The scope manager of the parser, or any that answers like ESLint's. */
  readonly scopes: ScopeManager;
  /** The child keys of each node type, as ESLint's `sourceCode.visitorKeys`. */
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  /** The absolute path of the file, `/` between its parts; settings that name files are matched against it. */
  readonly path: string;
  /** The absolute folder that relative paths in settings start from. */
  readonly cwd: string;
}

/** What a user tells about their code base: `settings.ctxvet`. */
export interface Settings {
  /** Modules that export a context API: package names, or paths that start with a dot. */
  readonly modules: readonly string[];
  /** Further factories, as `module#name`. */
  readonly factories: readonly string[];
  /** Functions that are no factories although their type says so, as `module#name`. */
  readonly notFactories: readonly string[];
}

/** The settings of a user who wrote none. */
export const defaultSettings: Settings = {
  modules: ['@ctxvet/context'],
  factories: [],
  notFactories: [],
};

/** Is a file plain JavaScript, by its name? There comments say types, and nobody compiles it for older engines. */
export function isJavaScript(path: string): boolean {
  return /\.[cm]?jsx?$/.test(path);
}

/** Is a file one of which a script is only a part, by its name: a component of Vue, Svelte or Astro? */
export function isComponent(path: string): boolean {
  return /\.\w+$/.test(path) && !/\.[cm]?[jt]sx?$/.test(path);
}
