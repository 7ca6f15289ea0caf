/** What opens the files of projects. There is more than one; all find the same. */
import type { Check, Settings } from '@ctxvet/analysis';
import type typescript from 'typescript';
import type { Disk } from '../disk.js';
import { listOf, Problem } from '../problem.js';
import type { Opened } from './opened.js';
import type { ProgramOrder } from './program.js';

/** The engines by name. */
export const engineNames = ['typescript', 'native'] as const;

/** The name of an engine. */
export type EngineName = (typeof engineNames)[number];

/** An engine. */
export interface Engine {
  /** Reads a tsconfig file that nothing is wrong with, where the engine has a way of its own; else `undefined`. */
  readConfig?(path: string, disk: Disk): typescript.ParsedCommandLine | undefined;
  /** The files of a project that are wanted, in the order of their paths. */
  eachOfProject(order: Order): Iterable<Opened>;
  /** Ends what it has started and not used. It may be used again. */
  close?(): void;
}

/** What an engine is asked for. */
export interface Order extends Omit<ProgramOrder, 'imports'> {
  /** The files that are wanted; all of the project's own where it is left out. */
  readonly only?: ReadonlySet<string>;
  /** The files that have been given before and are not wanted again; it may grow meanwhile. */
  readonly seen?: ReadonlySet<string>;
  /** What is going to run on the files, where that is known: then an engine may ask ahead what it will ask. */
  readonly checks?: readonly Check[];
  readonly settings: Settings;
  readonly cwd: string;
  /** The hash of the contents of a file that was read; given where fingerprints are wanted. */
  readonly contentOf?: ((path: string) => string | undefined) | undefined;
  /** Takes what keeps the engine from knowing the whole project, a line each. */
  readonly say: (problem: string) => void;
}

/** The engine of that name. Loads what it needs; throws a `Problem` where that is not installed, or there is no such engine. */
export async function engineNamed(name: string, cwd: string): Promise<Engine> {
  switch (engineNames.find((known) => known === name)) {
    case 'typescript': {
      const { typescriptEngine } = await import('./typescript.js');
      return typescriptEngine;
    }
    case 'native': {
      const { makeNativeEngine } = await import('./native/native.js');
      return makeNativeEngine(cwd);
    }
    case undefined:
      throw new Problem(`there is no engine ${name}; there are ${listOf(engineNames)}`);
  }
}
