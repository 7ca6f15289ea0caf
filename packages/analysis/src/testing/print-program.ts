/** Programs of `programs.ts` as TypeScript. */
import type { Program, Tree } from './programs.js';

/** The program as TypeScript, an acquisition a line; its functions are `run0`, `run1`. */
export function printProgram(program: Program): string {
  const printed = program.map(({ generator, body }, i) =>
    [
      `async function${generator ? '*' : ''} run${String(i)}(p: Context, x, a, b, f, g, u, v, o) {`,
      ...body.map((tree) => print(tree, '  ')),
      '}',
    ].join('\n'),
  );
  return ["import { withCancel, type Context } from '@ctxvet/context';", ...printed, ''].join('\n');
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

function print(tree: Tree, indent: string): string {
  const block = (trees: readonly Tree[]): string =>
    `{\n${trees.map((t) => `${print(t, `${indent}  `)}\n`).join('')}${indent}}`;
  switch (tree.kind) {
    case 'acquire':
      return `${indent}[, ${tree.into}] = withCancel(p); // #${tree.site}`;
    case 'scoped':
      return `${indent}{\n${indent}  const [, k] = withCancel(p); // #${tree.site}\n${tree.body
        .map((t) => `${print(t, `${indent}  `)}\n`)
        .join('')}${indent}}`;
    case 'move':
      return `${indent}${tree.to} = ${tree.from === 'nil' ? 'undefined' : tree.from};`;
    case 'release':
      return `${indent}${tree.of}?.();`;
    case 'give':
      return `${indent}go(${tree.of});`;
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
      const test = `${tree.negated ? '!' : ''}${tree.flag === 'w' ? 'o.w' : tree.flag}`;
      return `${indent}if (${test}) ${block(tree.then)} else ${block(tree.otherwise)}`;
    }
    case 'setFlag':
      return `${indent}${tree.flag} = some;`;
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
        return `${indent}  ${head}\n${clause.map((t) => `${print(t, `${indent}    `)}\n`).join('')}`;
      });
      return `${indent}switch (some) {\n${clauses.join('')}${indent}}`;
    }
    case 'using':
      return `${indent}{\n${indent}  using r = k;\n${tree.body
        .map((t) => `${print(t, `${indent}  `)}\n`)
        .join('')}${indent}}`;
    case 'try': {
      const handler = tree.handler === null ? '' : ` catch ${block(tree.handler)}`;
      const finalizer = tree.finalizer === null ? '' : ` finally ${block(tree.finalizer)}`;
      return `${indent}try ${block(tree.block)}${handler}${finalizer}`;
    }
    case 'close':
      return `${indent}${tree.into} = () => ${block(tree.body)};`;
    case 'call':
      return `${indent}${tree.of}?.();`;
    case 'giveClosure':
      return `${indent}go(${tree.of});`;
  }
}

function labelOf({ label }: { readonly label: boolean }): string {
  return label ? 'l: ' : '';
}
