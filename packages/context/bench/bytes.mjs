// How many bytes things take, and leave behind. Needs --expose-gc.
import * as context from '../dist/index.js';

const N = 100_000;

/** What is measured, of what, and the bytes of one. */
export function bytes(peers) {
  const rows = [];
  for (const { name, root, child, cancel } of peers) {
    const parent = root();
    const all = new Array(N).fill(null);
    const fill = () => {
      for (let i = 0; i < N; i++) all[i] = child(parent);
    };
    const empty = () => {
      for (let i = 0; i < N; i++) cancel(all[i]);
      all.fill(null);
    };
    fill();
    empty();
    const before = used();
    fill();
    rows.push(['a live child', name, (used() - before) / N]);
    empty();
    rows.push(['kept by a live parent for a canceled child', name, (used() - before) / N]);
  }
  const [parent] = context.withCancel(context.background());
  const all = new Array(N).fill(null);
  const before = used();
  for (let i = 0; i < N; i++) {
    all[i] = context.withCancel(parent);
    void all[i][0].signal;
  }
  rows.push(['a live child with its signal', peers[0].name, (used() - before) / N]);
  for (const [, cancel] of all) cancel();
  return rows.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function used() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
