// How many bytes things take, and leave behind. Needs --expose-gc.
import * as context from '../dist/index.js';

/** How many of ours, and of others: to take one of 100,000 listeners off takes some of them seconds. */
const OURS = 100_000;
const OTHERS = 5000;

/** What is measured, of what, and the bytes of one. */
export function bytes(peers) {
  const rows = [];
  for (const { name, root, child, cancel } of peers) {
    const parent = root();
    const count = name === peers[0].name ? OURS : OTHERS;
    const all = new Array(count).fill(null);
    const fill = () => {
      for (let i = 0; i < count; i++) all[i] = child(parent);
    };
    const empty = () => {
      for (const each of all) cancel(each);
      all.fill(null);
    };
    fill();
    empty();
    const before = used();
    fill();
    rows.push(['a live child', name, (used() - before) / count]);
    empty();
    rows.push(['kept by a live parent for a canceled child', name, (used() - before) / count]);
  }
  const [parent] = context.withCancel(context.background());
  const all = new Array(OURS).fill(null);
  const before = used();
  for (let i = 0; i < OURS; i++) {
    all[i] = context.withCancel(parent);
    void all[i][0].signal;
  }
  rows.push(['a live child with its signal', peers[0].name, (used() - before) / OURS]);
  for (const [, cancel] of all) cancel();
  return rows.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function used() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
