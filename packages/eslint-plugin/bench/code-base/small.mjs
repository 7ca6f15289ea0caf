/** The files of a domain in about twenty lines each: a code base of many small modules. */

/** An interface, ids of neighbours, a guard. */
function modelFile({ Entity, noun, fields, related }) {
  return `${related.map((other) => `import type { ${other.Entity}Id } from '../../${other.folder}/model.js';`).join('\n')}

export type ${Entity}Id = string & { readonly __${noun}: true };

export interface ${Entity} {
  readonly id: ${Entity}Id;
  readonly status: 'active' | 'closed';
${fields
  .slice(0, 4)
  .map(({ name, type }) => `  readonly ${name}: ${type};`)
  .join('\n')}
${related.map((other) => `  readonly ${other.noun}Id: ${other.Entity}Id | undefined;`).join('\n')}
}

export type ${Entity}Patch = Partial<Omit<${Entity}, 'id'>>;

export function is${Entity}Open({ status }: ${Entity}): boolean {
  return status !== 'closed';
}
`;
}

/** From rows of the database to entities. */
function mapperFile({ Entity, noun }) {
  return `import { fail, ok, type Result } from '../../lib/result.js';
import type { ${Entity}, ${Entity}Id } from './model.js';

export type ${Entity}Row = { readonly [Key in keyof ${Entity}]: ${Entity}[Key] | null };

export function isWhole(row: ${Entity}Row): row is ${Entity}Row & ${Entity} {
  return Object.values(row).every((value) => value !== null);
}

export function read${Entity}(row: ${Entity}Row | undefined): Result<${Entity}> {
  if (row === undefined) return fail(new Error('no such ${noun}'));
  return isWhole(row) ? ok(row) : fail(new Error(\`part of \${row.id ?? '${noun}'} is missing\`));
}

export function idOf(text: string): ${Entity}Id {
  return text as ${Entity}Id;
}
`;
}

/** Checks of what comes from outside. */
function validatorFile({ Entity, fields }) {
  const [number, text] = fields;
  return `import type { ${Entity}, ${Entity}Patch } from './model.js';

export interface Problem {
  readonly field: keyof ${Entity};
  readonly message: string;
}

export function problemsIn(patch: ${Entity}Patch): Problem[] {
  const problems: Problem[] = [];
  const { ${number.name}, ${text.name} } = patch;
  if (${number.name} !== undefined && ${number.name} < 0) {
    problems.push({ field: '${number.name}', message: 'must not be negative' });
  }
  if (${text.name} === '') problems.push({ field: '${text.name}', message: 'must not be empty' });
  return problems;
}

export function isSame(a: ${Entity}, b: ${Entity}): boolean {
  return a.${number.name} === b.${number.name} && a.${text.name} === b.${text.name};
}
`;
}

/** Sums. */
function reportFile({ Entity, noun, fields }) {
  const [number, text] = fields;
  return `import { groupBy, sumOf } from '../../lib/lists.js';
import { is${Entity}Open, type ${Entity} } from './model.js';

export interface ${Entity}Line {
  readonly ${text.name}: string;
  readonly open: number;
  readonly ${number.name}: number;
}

export function report${Entity}s(all: readonly ${Entity}[]): ${Entity}Line[] {
  const groups = groupBy(all, (${noun}) => ${noun}.${text.name});
  return [...groups].map(([${text.name}, ${noun}s]) => ({
    ${text.name},
    open: ${noun}s.filter(is${Entity}Open).length,
    ${number.name}: sumOf(${noun}s, (${noun}) => ${noun}.${number.name}),
  }));
}
`;
}

/** The database's side: the runtime itself, with a timeout. */
function repositoryFile({ Entity, noun, scoped, timeout, fault }) {
  const query = (options) =>
    `const [row] = await this.database.query<${Entity}Row>(sql, [id]${options});`;
  const head = `import type { Database } from '../../lib/database.js';
import type { Result } from '../../lib/result.js';
import { read${Entity}, type ${Entity}Row } from './mapper.js';
import type { ${Entity}, ${Entity}Id } from './model.js';

const sql = 'select * from ${noun} where id = $1';

export class ${Entity}Repository {
  constructor(private readonly database: Database) {}
`;
  if (!scoped) {
    return `${head}
  async find(id: ${Entity}Id): Promise<Result<${Entity}>> {
    ${query('')}
    return read${Entity}(row);
  }
}
`;
  }
  const find = 'async find(ctx: Context, id: ' + `${Entity}Id): Promise<Result<${Entity}>> {`;
  const acquire = `const [child, cancel] = withTimeout(ctx, ${timeout});`;
  const body =
    fault === undefined
      ? `    ${acquire}
    try {
      ${query(', { signal: child.signal }')}
      return read${Entity}(row);
    } finally {
      cancel();
    }`
      : `    ${acquire} // fault: ctxvet/lostcancel
    ${query(', { signal: child.signal }')}
    cancel();
    return read${Entity}(row);`;
  return `import { withTimeout, type Context } from '@ctxvet/context';
${head}
  ${find}
${body}
  }
}
`;
}

/** What handlers call. Here stand the faults of the rules about parameters, fields and keys. */
function serviceFile({ Entity, scoped, fault }) {
  const ctx = scoped ? 'ctx: Context, ' : '';
  const call = scoped ? 'ctx, ' : '';
  const bad = (at) => scoped && fault !== undefined && fault % 3 === at;
  return `${scoped ? `import { ${bad(0) ? 'withValue, ' : ''}type Context } from '@ctxvet/context';\n` : ''}import { Cache } from '../../lib/cache.js';
import type { ${Entity}, ${Entity}Id } from './model.js';
import type { ${Entity}Repository } from './repository.js';

export class ${Entity}Service {
  private readonly known = new Cache<${Entity}Id, ${Entity}>(5_000);
${bad(1) ? '  private last: Context | undefined; // fault: ctxvet/no-context-in-struct\n' : ''}
  constructor(private readonly repository: ${Entity}Repository) {}

  async get(${ctx}id: ${Entity}Id): Promise<${Entity}> {
${bad(1) ? '    this.last = ctx;\n' : ''}    return this.known.load(id, async (key) => {
      const found = await this.repository.find(${call}key);
      if (!found.ok) throw found.error;
      return found.value;
    });
  }
${
  bad(0)
    ? `
  as(ctx: Context, caller: string): Context {
    return withValue(ctx, Symbol.for('caller'), caller); // fault: ctxvet/string-key-in-WithValue
  }
`
    : ''
}${
    bad(2)
      ? `
  async touch(id: ${Entity}Id, ctx: Context): Promise<boolean> { // fault: ctxvet/ctx-first-param
    return (await this.get(ctx, id)).status === 'active';
  }
`
      : ''
  }}
`;
}

/** Another service's side: knows contexts only through the wrappers of the library. */
function clientFile({ Entity, noun, scoped }) {
  const get = (signal) => `http.get<${Entity}Row>(\`/${noun}/\${id}\`${signal})`;
  return `import type { HttpClient } from '../../lib/http.js';
import { createLogger } from '../../lib/logger.js';
${scoped ? `import { open } from '../../lib/scopes.js';\n` : ''}import { read${Entity}, type ${Entity}Row } from './mapper.js';
import type { ${Entity}, ${Entity}Id } from './model.js';

const log = createLogger('${noun}.client');

export async function fetch${Entity}(http: HttpClient, id: ${Entity}Id): Promise<${Entity} | undefined> {
${
  scoped
    ? `  const { ctx, cancel } = open('${noun}');
  try {
    const { body } = await ${get(', ctx.signal')};
    const found = read${Entity}(body);
    if (!found.ok) log.error('fetch', found.error);
    return found.ok ? found.value : undefined;
  } finally {
    cancel();
  }`
    : `  const { body } = await ${get('')};
  const found = read${Entity}(body);
  if (!found.ok) log.error('fetch', found.error);
  return found.ok ? found.value : undefined;`
}
}
`;
}

/** A loop in the background. */
function workerFile({ Entity, scoped, timeout, fault }) {
  const bad = scoped && fault !== undefined && fault % 2 === 1;
  return `${scoped ? `import * as context from '@ctxvet/context';\n` : ''}import { attempt } from '../../lib/result.js';
import type { ${Entity}Id } from './model.js';
import type { ${Entity}Service } from './service.js';

export class ${Entity}Worker {
  private readonly ids: ${Entity}Id[] = [];

  constructor(private readonly service: ${Entity}Service) {}

  async run(${scoped ? 'ctx: context.Context' : ''}): Promise<number> {
    let failed = 0;
    for (const id of this.ids) {
${
  scoped
    ? `      const [child, cancel] = context.withTimeout(ctx, ${timeout});${bad ? ' // fault: ctxvet/lostcancel' : ''}
${bad ? '      if (failed > 5) break;\n' : ''}      const done = await attempt(() => this.service.get(child, id))${bad ? '' : '.finally(cancel)'};
${bad ? '      cancel();\n' : ''}`
    : `      const done = await attempt(() => this.service.get(id));
`
}      if (!done.ok) failed += 1;
    }
    return failed;
  }
}
`;
}

/** By their names in the folder of a domain. */
export const smallFiles = {
  'model.ts': modelFile,
  'mapper.ts': mapperFile,
  'validator.ts': validatorFile,
  'report.ts': reportFile,
  'repository.ts': repositoryFile,
  'service.ts': serviceFile,
  'client.ts': clientFile,
  'worker.ts': workerFile,
};
