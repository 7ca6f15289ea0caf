/** `ctxvet`: checks, fixes if it is told to, and prints. */
import { optionsFrom, type Args } from '../args/parse.js';
import type { Repair } from '../fix/fix.js';
import type { Surroundings } from '../format/format.js';
import { formats } from '../format/formats.js';
import { rebase } from '../format/rebase.js';
import { hasColors, print, say, widthOf, type Io } from '../io.js';
import { makeProgress } from '../progress.js';
import { reportOf, type Finding, type Report } from '../report/report.js';
import type { PlanOptions } from '../run/options.js';
import { resultOf } from '../cache/result.js';

/** Does it, and gives the whole report, whatever was printed of it. */
export async function checkAll(args: Args, io: Io): Promise<Report> {
  const start = performance.now();
  const progress = makeProgress(io.stderr);
  const options = { ...optionsFrom(args, io.cwd), onProgress: progress.update };
  const { result, patch, written } = await resultFor(options, args);
  progress.clear();
  const seconds = (performance.now() - start) / 1000;
  const all = result.found.flatMap(({ findings }) => findings);
  const reportWith = (findings: readonly Finding[]): Report =>
    reportOf(findings, result.problems, result.files, seconds);
  const report = reportWith(all);
  for (const line of [...report.problems, ...result.notes]) say(io, line);
  const texts = new Map(result.found.map((each) => [each.file, each.text]));
  const shown = args.quiet
    ? reportWith(all.filter(({ severity }) => severity === 'error'))
    : report;
  print(patch ?? (await formatted(shown, { texts, written }, args, io)), args.outputFile, io);
  return report;
}

async function resultFor(options: PlanOptions, { fix, diff }: Args): Promise<Repair> {
  if (!fix && !diff) return { result: await resultOf(options) };
  const { repair } = await import('../fix/fix.js');
  return repair(options, diff === true);
}

async function formatted(
  report: Report,
  given: Pick<Surroundings, 'texts' | 'written'>,
  { format, outputFile }: Args,
  io: Io,
): Promise<string> {
  const byDefault = io.env['GITHUB_ACTIONS'] === 'true' ? 'github' : 'text';
  const isPrinted = outputFile === undefined;
  const name = format ?? byDefault;
  const print = await formats[name]();
  const whole = {
    report,
    around: {
      ...given,
      cwd: io.cwd,
      width: isPrinted ? widthOf(io.stdout) : undefined,
      colors: isPrinted && hasColors(io, io.stdout),
    },
  };
  // GitHub looks for files from the top of the repository on, wherever in it a step works.
  const { GITHUB_WORKSPACE: workspace } = io.env;
  const isForGitHub = name === 'github' || name === 'sarif';
  const { report: printed, around } = isForGitHub && workspace ? rebase(whole, workspace) : whole;
  return print(printed, around);
}
