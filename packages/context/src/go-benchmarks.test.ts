import { describe, expect, it } from 'vitest';
import { benchmarks } from './test-kit/benchmarks.js';

describe('Benchmark', () => {
  it.each(benchmarks)('row 97: $name comes out right', async ({ setUp }) => {
    const { run, tearDown } = setUp();
    for (let i = 0; i < 3; i++) expect(await run()).toBe(true);
    tearDown?.();
  });
});
