/** The page of a rule, as Markdown, or as a terminal shows it. */
import { existsSync, readFileSync } from 'node:fs';
import { pageUrl, type Check } from '@ctxvet/analysis';

// Beside `dist` in the package; in this code base the pages stand at the top, for they belong to no host.
const folders = ['../rules-docs/', '../../../rules-docs/'];

/** The page of a rule, as it is written, with links that lead to the pages of others from everywhere. */
export function pageOf(check: Check): string {
  const { name } = check;
  const urls = folders.map((folder) => new URL(`${folder}${name}.md`, import.meta.url));
  const url = urls.find((each) => existsSync(each));
  if (url === undefined) throw new Error(`the page of ${name} is not in the package`);
  return readFileSync(url, 'utf8')
    .replaceAll(/<!--.*?-->\n*/g, '')
    .replaceAll(/(?<=\]\()[\w-]+\.md\b/g, (link) => new URL(link, pageUrl(check)).href);
}

/** The page with headings, tables and code drawn for a terminal. */
export async function drawPage(check: Check, width: number): Promise<string> {
  const [{ Marked }, { markedTerminal }, { default: wrap }] = await Promise.all([
    import('marked'),
    import('marked-terminal'),
    import('wrap-ansi'),
  ]);
  const marked = new Marked();
  // The declarations of the two packages are of different times.
  marked.use(markedTerminal({ width, reflowText: true }) as Parameters<typeof marked.use>[0], {
    // Where no language is named, one would be guessed: messages would be painted as code.
    walkTokens(token) {
      if (token.type === 'code' && !token.lang) token.lang = 'plaintext';
    },
    renderer: {
      // The text of a list's item has parts of its own, which would stay as they are written, in lines as they are written.
      text(token) {
        if (!('tokens' in token)) return token.text;
        return this.parser.parseInline(token.tokens).replaceAll('\n', ' ');
      },
    },
  });
  const lines = (await marked.parse(pageOf(check))).split('\n');
  // Paragraphs are wrapped, but items are not.
  const wrapped = lines.map((line) => {
    const [head = ''] = /^ *\* /.exec(line) ?? [];
    if (head === '') return line;
    const item = wrap(line.slice(head.length), Math.max(width - head.length, 20));
    return head + item.replaceAll('\n', `\n${' '.repeat(head.length)}`);
  });
  return wrapped.join('\n');
}
