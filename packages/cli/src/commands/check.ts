/** `ctxvet`: checks, fixes if it is told to, and prints. */
import { optionsFrom, type Args } from '../args/parse.js';
import { planFor } from '../check.js';
import { fixAll, writeFixed, type FixedFile } from '../fix/fix.js';
import { patchOf } from '../fix/patch.js';
import { formats } from '../format/formats.js';
import { hasColors, print, say, widthOf, type Io } from '../io.js';
import { makeProgress } from '../progress.js';
import { reportOf, type Report } from '../report/report.js';
import { run } from '../run/run.js';

/** Does it, and gives the whole report, whatever was printed of it. */
export async function checkAll(args: Args, io: Io): Promise<Report> {
  const start = performance.now();
  const progress = makeProgress(io.stderr);
  const { plan, problems } = await planFor({
    ...optionsFrom(args, io.cwd),
    onProgress: progress.update,
  });
  let result = run(plan);
  let fixed: readonly FixedFile[] = [];
  if (args.fix || args.diff) {
    const made = fixAll(plan, result);
    ({ fixed } = made);
    // A patch is only shown: what it would take away is still there.
    if (args.fix) ({ result } = made);
  }
  progress.clear();
  const unwritten = args.fix ? fixed.flatMap((each) => writeFixed(each) ?? []) : [];
  const report = reportOf(
    result.found.flatMap(({ findings }) => findings),
    [...problems, ...result.problems, ...unwritten],
    result.files,
    (performance.now() - start) / 1000,
  );
  for (const line of [...report.problems, ...result.notes]) say(io, line);
  const texts = new Map(result.found.map((each) => [each.file, each.text]));
  print(args.diff ? patchesOf(fixed) : formatted(report, texts, args, io), args.outputFile, io);
  return report;
}

function patchesOf(fixed: readonly FixedFile[]): string {
  return fixed.map(({ file, before, after }) => patchOf(file, before, after)).join('');
}

function formatted(
  report: Report,
  texts: ReadonlyMap<string, string>,
  { format, quiet, outputFile }: Args,
  io: Io,
): string {
  const byDefault = io.env['GITHUB_ACTIONS'] === 'true' ? 'github' : 'text';
  const findings = quiet
    ? report.findings.filter(({ severity }) => severity === 'error')
    : report.findings;
  const isPrinted = outputFile === undefined;
  return formats[format ?? byDefault](
    { ...report, findings },
    {
      cwd: io.cwd,
      texts,
      width: isPrinted ? widthOf(io.stdout) : undefined,
      colors: isPrinted && hasColors(io, io.stdout),
    },
  );
}
