// Writes the parts of the documentation that follow from the checks, between markers: the options of each
// rule page and the table of rules in the README. With --check it writes nothing and fails where they are stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checks } from '@ctxvet/analysis';
import { format, resolveConfig } from 'prettier';

const root = join(import.meta.dirname, '../../..');
const isCheck = process.argv.includes('--check');
const stale = [];

await replace(join(root, 'README.md'), 'rules', ruleTable());
for (const check of checks) {
  await replace(join(root, `rules-docs/${check.name}.md`), 'options', optionsOf(check));
}
if (stale.length > 0) {
  console.error(`stale, run \`npm run docs\`:\n  ${stale.join('\n  ')}`);
  process.exitCode = 1;
}

async function replace(path, part, text) {
  const name = relative(root, path);
  const old = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const between = new RegExp(
    `(<!-- begin generated ${part} -->\n)[^]*?(<!-- end generated ${part} -->)`,
  );
  if (!between.test(old)) {
    stale.push(
      `${name} has no markers <!-- begin generated ${part} --> and <!-- end generated ${part} -->`,
    );
    return;
  }
  const config = { ...(await resolveConfig(path)), filepath: path };
  const written = await format(
    old.replace(between, (_, begin, end) => `${begin}\n${text}\n\n${end}`),
    config,
  );
  if (written === old) return;
  if (isCheck) stale.push(name);
  else writeFileSync(path, written);
}

function ruleTable() {
  const rows = checks.map(({ name, docs, fixable, hasSuggestions }) => {
    const presets = Object.entries(docs.presets).map(
      ([preset, options]) =>
        `\`${preset}\`${Object.keys(options).length > 0 ? ' (with options)' : ''}`,
    );
    const does = [fixable && 'fix', hasSuggestions && 'suggestions'].filter(Boolean).join(', ');
    return `| [${name}](rules-docs/${name}.md) | ${docs.summary} | ${presets.join(', ')} | ${does} |`;
  });
  return ['| rule | what it demands | presets | offers |', '|---|---|---|---|', ...rows].join('\n');
}

function optionsOf({ name, schema, defaults, docs }) {
  const options = Object.entries(schema.properties);
  if (options.length === 0) return 'This rule has no options.';
  return options
    .map(([option, property]) => {
      const preset = Object.entries(docs.presets)
        .filter(([, set]) => Object.hasOwn(set, option))
        .map(([preset, set]) => `\`${preset}\` sets ${code(set[option])}`);
      const facts = [`Type: ${typeOf(property)}`, `default: ${code(defaults[option])}`, ...preset];
      const example = { [option]: exampleOf(property, defaults[option]) };
      return [
        `### \`${option}\``,
        property.description,
        `${facts.join('; ')}.`,
        '```js',
        `rules: { 'ctxvet/${name}': ['error', ${literal(example)}] }`,
        '```',
      ].join('\n\n');
    })
    .join('\n\n')
    .replaceAll(/```js\n\n/g, '```js\n')
    .replaceAll(/\n\n```(?=\n|$)/g, '\n```');
}

function typeOf(property) {
  if (property.enum !== undefined)
    return property.enum
      .map(code)
      .join(', ')
      .replace(/, (?=[^,]*$)/, ' or ');
  if (property.type === 'array') return `array of ${typeOf(property.items)}`;
  const types = property.anyOf ?? property.oneOf;
  if (types !== undefined) return types.map(typeOf).join(' or ');
  return property.type;
}

/** A value that is allowed and not the default: given by the schema, or found. */
function exampleOf(property, byDefault) {
  if (property.examples !== undefined) return property.examples[0];
  if (property.enum !== undefined) return property.enum.find((value) => value !== byDefault);
  if (property.type === 'boolean') return !byDefault;
  throw new Error(`docs: the schema of an option needs "examples": ${JSON.stringify(property)}`);
}

function code(value) {
  return value === undefined ? 'none' : `\`${literal(value)}\``;
}

function literal(value) {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${key}: ${literal(item)}`)
    .join(', ')} }`;
}
