/**
 * Writes the code base that the benchmarks lint: a made-up company's services, 800 files and more, from a fixed seed.
 * Types flow across files; four files in ten work with contexts, a quarter of those only through wrappers; the wrappers
 * share their names (`start`, `open`, `begin`, `acquire`) with ordinary methods that every file calls.
 *
 * A line that holds a fault ends in `// fault: <rule>`: what a run must find, no more and no less.
 */
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { libraryFiles } from './code-base/library.mjs';
import { mapperFile, modelFile, reportFile, validatorFile } from './code-base/plain.mjs';
import { clientFile, repositoryFile, serviceFile } from './code-base/scoped.mjs';
import { smallFiles } from './code-base/small.mjs';
import { workerFile } from './code-base/worker.mjs';

const root = join(import.meta.dirname, '../../..');
const require = createRequire(import.meta.url);

/**
 * Writes the code base to `folder`, which it empties first; `small` makes files of about 20 lines instead of 90, and leaves
 * the types of Node out, so that the compiler's own work is what its code makes of it.
 * Returns the faults as `src/…/file.ts:line rule` in no order, and how much there is of it.
 */
export function writeCodeBase(folder, { domains = 100, seed = 20_240_607, small = false } = {}) {
  const files = codeBase(domains, seed, small ? smallFiles : largeFiles);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify(tsconfigWith(small ? [] : ['node']), null, 2),
  );
  installRuntime(join(folder, 'node_modules'));
  const texts = [...files.values()];
  return {
    faults: [...files].flatMap(([path, text]) => faultsIn(path, text)),
    files: texts.length,
    lines: texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0),
    withContexts: texts.filter((text) => /\b(?:ctx|Context)\b/.test(text)).length,
  };
}

function tsconfigWith(types) {
  return {
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
      module: 'NodeNext',
      types,
      strict: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      noEmit: true,
    },
    include: ['src'],
  };
}

const largeFiles = {
  'model.ts': modelFile,
  'mapper.ts': mapperFile,
  'validator.ts': validatorFile,
  'report.ts': reportFile,
  'repository.ts': repositoryFile,
  'service.ts': serviceFile,
  'client.ts': clientFile,
  'worker.ts': workerFile,
};

function codeBase(count, seed, filesOfDomain) {
  const random = makeRandom(seed);
  const domains = Array.from({ length: count }, (_, i) => makeDomain(i, random));
  const files = new Map(Object.entries(libraryFiles));
  domains.forEach((domain, i) => {
    // Neighbours, so that types cross the borders of domains.
    domain.related = unique([1, 7, 31].map((step) => domains[(i + step) % count]));
    for (const [name, fileOf] of Object.entries(filesOfDomain)) {
      files.set(`src/${domain.folder}/${name}`, fileOf(domain));
    }
  });
  return files;
}

const nouns =
  'account address article asset batch booking campaign cart claim contract courier customer delivery device discount employee invoice issue item ledger listing location member message order pallet parcel partner payment payout plan policy price product profile project quote receipt refund region reservation rebate review route schedule shipment stock store supplier tenant ticket transfer unit vehicle vendor voucher warehouse'.split(
    ' ',
  );
const areas = ['retail', 'finance', 'logistics', 'support'];
const fieldNames =
  'label state weight total currency owner priority region notes score rank channel reference quantity rating locale source amount origin target level'.split(
    ' ',
  );
const fieldTypes = ['string', 'number', 'boolean', 'Date', 'string[]', 'number | undefined'];

/** `retail` … `support`, and then `retail2`: a company of any size has folders of its own for each domain. */
function areaOf(index) {
  const round = Math.floor(index / areas.length);
  return `${areas[index % areas.length]}${round === 0 ? '' : round + 1}`;
}

/** A part of the company: an entity with its fields, and what kind of faults its files hold. */
function makeDomain(index, random) {
  const noun = nouns[index % nouns.length];
  const area = areaOf(Math.floor(index / nouns.length));
  const names = shuffled(fieldNames, random).slice(0, 4 + Math.floor(random() * 6));
  return {
    folder: `${area}/${noun}`,
    area,
    noun,
    Entity: noun[0].toUpperCase() + noun.slice(1),
    fields: names.map((name, i) => ({
      name,
      // Two of them are certain, because every file needs something to add up and to group by.
      type: ['number', 'string'][i] ?? fieldTypes[Math.floor(random() * fieldTypes.length)],
    })),
    // Eight domains in ten know contexts, with four files each: four files in ten.
    scoped: index % 5 !== 4,
    timeout: 100 * (1 + Math.floor(random() * 50)),
    fault: index % 10 === 3 ? (index - 3) / 10 : undefined,
  };
}

function shuffled(list, random) {
  return list
    .map((value) => [random(), value])
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);
}

/** One domain a name, so that imports do not clash. */
function unique(domains) {
  return [...new Map(domains.map((domain) => [domain.noun, domain])).values()];
}

/** Mulberry32: small, and the same on every machine. */
function makeRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function faultsIn(path, text) {
  return text.split('\n').flatMap((line, i) => {
    const rule = /\/\/ fault: (\S+)$/.exec(line)?.[1];
    return rule === undefined ? [] : [`${path}:${i + 1} ${rule}`];
  });
}

/** The runtime as npm installs it: a copy, because a link would be resolved into our own sources. */
function installRuntime(folder) {
  const context = join(folder, '@ctxvet/context');
  const built = join(root, 'packages/context');
  mkdirSync(join(context, 'dist'), { recursive: true });
  cpSync(join(built, 'package.json'), join(context, 'package.json'));
  for (const name of readdirSync(join(built, 'dist'))) {
    if (name.endsWith('.d.ts')) cpSync(join(built, 'dist', name), join(context, 'dist', name));
  }
  for (const name of ['@types/node', 'undici-types']) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    symlinkSync(dirname(require.resolve(`${name}/package.json`)), join(folder, name), 'dir');
  }
}
