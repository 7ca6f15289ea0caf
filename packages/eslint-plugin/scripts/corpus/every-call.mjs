/**
 * `node every-call.mjs <folder> [--findings]`: follows the result of every call that is bound to a name as if it were a
 * cancel function, for no real code has so many contexts that the engine sees in it how code flows. Prints as JSON how much
 * that was, and complaints: what threw, and which suggestion does not parse. `--findings` adds a line for each finding, by
 * which two versions can be compared.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { parseForESLint } from '@typescript-eslint/parser';
import {
  checks,
  createUncheckedTypes,
  defaultSettings,
  makePositions,
  openFile,
  runCheck,
} from '@ctxvet/analysis';

const { values: flags, positionals } = parseArgs({
  options: { findings: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [folder] = positionals;
const lostcancel = checks.find(({ name }) => name === 'lostcancel');
const seen = { lines: 0, acquisitions: 0, findings: 0, suggestions: 0, milliseconds: 0 };
const complaints = [];
/** What hands on the value of a call. */
const passing = new Set([
  'AwaitExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'TSAsExpression',
  'TSNonNullExpression',
]);

for (const path of sourcesIn(join(folder, 'src'))) followAll(path);
console.log(JSON.stringify({ ...seen, complaints }));

function sourcesIn(at) {
  const names = readdirSync(at, { recursive: true }).filter((name) => /\.[cm]?tsx?$/.test(name));
  return names.map((name) => join(at, name));
}

function followAll(path) {
  const text = readFileSync(path, 'utf8');
  const name = relative(folder, path);
  const source = parse(text, path);
  const { types, count } = typesOf(source);
  const positionOf = makePositions(text);
  for (const throws of ['evident', 'calls', 'none']) {
    const start = process.cpuUsage().user;
    let findings = [];
    try {
      findings = runCheck(openFile(source, types, defaultSettings), lostcancel, { throws });
    } catch (error) {
      const [what, where] = String(error.stack).split('\n');
      complaints.push(`${name} (${throws}) ${what} ${where?.trim()}`);
    }
    seen.milliseconds += (process.cpuUsage().user - start) / 1000;
    seen.findings += findings.length;
    for (const finding of findings) look(finding, { text, path, name, throws, positionOf });
  }
  seen.lines += text.split('\n').length;
  seen.acquisitions += count();
}

function parse(text, path) {
  const options = { filePath: path, range: true, loc: true, jsx: path.endsWith('x') };
  const { ast, scopeManager, visitorKeys } = parseForESLint(text, options);
  return { ast, text, scopes: scopeManager, visitorKeys, path, cwd: folder };
}

/** Answers without a checker, but that each call is a factory whose result is bound; `count` says how many there were. */
function typesOf(source) {
  const factories = new Map();
  const types = {
    ...createUncheckedTypes(source, defaultSettings),
    reaches: () => true,
    mayBeFactory: () => true,
    factory(call) {
      if (!factories.has(call)) factories.set(call, factoryOf(call));
      return factories.get(call);
    },
  };
  return { types, count: () => [...factories.values()].filter(Boolean).length };
}

function factoryOf(call) {
  let value = call;
  let promise = false;
  while (passing.has(value.parent.type)) {
    value = value.parent;
    promise ||= value.type === 'AwaitExpression';
  }
  const target = targetOf(value);
  if (target === undefined) return undefined;
  return { name: 'open', cancel: partIn(target), context: undefined, promise, keeps: 'child' };
}

function targetOf(value) {
  const { parent } = value;
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.init === value ? parent.id : undefined;
    case 'AssignmentExpression':
      return parent.operator === '=' && parent.right === value ? parent.left : undefined;
    case 'PropertyDefinition':
      return parent.value === value ? parent.key : undefined;
    default:
      return undefined;
  }
}

/** Where the function is: of a pattern, in its last part. */
function partIn(target) {
  if (target.type === 'ArrayPattern') return { kind: 'element', index: target.elements.length - 1 };
  const last = target.type === 'ObjectPattern' ? target.properties.at(-1)?.key : undefined;
  return last?.type === 'Identifier' ? { kind: 'property', name: last.name } : { kind: 'whole' };
}

function look(
  { range, messageId, data, suggestions = [] },
  { text, path, name, throws, positionOf },
) {
  const { line } = positionOf(range[0]);
  if (flags.findings) console.log(`${name}:${line} ${throws} ${messageId} ${JSON.stringify(data)}`);
  for (const { edits } of suggestions) {
    seen.suggestions++;
    let changed = text;
    for (const edit of [...edits].reverse()) {
      changed = changed.slice(0, edit.range[0]) + edit.text + changed.slice(edit.range[1]);
    }
    try {
      parse(changed, path);
    } catch (error) {
      complaints.push(`${name}:${line} (${throws}) ${error.message}: ${edits.at(-1).text}`);
    }
  }
}
