/** Runs a check on a program in memory, with a type checker and without. */
import { parseForESLint } from '@typescript-eslint/parser';
import ts from 'typescript';
import { openFile, runCheck, type OpenFile } from '../check.js';
import type { Check } from '../checks/check.js';
import type { Edit } from '../report/finding.js';
import { defaultSettings, type Settings } from '../syntax/source.js';
import { createCheckedTypes } from '../types/checked.js';
import { createUncheckedTypes } from '../types/unchecked.js';
import { parseSource } from './parse.js';
import { runtimeTypes } from './runtime-types.js';

/** Other files of a program, by path from its folder `/project/src`. */
export type Files = Readonly<Record<string, string>>;

const folder = '/project/src';
const runtime = '/project/node_modules/@ctxvet/context/index.d.ts';

/** The file as a host without a checker opens it. */
export function openUnchecked(text: string, settings: Partial<Settings> = {}): OpenFile {
  const source = parseSource(text, `${folder}/file.ts`);
  const all = { ...defaultSettings, ...settings };
  return openFile(source, createUncheckedTypes(source, all), all);
}

/** The file as a host with a checker opens it, in a program that has the runtime's declarations. */
export function openChecked(
  text: string,
  files: Files = {},
  settings: Partial<Settings> = {},
  name = 'file.ts',
  more: ts.CompilerOptions = {},
): OpenFile {
  const path = `${folder}/${name}`;
  const texts = new Map([
    [path, text],
    [runtime, runtimeTypes],
  ]);
  for (const [other, content] of Object.entries(files)) texts.set(`${folder}/${other}`, content);
  const program = makeProgram(texts, more);
  const { ast, scopeManager, visitorKeys, services } = parseForESLint(text, {
    filePath: path,
    programs: [program],
    range: true,
    loc: true,
  });
  const source = { ast, text, scopes: scopeManager, visitorKeys, path, cwd: '/project' };
  const all = { ...defaultSettings, ...settings };
  if (services.program === null) throw new Error('no program');
  const file = services.program.getSourceFile(path)!;
  return openFile(source, createCheckedTypes(source, { ...services, file }, all), all);
}

/** What a check finds, as `line: messageId` in source order. */
export function findingsOf<Options extends object>(
  file: OpenFile,
  check: Check<Options>,
  options: Partial<Options> = {},
): string[] {
  return runCheck(file, check, options).map(({ range, messageId }) => {
    const line = file.source.text.slice(0, range[0]).split('\n').length;
    return `${line}: ${messageId}`;
  });
}

/** What becomes of a program when fixes are applied one at a time, the first first, until a check offers none. */
export function fixedBy(
  text: string,
  check: Check,
  open: (text: string) => OpenFile = openUnchecked,
): string {
  let fixed = text;
  for (let turn = 0; turn < 50; turn++) {
    const fix = runCheck(open(fixed), check).find((finding) => finding.fix)?.fix;
    if (fix === undefined) return fixed;
    fixed = withEdits(fixed, fix);
  }
  throw new Error(`fixes find no end:\n${fixed}`);
}

/** A text with edits made that do not overlap. Throws where they are not in order. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  let made = '';
  let at = 0;
  for (const { range, text: inserted } of edits) {
    if (range[0] < at) throw new Error('edits are not in order');
    made += text.slice(at, range[0]) + inserted;
    at = range[1];
  }
  return made + text.slice(at);
}

/** A double of the port that writes down which questions it was asked. */
export function askedOf(file: OpenFile): { file: OpenFile; asked: string[] } {
  const asked: string[] = [];
  const types = new Proxy(file.types, {
    get(target, name) {
      const answer = Reflect.get(target, name) as unknown;
      if (typeof answer !== 'function') return answer;
      return (...args: unknown[]) => {
        asked.push(String(name));
        return Reflect.apply(answer, target, args) as unknown;
      };
    },
  });
  return { file: openFile(file.source, types, file.settings), asked };
}

const options: ts.CompilerOptions = {
  strict: true,
  allowJs: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
  types: [],
};

const host = ts.createCompilerHost(options, true);
const parsed = new Map<string, ts.SourceFile | undefined>();

function makeProgram(texts: ReadonlyMap<string, string>, more: ts.CompilerOptions): ts.Program {
  return ts.createProgram({
    rootNames: [...texts.keys()].filter((path) => path.startsWith(folder)),
    options: { ...options, ...more },
    host: {
      ...host,
      getCurrentDirectory: () => '/project',
      fileExists: (path) => texts.has(path),
      directoryExists: (path) => [...texts.keys()].some((each) => each.startsWith(`${path}/`)),
      getDirectories: () => [],
      realpath: (path) => path,
      readFile: (path) => texts.get(path),
      getSourceFile(path, language) {
        const text = texts.get(path);
        // A file that did not change is the same in the next program, as in an editor.
        if (text !== undefined) {
          const key = `${path} ${text}`;
          if (!parsed.has(key)) parsed.set(key, ts.createSourceFile(path, text, language, true));
          return parsed.get(key);
        }
        // Libraries are the same for all programs.
        if (!parsed.has(path)) parsed.set(path, host.getSourceFile(path, language));
        return parsed.get(path);
      },
    },
  });
}
