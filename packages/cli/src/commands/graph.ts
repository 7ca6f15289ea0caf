/** `ctxvet --graph src/a.ts:load`: what the engine sees of a function. */
import { drawablesOf, type Drawable } from '@ctxvet/analysis';
import { optionsFrom, type Args, type GraphFormat } from '../args/parse.js';
import { eachAlone } from '../engine/alone.js';
import type { Opened } from '../engine/opened.js';
import { Unparsable } from '../engine/parse.js';
import { print, type Io } from '../io.js';
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
  const at = where.lastIndexOf(':');
  const file = where.slice(0, at);
  const name = where.slice(at + 1);
  if (at <= 0 || name === '') {
    throw new Problem(`--graph ${where}: name a file and a function, as in src/a.ts:load`);
  }
  const [path] = options.paths ?? [];
  if (path !== undefined) throw new Problem(`--graph draws one function: leave out ${path}`);
  const { plan, problems } = await planFor({ ...options, paths: [file] });
  const [problem] = problems;
  if (problem !== undefined) throw new Problem(problem);
  const { groups, projects } = plan.targets;
  if (groups.length > 0 || projects.some(({ only }) => only === undefined))
    throw new Problem(`${file}: is no file of code; name the one that has ${name}`);
  const rule = plan.rules.find(({ check }) => check.name === 'lostcancel');
  return drawIn(plan, file, (drawables) =>
    drawableNamed(name, file, drawables).draw(format, rule?.options),
  );
}

/** Draws while the file is open: its types are not known for longer. */
function drawIn(
  plan: Plan,
  file: string,
  draw: (drawables: readonly Drawable[]) => string,
): string {
  for (const opened of eachOf(plan)) {
    try {
      const open = opened.open();
      if (open === undefined) {
        throw new Problem(
          `${file}: nothing in this file can reach a context, so there is nothing to see`,
        );
      }
      return draw(drawablesOf(open.file));
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

/** By its whole name, or by its last part where that is enough. */
function drawableNamed(name: string, file: string, drawables: readonly Drawable[]): Drawable {
  const whole = drawables.find((each) => each.name === name);
  if (whole !== undefined) return whole;
  const [only, ...others] = drawables.filter((each) => each.name.endsWith(`.${name}`));
  if (only === undefined) {
    throw new Problem(
      `${file}: there is no function ${name}; there are ${listOf(drawables.map((each) => each.name))}`,
    );
  }
  if (others.length > 0) {
    throw new Problem(
      `${file}: several functions are called ${name}; name one of ${listOf([only, ...others].map((each) => each.name))}`,
    );
  }
  return only;
}
