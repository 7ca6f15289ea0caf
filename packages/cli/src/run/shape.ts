/** The shape of what `check` is given: not everybody has a compiler that checks it. */
import { listOf, Problem } from '../problem.js';
import { isRecord } from '../values.js';
import type { CheckOptions } from './options.js';

/** What a member must be, in words, and whether a value is that. */
interface Shape {
  readonly words: string;
  readonly fits: (value: unknown) => boolean;
}

const isString = (value: unknown): boolean => typeof value === 'string';
/** An empty one would stand for the whole folder. */
const isPath = (value: unknown): boolean => isString(value) && value !== '';

const flag: Shape = { words: 'true or false', fits: (value) => typeof value === 'boolean' };
const paths: Shape = {
  words: 'an array of paths',
  fits: (value) => Array.isArray(value) && value.every(isPath),
};
/** Whoever reads it says what is wrong with it. */
const any: Shape = { words: 'anything', fits: () => true };

const shapes: Readonly<Record<keyof CheckOptions, Shape>> = {
  cwd: { words: 'a path', fits: isPath },
  paths,
  projects: paths,
  text: {
    words: 'an object { path, text } of two strings',
    fits: (value) => isRecord(value) && isPath(value['path']) && isString(value['text']),
  },
  config: any,
  preset: any,
  rules: {
    words: "an array of strings such as 'lostcancel:warn'; rules with options go into config",
    fits: (value) => Array.isArray(value) && value.every(isString),
  },
  throws: any,
  reportUnusedDisableDirectives: flag,
  engine: any,
  cache: flag,
};

/** Throws a `Problem` that names the option and what is allowed. */
export function assertShape(options: unknown): void {
  if (!isRecord(options)) throw new Problem('the options of check must be an object');
  for (const [name, value] of Object.entries(options)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name as keyof CheckOptions] : undefined;
    if (shape === undefined) {
      throw new Problem(
        `there is no option ${JSON.stringify(name)}; known are ${listOf(Object.keys(shapes))}`,
      );
    }
    if (value === undefined || shape.fits(value)) continue;
    throw new Problem(`option ${JSON.stringify(name)} must be ${shape.words}`);
  }
}
