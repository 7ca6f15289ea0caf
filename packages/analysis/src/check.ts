/**
 * The front door: a host opens a file once and runs any checks on it; what they share (the index, the
 * answers of `types`, the graphs) is made once, when first asked for.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Check, Pass } from './checks/check.js';
import type { Finding } from './report/finding.js';
import { buildIndex, type Index } from './syntax/index-file.js';
import type { Settings, Source } from './syntax/source.js';
import type { Types } from './types/port.js';

/** A file that checks can run on. */
export interface OpenFile {
  readonly source: Source;
  readonly types: Types;
  readonly settings: Settings;
  /** Made on first use. */
  readonly index: Index;
}

/** Opens a file. Costs nothing until a check asks for something. */
export function openFile(source: Source, types: Types, settings: Settings): OpenFile {
  return new LazyFile(source, types, settings);
}

/**
 * A class for its accessor: one in an object literal is made anew with each object, and V8 keeps it with the shape of that object,
 * and so all that it can see, until the next full collection.
 */
class LazyFile implements OpenFile {
  readonly source: Source;
  readonly types: Types;
  readonly settings: Settings;
  #index: Index | undefined;

  constructor(source: Source, types: Types, settings: Settings) {
    this.source = source;
    this.types = types;
    this.settings = settings;
  }

  get index(): Index {
    return (this.#index ??= buildIndex(this.source));
  }
}

/**
 * The names whose declared types the checks will ask a checker for, each once, as far as names and the file alone tell. A compiler
 * that is far away can be asked for those of many files at once; one too many or too few costs time and nothing else.
 */
export function namesAsked(file: OpenFile, checks: Iterable<Check>): ReadonlySet<TSESTree.Node> {
  const names = new Set<TSESTree.Node>();
  if (!file.types.reaches()) return names;
  for (const check of checks) {
    for (const call of check.asksAbout?.(file) ?? []) {
      const name = file.types.asksFor(call);
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

/**
 * Runs one check. Options that are left out have the check's defaults.
 * A file that cannot reach a context module is not even indexed.
 */
export function runCheck<Options extends object>(
  file: OpenFile,
  check: Check<Options>,
  options: Partial<Options> = {},
): Finding[] {
  if (!file.types.reaches()) return [];
  const pass: Pass<Options> = {
    source: file.source,
    index: file.index,
    types: file.types,
    settings: file.settings,
    options: { ...check.defaults, ...options },
  };
  return [...check.run(pass)];
}
