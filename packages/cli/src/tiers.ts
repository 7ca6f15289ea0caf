/**
 * When V8 optimizes. A run of the command is over in seconds, and most of what it runs, our code and the compiler's, it runs a few thousand
 * times: the last of V8's optimizing compilers takes a quarter of the CPU time then, and more than it gives back.
 */
import { setFlagsFromString } from 'node:v8';

/** What to tell V8, by its major version. */
export const flags: Readonly<Record<string, readonly string[]>> = {
  // Node 20 and 22 have but this one compiler: later, and with half as much inlined, it still optimizes what is hot in a large project.
  11: ['--interrupt-budget=250000', '--max-inlined-bytecode-size-cumulative=460'],
  12: ['--invocation-count-for-turbofan=10000', '--max-inlined-bytecode-size-cumulative=460'],
  // Node 24 and 26 have a quick one before it, which does nearly as well.
  13: ['--no-turbofan'],
  14: ['--no-turbofan'],
};

/** To be called before anything is loaded that takes long. */
export function optimizeLess(): void {
  const [major = ''] = process.versions.v8.split('.');
  try {
    for (const flag of flags[major] ?? []) setFlagsFromString(flag);
  } catch {
    // A host that names a version of V8 and is none.
  }
}
