/** Programs and their graphs as text. */
import { expect } from 'vitest';
import { printGraph } from '../flow/print.js';
import { graphOf } from './parse.js';

/** What the builder should make of a program. */
export interface GraphCase {
  readonly name: string;
  readonly source: string;
  /** The program itself is meant, not the first function in it. */
  readonly of?: 'program';
  readonly graph: string;
}

/** Builds, checks and compares. */
export function expectGraph({ source, of, graph }: GraphCase): void {
  expect(printGraph(graphOf(source, of), source)).toBe(graph.trim());
}
