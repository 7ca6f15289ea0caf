/** The other door: what the engine sees of one function, as a drawing. */
import type { OpenFile } from './check.js';
import { lostcancel, openLostcancel, type LostcancelOptions } from './checks/lostcancel.js';
import { lostPathsIn } from './checks/lostcancel/lost-paths.js';
import { isRoot } from './flow/build.js';
import { printDot, printMermaid } from './flow/draw.js';
import type { Root } from './flow/graph.js';
import { nameOfPlace, ownerName } from './syntax/naming.js';

/** A function of a file that can be drawn. */
export interface Drawable {
  /** `load`, `Loader.load`, `Loader.constructor`; of the file itself `module`; `undefined` of a function without a name. */
  readonly name: string | undefined;
  /** Where it stands in the text. */
  readonly range: readonly [start: number, end: number];
  /** Draws its graph, and in red the paths on which it loses a cancel function. */
  draw(format: 'dot' | 'mermaid', options?: Partial<LostcancelOptions>): string;
}

/** The functions of a file, and the file itself, in the order of the text. */
export function drawablesOf(file: OpenFile): Drawable[] {
  const { index, source } = file;
  const roots = [
    source.ast,
    ...index.of('FunctionDeclaration'),
    ...index.of('FunctionExpression'),
    ...index.of('ArrowFunctionExpression'),
  ].filter((node) => isRoot(node));
  return roots
    .sort((a, b) => a.range[0] - b.range[0])
    .map((root) => ({
      name: nameOf(root),
      // What stands around the statements belongs to the file too.
      range: root.type === 'Program' ? [0, source.text.length] : root.range,
      draw: (format, options = {}) => draw(file, root, format, options),
    }));
}

function draw(
  file: OpenFile,
  root: Root,
  format: 'dot' | 'mermaid',
  options: Partial<LostcancelOptions>,
): string {
  const { acquisitions, facts, judge } = openLostcancel({
    ...file,
    index: file.index,
    options: { ...lostcancel.defaults, ...options },
  });
  const { graph, lost } = lostPathsIn(root, acquisitions, judge, facts.graphs);
  const print = format === 'dot' ? printDot : printMermaid;
  return print(graph, file.source.text, lost);
}

function nameOf(root: Root): string | undefined {
  if (root.type === 'Program') return 'module';
  const { parent } = root;
  if (parent.type === 'MethodDefinition' && parent.kind === 'constructor') {
    return `${ownerName(parent) ?? 'class'}.constructor`;
  }
  const own = 'id' in root && root.id?.type === 'Identifier' ? root.id.name : undefined;
  return own ?? nameOfPlace(root);
}
