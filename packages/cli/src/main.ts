/** The command line: arguments in, text and an exit code out. */
import { writeFileSync } from 'node:fs';
import { parseArgs, type Args } from './args/parse.js';
import { planFor, type PlanOptions } from './check.js';
import { checkNamed } from './config/rules.js';
import { drawPage, pageOf } from './explain.js';
import { fixAll, writeFixed, type FixedFile } from './fix/fix.js';
import { patchOf } from './fix/patch.js';
import { formats } from './format/formats.js';
import { drawGraph } from './graph.js';
import { hasColors, type Io, type Output } from './io.js';
import { absolute } from './paths.js';
import { messageOf, Problem } from './problem.js';
import { makeProgress } from './progress.js';
import { reportOf, type Report } from './report/report.js';
import { run } from './run/run.js';

/** Exit codes. */
const clean = 0;
const foundErrors = 1;
const notChecked = 2;

/** Does what the arguments say, and gives the exit code. Never throws, unless for `--debug`. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const args = parseArgs(argv, (text) => io.stdout.write(text));
    if (args === undefined) return clean;
    if (args.explain !== undefined) return await explain(args.explain, io);
    if (args.graph !== undefined) return await graph(args.graph, args, io);
    return await check(args, io);
  } catch (err) {
    if (!(err instanceof Problem) && argv.includes('--debug')) throw err;
    say(
      io,
      err instanceof Problem
        ? err.message
        : `internal error: ${messageOf(err)}; --debug shows where, please report it`,
    );
    return notChecked;
  }
}

async function explain(name: string, io: Io): Promise<number> {
  const check = checkNamed(name, '--explain');
  const { stdout } = io;
  const isDrawn = hasColors(io, stdout);
  stdout.write(isDrawn ? await drawPage(check, widthOf(stdout) ?? 80) : pageOf(check));
  return clean;
}

async function graph(where: string, args: Args, io: Io): Promise<number> {
  const format = args.format === 'mermaid' ? 'mermaid' : 'dot';
  print(await drawGraph(where, format, optionsFrom(args, io)), args, io);
  return clean;
}

async function check(args: Args, io: Io): Promise<number> {
  const start = performance.now();
  const progress = makeProgress(io.stderr);
  const { plan, problems } = await planFor({
    ...optionsFrom(args, io),
    onProgress: progress.update,
  });
  let result = run(plan);
  let fixed: readonly FixedFile[] = [];
  if (args.fix || args.diff) {
    const made = fixAll(plan, result);
    ({ fixed } = made);
    // A patch is only shown: what it would take away is still there.
    if (args.fix) result = made.result;
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
  print(args.diff ? patchesOf(fixed) : formatted(report, texts, args, io), args, io);
  return exitCode(report, args);
}

function optionsFrom(args: Args, io: Io): PlanOptions {
  const { paths, project: projects, rule: rules, preset, throws, debug } = args;
  return { cwd: io.cwd, paths, projects, rules, preset, throws, debug };
}

function patchesOf(fixed: readonly FixedFile[]): string {
  return fixed.map(({ file, before, after }) => patchOf(file, before, after)).join('');
}

function formatted(report: Report, texts: ReadonlyMap<string, string>, args: Args, io: Io): string {
  const byDefault = io.env['GITHUB_ACTIONS'] === 'true' ? 'github' : 'text';
  const format = formats[args.format ?? byDefault]!;
  const findings = args.quiet
    ? report.findings.filter(({ severity }) => severity === 'error')
    : report.findings;
  const isTerminal = args.outputFile === undefined;
  return format(
    { ...report, findings },
    {
      cwd: io.cwd,
      texts,
      width: isTerminal ? widthOf(io.stdout) : undefined,
      colors: isTerminal && hasColors(io, io.stdout),
    },
  );
}

function print(text: string, { outputFile }: Args, io: Io): void {
  if (outputFile === undefined) {
    io.stdout.write(text);
    return;
  }
  try {
    writeFileSync(absolute(io.cwd, outputFile), text);
  } catch (err) {
    throw new Problem(`--output-file ${outputFile} cannot be written: ${messageOf(err)}`);
  }
}

function exitCode({ summary, problems }: Report, { maxWarnings = Infinity }: Args): number {
  if (problems.length > 0) return notChecked;
  return summary.errors > 0 || summary.warnings > maxWarnings ? foundErrors : clean;
}

function say({ stderr }: Io, line: string): void {
  stderr.write(`ctxvet: ${line}\n`);
}

/** How wide to print; only a terminal has a width. */
function widthOf({ isTTY, columns }: Output): number | undefined {
  return isTTY === true ? columns : undefined;
}
