/** Groups of nodes that reach each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentsOf } from './components.js';

type Graph = readonly (readonly number[])[];

function reachedFrom(graph: Graph, start: number): Set<number> {
  const reached = new Set(graph[start]);
  for (const node of reached) for (const next of graph[node]!) reached.add(next);
  return reached;
}

describe('componentsOf', () => {
  it('puts together what reaches each other, after all that it reaches', () => {
    const graphs = fc.integer({ min: 1, max: 9 }).chain((size) => {
      const edges = fc.array(fc.nat({ max: size - 1 }), { maxLength: 3 });
      return fc.array(edges, { minLength: size, maxLength: size });
    });
    fc.assert(
      fc.property(graphs, (graph) => {
        const groups = componentsOf(graph.keys(), (node) => graph[node]!);
        expect(groups.flat().sort()).toEqual([...graph.keys()]);
        const placeOf = (node: number) => groups.findIndex((group) => group.includes(node));
        for (const a of graph.keys()) {
          for (const b of reachedFrom(graph, a)) {
            const isTogether = a === b || reachedFrom(graph, b).has(a);
            expect(placeOf(b)).toSatisfy((place: number) =>
              isTogether ? place === placeOf(a) : place < placeOf(a),
            );
          }
        }
      }),
    );
  });

  it('takes chains of any length', () => {
    const length = 200_000;
    const groups = componentsOf([0], (node) => (node < length ? [node + 1] : []));
    expect(groups).toHaveLength(length + 1);
    expect(groups[0]).toEqual([length]);
  });
});
