/** What opens the files of projects. There is more than one; all find the same. */
import type { Settings } from '@ctxvet/analysis';
import { listOf, Problem } from '../problem.js';
import type { Opened } from './opened.js';
import type { Texts } from './program.js';
import type { Project } from './project.js';
import type { Share } from './shared.js';

/** The engines by name. */
export const engineNames = ['typescript', 'native'] as const;

/** The name of an engine. */
export type EngineName = (typeof engineNames)[number];

/** An engine. */
export interface Engine {
  /** The files of a project that are wanted, in the order of their paths. */
  eachOfProject(order: Order): Iterable<Opened>;
}

/** What an engine is asked for. */
export interface Order {
  readonly project: Project;
  /** The files that are wanted; all of the project's own where it is left out. */
  readonly only?: ReadonlySet<string>;
  /** What the disk does not hold yet. */
  readonly texts: Texts;
  /** The same for all orders of a run. */
  readonly share: Share;
  readonly settings: Settings;
  readonly cwd: string;
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
