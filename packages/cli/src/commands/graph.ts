/** `ctxvet --graph src/a.ts:load`: what the engine sees of a function. */
import { drawablesOf, makePositions, type Drawable } from '@ctxvet/analysis';
import { optionsFrom, type Args, type GraphFormat } from '../args/parse.js';
import { eachAlone } from '../engine/alone.js';
import type { Opened } from '../engine/opened.js';
import { Unparsable } from '../engine/parse.js';
import { print, type Io } from '../io.js';
import { lineStartsOf, linesOf } from '../lines.js';
import { listOf, Problem } from '../problem.js';
import type { PlanOptions } from '../run/options.js';
import { planFor } from '../run/plan.js';
import type { Plan } from '../run/run.js';

/** Prints the drawing of the function that `where` names. Throws a `Problem` where there is none, or more than one. */
export async function graph(where: string, args: Args, io: Io): Promise<void> {
  print(await drawGraph(where, args.drawAs, optionsFrom(args, io.cwd)), args.outputFile, io);
}

async function drawGraph(
  where: string,
  format: GraphFormat,
  options: PlanOptions,
): Promise<string> {
  const { file, name, column } = readPlace(where);
  const [path] = options.paths ?? [];
  if (path !== undefined) throw new Problem(`--graph draws one function: leave out ${path}`);
  const { plan, problems } = await planFor({ ...options, paths: [file] });
  const [problem] = problems;
  if (problem !== undefined) throw new Problem(problem);
  const { groups, projects } = plan.targets;
  if (groups.length > 0 || projects.some(({ only }) => only === undefined))
    throw new Problem(`${file}: is no file of code; name the one that has ${name}`);
  const rule = plan.rules.find(({ check }) => check.name === 'lostcancel');
  return drawIn(plan, file, (drawables, text) => {
    const line = /^\d+$/.test(name) ? Number(name) : undefined;
    const isNamed = line === undefined || drawables.some((each) => each.name === name);
    const drawable = isNamed
      ? drawableNamed(name, { file, drawables, text })
      : drawableAt(line, column, { file, drawables, text });
    return drawable.draw(format, rule?.options);
  });
}

/** `src/a.ts:load`, `src/a.ts:4`, or a place as a report names it: `src/a.ts:4:17`. */
function readPlace(where: string): { file: string; name: string; column: number | undefined } {
  const [, place = where, column] = /^(.+:\d+):(\d+)$/.exec(where) ?? [];
  const at = place.lastIndexOf(':');
  const file = place.slice(0, at);
  const name = place.slice(at + 1);
  if (at <= 0 || name === '') {
    throw new Problem(
      `--graph ${where}: name a file and a function or a line, as in src/a.ts:load or src/a.ts:4`,
    );
  }
  return { file, name, column: column === undefined ? undefined : Number(column) };
}

/** Draws while the file is open: its types are not known for longer. */
function drawIn(
  plan: Plan,
  file: string,
  draw: (drawables: readonly Drawable[], text: string) => string,
): string {
  for (const opened of eachOf(plan)) {
    try {
      const open = opened.open();
      if (open === undefined) {
        throw new Problem(
          `${file}: nothing in this file can reach a context, so there is nothing to see`,
        );
      }
      return draw(drawablesOf(open.file), opened.text);
    } catch (err) {
      if (err instanceof Unparsable) throw new Problem(`${file}:${err.message}`);
      throw err;
    }
  }
  throw new Problem(`${file}: is in none of the projects`);
}

/** What an engine does not know of a project keeps nobody from drawing. */
const say = (): void => undefined;

function* eachOf({ targets, texts, engine, share, disk, settings, cwd }: Plan): Generator<Opened> {
  for (const { project, only } of targets.projects) {
    yield* engine.eachOfProject({
      project,
      ...(only && { only }),
      texts,
      share,
      disk,
      settings,
      cwd,
      say,
    });
  }
  engine.close?.();
  yield* eachAlone(targets.alone, texts, disk, settings, cwd);
}

/** What a file holds, and how messages name it. */
interface Drawn {
  readonly file: string;
  readonly drawables: readonly Drawable[];
  readonly text: string;
}

/** By its whole name, or by its last part where that is enough. */
function drawableNamed(name: string, { file, drawables, text }: Drawn): Drawable {
  const whole = drawables.filter((each) => each.name === name);
  const named = whole.length > 0 ? whole : drawables.filter((each) => endsWith(each, name));
  const [only, ...others] = named;
  if (only === undefined) {
    const names = drawables.flatMap((each) => each.name ?? []);
    throw new Problem(`${file}: there is no function ${name}; there are ${listOf(names)}`);
  }
  if (others.length > 0) {
    const names = new Set(named.map((each) => each.name ?? ''));
    const positionOf = makePositions(text);
    const which =
      names.size === named.length
        ? `name one of ${listOf(names)}`
        : `name one by its line: ${listOf(named.map(({ range }) => `${file}:${positionOf(range[0]).line}`))}`;
    throw new Problem(`${file}: several functions are called ${name}; ${which}`);
  }
  return only;
}

function endsWith({ name: whole = '' }: Drawable, name: string): boolean {
  return whole.endsWith(`.${name}`);
}

/** The innermost function around a place; of a line alone, the outermost that begins there, where one does. */
function drawableAt(
  line: number,
  column: number | undefined,
  { file, drawables, text }: Drawn,
): Drawable {
  const whole = linesOf(text)[line - 1];
  const start = lineStartsOf(text)[line - 1];
  if (whole === undefined || start === undefined)
    throw new Problem(`${file}: there is no line ${line}`);
  const at = start + (column === undefined ? whole.search(/\S|$/) : column - 1);
  const around = drawables.findLast(({ range }) => range[0] <= at && at <= range[1]);
  const beginning = drawables.find(
    ({ name, range }) => name !== 'module' && range[0] >= start && range[0] <= start + whole.length,
  );
  const found = column === undefined ? (beginning ?? around) : around;
  if (found === undefined) throw new Problem(`${file}: there is no function at line ${line}`);
  return found;
}
