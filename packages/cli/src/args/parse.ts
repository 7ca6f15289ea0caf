/** The command line, read. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { engineNames } from '../engine/engine.js';
import { version } from '../package.js';
import { Problem } from '../problem.js';
import type { PlanOptions } from '../run/options.js';

/** A format of reports. */
export type FormatName = (typeof formatNames)[number];

/** A format of drawings. */
export type GraphFormat = (typeof graphFormats)[number];

/** What was asked for. */
export interface Args {
  readonly paths: readonly string[];
  readonly project?: readonly string[];
  /** Of the report; the surroundings decide where it is left out. */
  readonly format: FormatName | undefined;
  /** Of the drawing. */
  readonly drawAs: GraphFormat;
  readonly outputFile?: string;
  readonly fix?: boolean;
  readonly diff?: boolean;
  readonly rule?: readonly string[];
  readonly preset?: string;
  readonly throws?: string;
  readonly reportUnusedDisableDirectives?: boolean;
  readonly engine: string;
  readonly maxWarnings?: number;
  readonly quiet?: boolean;
  readonly explain?: string;
  readonly graph?: string;
  /** May results of the last run be used? */
  readonly cache: boolean;
  readonly debug?: boolean;
}

/** What reports can be printed as. */
const formatNames = ['text', 'stylish', 'json', 'sarif', 'github'] as const;

/** What `--graph` can print. */
const graphFormats = ['dot', 'mermaid'] as const;

/** Reads arguments; `undefined` where help or the version was asked for and printed. Throws a `Problem` where they are wrong. */
export function parseArgs(
  argv: readonly string[],
  print: (text: string) => void,
): Args | undefined {
  const command = makeCommand().configureOutput({ writeOut: print, writeErr: () => undefined });
  try {
    command.parse(argv, { from: 'user' });
  } catch (err) {
    if (!(err instanceof CommanderError)) throw err;
    if (err.exitCode === 0) return undefined;
    const words = err.message
      .replace(/^error: /, '')
      .replaceAll(/\s*\n\s*/g, ' ')
      .trim();
    throw new Problem(`${words.replace(/\.$/, '')}; see ctxvet --help`);
  }
  const written: Written = command.opts();
  const { project = [], outputFile } = written;
  // As it comes of a variable of the shell that is not set; it would stand for the whole folder.
  if ([...command.args, ...project, outputFile].includes('')) {
    throw new Problem('a path is empty; leave it out, or name a file');
  }
  return { ...written, ...formatsFrom(written), paths: command.args };
}

/** As the parser of arguments has it: one option for the formats of reports and of drawings. */
type Written = Omit<Args, 'paths' | 'format' | 'drawAs'> & { readonly format?: string };

function formatsFrom({ format, graph }: Written): Pick<Args, 'format' | 'drawAs'> {
  const ofReport = formatNames.find((name) => name === format);
  const ofGraph = graphFormats.find((name) => name === format);
  if (graph === undefined && ofGraph !== undefined) {
    throw new Problem(`--format ${ofGraph} is for --graph`);
  }
  if (graph !== undefined && ofReport !== undefined) {
    throw new Problem(`--graph prints --format ${graphFormats.join(' or ')}, not ${ofReport}`);
  }
  return { format: ofReport, drawAs: ofGraph ?? 'dot' };
}

/** What is to be checked, and how. */
export function optionsFrom(args: Args, cwd: string): PlanOptions {
  const { paths, project: projects, rule: rules, preset, throws, engine, cache, debug } = args;
  const { reportUnusedDisableDirectives } = args;
  return {
    cwd,
    paths,
    projects,
    rules,
    preset,
    throws,
    reportUnusedDisableDirectives,
    engine,
    cache,
    debug,
  };
}

function makeCommand(): Command {
  return new Command('ctxvet')
    .description('The go vet of contexts: what is lost in a TypeScript project, and where.')
    .argument(
      '[paths...]',
      'files, folders, globs or tsconfig files (default: the nearest tsconfig.json)',
    )
    .option('-p, --project <tsconfig>', 'check this project; may be repeated', collect)
    .addOption(
      new Option(
        '--format <name>',
        'how to print; dot and mermaid are for --graph (default: text, on GitHub: github)',
      ).choices([...formatNames, ...graphFormats]),
    )
    .option('-o, --output-file <file>', 'print to this file')
    .option('--fix', 'write the fixes')
    .addOption(new Option('--diff', 'print the fixes as a patch, write nothing').conflicts('fix'))
    .option(
      '--rule <name[:severity]>',
      'only this rule; with :off, :warn or :error, as it is to weigh; may be repeated',
      collect,
    )
    .option('--preset <name>', 'the rules to start from: recommended, strict or go')
    .option('--throws <mode>', 'which exceptions lostcancel reckons with: evident, calls or none')
    .option('--max-warnings <n>', 'exit with 1 if there are more', toCount)
    .option('--quiet', 'print errors only')
    .option(
      '--report-unused-disable-directives',
      'a comment that disables a rule and hides nothing is an error',
    )
    .addOption(
      new Option('--engine <name>', 'what knows the types')
        .choices(engineNames)
        .default('typescript'),
    )
    .addOption(
      new Option('--explain <rule>', 'print the page of a rule').conflicts([
        'graph',
        'fix',
        'diff',
      ]),
    )
    .addOption(
      new Option(
        '--graph <file:function>',
        'print the control-flow graph of a function, with the path that loses; --format dot or mermaid',
      ).conflicts(['fix', 'diff']),
    )
    .option('--no-cache', 'check everything again, and keep nothing for the next run')
    .option('--debug', 'with the stack of an unexpected error')
    .version(version)
    .showHelpAfterError(false)
    .exitOverride();
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function toCount(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}
