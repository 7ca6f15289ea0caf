/** Doubles of the `Types` port that say what they were asked. */
import { openFile, type OpenFile } from '../check.js';

/** The questions that only look at names or at the text. */
const cheap: ReadonlySet<string> = new Set([
  'reaches',
  'mayBeFactory',
  'mayConcernContext',
  'mayGiveContext',
]);

/** The same file, and a list that grows with each question that may reach a type checker. */
export function countQuestions(file: OpenFile): { file: OpenFile; asked: string[] } {
  const asked: string[] = [];
  const types = new Proxy(file.types, {
    get(target, question: string) {
      if (typeof Reflect.get(target, question) === 'function' && !cheap.has(question)) {
        asked.push(question);
      }
      return Reflect.get(target, question) as unknown;
    },
  });
  return { file: openFile(file.source, types, file.settings), asked };
}
