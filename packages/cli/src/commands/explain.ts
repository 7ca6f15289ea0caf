/** `ctxvet --explain lostcancel`. */
import { checkNamed } from '../config/named.js';
import { hasColors, print, widthOf, type Io } from '../io.js';
import { drawPage, pageOf } from '../pages.js';

/** Prints the page of a rule: drawn on a terminal, as Markdown for everybody else. */
export async function explain(name: string, outputFile: string | undefined, io: Io): Promise<void> {
  const check = checkNamed(name, '--explain');
  const { stdout } = io;
  const isDrawn = outputFile === undefined && hasColors(io, stdout);
  const page = isDrawn ? await drawPage(check, widthOf(stdout) ?? 80) : pageOf(check);
  print(page, outputFile, io);
}
