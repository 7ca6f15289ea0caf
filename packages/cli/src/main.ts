/** The command line: arguments in, text and an exit code out. What a command does not need is not loaded. */
import { parseArgs, type Args } from './args/parse.js';
import { assertNoInput, say, type Io } from './io.js';
import { messageOf, Problem } from './problem.js';

/** Exit codes: nothing to complain of; errors, or too many warnings; something was not checked. */
const clean = 0;
const foundErrors = 1;
const notChecked = 2;

/** Does what the arguments say, and gives the exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const args = parseArgs(argv, (text) => io.stdout.write(text));
    return args === undefined ? clean : await act(args, io);
  } catch (err) {
    say(io, err instanceof Problem ? err.message : unexpected(err, argv.includes('--debug')));
    return notChecked;
  }
}

async function act(args: Args, io: Io): Promise<number> {
  assertNoInput(args.outputFile, args.project ?? [], io);
  if (args.explain !== undefined) {
    const { explain } = await import('./commands/explain.js');
    await explain(args.explain, args.outputFile, io);
    return clean;
  }
  if (args.graph !== undefined) {
    const { graph } = await import('./commands/graph.js');
    await graph(args.graph, args, io);
    return clean;
  }
  const { checkAll } = await import('./commands/check.js');
  const { summary, problems } = await checkAll(args, io);
  if (problems.length > 0) return notChecked;
  const { maxWarnings = Infinity } = args;
  const hasTooMany = summary.warnings > maxWarnings;
  // Nobody would see why: the findings themselves are only warnings, and --quiet hides them.
  if (hasTooMany) say(io, `too many warnings: ${summary.warnings}, allowed are ${maxWarnings}`);
  return summary.errors > 0 || hasTooMany ? foundErrors : clean;
}

function unexpected(err: unknown, debug: boolean): string {
  if (debug && err instanceof Error && err.stack !== undefined) return err.stack;
  return `internal error: ${messageOf(err)}; --debug shows where, please report it`;
}
