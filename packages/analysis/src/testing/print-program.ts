/** Programs of `programs.ts` as TypeScript. */
import { hasList, isMethod, isNamed } from './flags.js';
import type { Fixed, FlagQuestion, Program, RandomFunction, Tree } from './programs.js';

/** The program as TypeScript, an acquisition a line; its functions are `run0`, `run1`. */
export function printProgram(program: Program): string {
  const printed = program.map((fn, i) =>
    [
      `async function${fn.generator ? '*' : ''} run${String(i)}(p: Context, x, a, b, f, g, u, v, o) {`,
      ...declarations(fn),
      ...fn.body.map((tree) => print(tree, '  ', { fixed: fn.fixed, isInside: false })),
      '}',
    ].join('\n'),
  );
  return [
    "import { throwIfDone, withCancel, type Context } from '@ctxvet/context';",
    ...printed,
    '',
  ].join('\n');
}

/** The line of each acquisition, by its number. */
export function linesOfSites(text: string): Map<number, number> {
  const lines = new Map<number, number>();
  text.split('\n').forEach((line, i) => {
    const site = /\/\/ #(\d+)$/.exec(line)?.[1];
    if (site !== undefined) lines.set(i + 1, Number(site));
  });
  return lines;
}

/** What a function declares at its top: its flags, and its closure. */
function declarations(fn: RandomFunction): string[] {
  const { flags, fixed } = fn;
  const inside = { fixed, isInside: isMethod(fixed) };
  const printed = fixed?.body.map((tree) => `${print(tree, '    ', inside)}\n`).join('') ?? '';
  const method = isMethod(fixed) ? `, h() {\n${printed}  }` : '';
  const lines: string[] = [];
  if (hasList(fn)) lines.push('  const t = [];');
  if (isNamed('l', fn)) lines.push(`  let l = ${String(flags.l)};`);
  if (method !== '' || isNamed('d', fn))
    lines.push(`  const s = { d: ${String(flags.d)}${method} };`);
  if (fixed !== null && method === '') lines.push(`  const h = () => {\n${printed}  };`);
  return lines;
}

/** Where a statement stands. */
interface Around {
  readonly fixed: Fixed | null;
  /** In the method. */
  readonly isInside: boolean;
}

function nameOf(name: string, { fixed, isInside }: Around): string {
  switch (name) {
    case 'w':
      return 'o.w';
    case 'd':
      return isInside ? 'this.d' : 's.d';
    case 'h':
      return isMethod(fixed) ? 's.h' : 'h';
    default:
      return name;
  }
}

function print(tree: Tree, indent: string, around: Around): string {
  const block = (trees: readonly Tree[]): string =>
    `{\n${trees.map((t) => `${print(t, `${indent}  `, around)}\n`).join('')}${indent}}`;
  switch (tree.kind) {
    case 'acquire':
      return `${indent}[, ${tree.into}] = withCancel(p); // #${tree.site}`;
    case 'scoped':
      return `${indent}{\n${indent}  const [c, k] = withCancel(p); // #${tree.site}\n${tree.body
        .map((t) => `${print(t, `${indent}  `, around)}\n`)
        .join('')}${indent}}`;
    case 'move':
      return `${indent}${tree.to} = ${tree.from === 'nil' ? 'undefined' : tree.from};`;
    case 'release':
      return `${indent}${tree.of}?.();`;
    case 'give':
      return `${indent}go(${tree.of});`;
    case 'fill':
      return `${indent}t.push(${tree.of});`;
    case 'drain':
      return `${indent}for (const c of t) c?.();`;
    case 'returnHolder':
      return `${indent}return ${tree.of};`;
    case 'work':
      return `${indent}go();`;
    case 'await':
      return `${indent}await x;`;
    case 'yield':
      return `${indent}yield;`;
    case 'return':
    case 'break':
    case 'continue':
      return `${indent}${tree.kind};`;
    case 'throw':
      return `${indent}throw x;`;
    case 'if':
      // A global that the program does not declare may be another each time.
      return `${indent}if (some) ${block(tree.then)} else ${block(tree.otherwise)}`;
    case 'ifFlag': {
      const asked = questions[tree.asks](nameOf(tree.flag, around));
      const test = tree.negated ? `!(${asked})` : asked;
      return `${indent}if (${test}) ${block(tree.then)} else ${block(tree.otherwise)}`;
    }
    case 'setFlag':
      return `${indent}${nameOf(tree.flag, around)} = ${String(tree.to)};`;
    case 'ifDone':
      return `${indent}if (c.err()) ${block(tree.then)} else ${block(tree.otherwise)}`;
    case 'checkDone':
      return `${indent}throwIfDone(c);`;
    case 'untilDone':
      return `${indent}await c.done();`;
    case 'ifHeld':
      return `${indent}if (${tree.of}) ${block(tree.then)} else ${block(tree.otherwise)}`;
    case 'while':
      return `${indent}${labelOf(tree)}while (some) ${block(tree.body)}`;
    case 'doWhile':
      return `${indent}${labelOf(tree)}do ${block(tree.body)} while (some);`;
    case 'for':
      return `${indent}${labelOf(tree)}for (; some; ) ${block(tree.body)}`;
    case 'label':
      return `${indent}l: ${block(tree.body)}`;
    case 'breakLabel':
      return `${indent}break l;`;
    case 'continueLabel':
      return `${indent}continue l;`;
    case 'switch': {
      const clauses = tree.clauses.map((clause, i) => {
        const isDefault = tree.otherwise && i === tree.clauses.length - 1;
        const head = isDefault ? 'default:' : 'case some:';
        return `${indent}  ${head}\n${clause.map((t) => `${print(t, `${indent}    `, around)}\n`).join('')}`;
      });
      return `${indent}switch (some) {\n${clauses.join('')}${indent}}`;
    }
    case 'using':
      return `${indent}{\n${indent}  using r = k;\n${tree.body
        .map((t) => `${print(t, `${indent}  `, around)}\n`)
        .join('')}${indent}}`;
    case 'try': {
      const handler = tree.handler === null ? '' : ` catch ${block(tree.handler)}`;
      const finalizer = tree.finalizer === null ? '' : ` finally ${block(tree.finalizer)}`;
      return `${indent}try ${block(tree.block)}${handler}${finalizer}`;
    }
    case 'close':
      return `${indent}${tree.into} = () => ${block(tree.body)};`;
    case 'call':
      return `${indent}${nameOf(tree.of, around)}${tree.of === 'h' ? '' : '?.'}();`;
    case 'giveClosure':
      // Without its object a method has no `this`.
      return `${indent}go(${tree.of === 'h' && isMethod(around.fixed) ? 's' : tree.of});`;
  }
}

function labelOf({ label }: { readonly label: boolean }): string {
  return label ? 'l: ' : '';
}

const questions: Readonly<Record<FlagQuestion, (name: string) => string>> = {
  truthy: (name) => name,
  defined: (name) => `${name} !== undefined`,
  large: (name) => `${name} > 1`,
};
