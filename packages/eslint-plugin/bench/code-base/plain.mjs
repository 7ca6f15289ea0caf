/** Files of a domain that know no contexts: the model, rows and data objects, checks of input, reports. */

/** Interfaces, an enumeration, guards; ids of neighbours. */
export function modelFile({ Entity, noun, fields, related }) {
  return `import type { Result } from '../../lib/result.js';
${related.map((other) => `import type { ${other.Entity}Id } from '../../${other.folder}/model.js';`).join('\n')}

export type ${Entity}Id = string & { readonly __${noun}: true };

export enum ${Entity}Status {
  Draft = 'draft',
  Active = 'active',
  Closed = 'closed',
}

export interface ${Entity} {
  readonly id: ${Entity}Id;
  readonly status: ${Entity}Status;
  readonly createdAt: Date;
${fields.map(({ name, type }) => `  readonly ${name}: ${type};`).join('\n')}
${related.map((other) => `  readonly ${other.noun}Id: ${other.Entity}Id | undefined;`).join('\n')}
}

export type ${Entity}Draft = Omit<${Entity}, 'id' | 'status' | 'createdAt'>;
export type ${Entity}Patch = Partial<${Entity}Draft>;

export interface ${Entity}Events {
  readonly created: ${Entity};
  readonly changed: { readonly before: ${Entity}; readonly after: ${Entity} };
  readonly closed: { readonly id: ${Entity}Id; readonly reason: string };
}

export class ${Entity}Error extends Error {
  override readonly name = '${Entity}Error';

  constructor(
    readonly id: ${Entity}Id | undefined,
    message: string,
  ) {
    super(message);
  }
}

export type ${Entity}Result<T = ${Entity}> = Result<T, ${Entity}Error>;

export function is${Entity}Status(text: string): text is ${Entity}Status {
  return Object.values<string>(${Entity}Status).includes(text);
}

export function is${Entity}Open(${noun}: ${Entity}): boolean {
  return ${noun}.status !== ${Entity}Status.Closed;
}

export function changed${Entity}(${noun}: ${Entity}, patch: ${Entity}Patch): ${Entity} {
  return { ...${noun}, ...patch };
}

export function compare${Entity}s(a: ${Entity}, b: ${Entity}): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || a.id.localeCompare(b.id);
}
`;
}

/** From rows of the database to entities and to what clients see. */
export function mapperFile({ Entity, noun, fields, related }) {
  return `import { collect, fail, mapResult, ok } from '../../lib/result.js';
import { ${Entity}Error, ${Entity}Status, is${Entity}Status } from './model.js';
import type { ${Entity}, ${Entity}Draft, ${Entity}Id, ${Entity}Result } from './model.js';

export interface ${Entity}Row {
  readonly id: string;
  readonly status: string;
  readonly created_at: string;
${fields.map(({ name, type }) => `  readonly ${name}: ${rowType(type)};`).join('\n')}
${related.map((other) => `  readonly ${other.noun}_id: string | null;`).join('\n')}
}

export interface ${Entity}View {
  readonly id: string;
  readonly status: string;
  readonly age: number;
${fields.map(({ name }) => `  readonly ${name}: string;`).join('\n')}
}

export function to${Entity}(row: ${Entity}Row): ${Entity} {
  return {
    id: row.id as ${Entity}Id,
    status: is${Entity}Status(row.status) ? row.status : ${Entity}Status.Draft,
    createdAt: new Date(row.created_at),
${fields.map(({ name, type }) => `    ${name}: ${fromRow(`row.${name}`, type)},`).join('\n')}
${related.map((other) => `    ${other.noun}Id: (row.${other.noun}_id ?? undefined) as ${Entity}['${other.noun}Id'],`).join('\n')}
  };
}

export function toValues(draft: ${Entity}Draft): unknown[] {
  return [
${fields.map(({ name }) => `    draft.${name},`).join('\n')}
${related.map((other) => `    draft.${other.noun}Id ?? null,`).join('\n')}
  ];
}

export function toView(${noun}: ${Entity}, now = Date.now()): ${Entity}View {
  return {
    id: ${noun}.id,
    status: ${noun}.status.toUpperCase(),
    age: now - ${noun}.createdAt.getTime(),
${fields.map(({ name }) => `    ${name}: String(${noun}.${name}),`).join('\n')}
  };
}

export function read${Entity}(row: ${Entity}Row | undefined): ${Entity}Result {
  if (row === undefined) return fail(new ${Entity}Error(undefined, 'no such ${noun}'));
  if (!is${Entity}Status(row.status)) {
    return fail(new ${Entity}Error(row.id as ${Entity}Id, \`unknown status \${row.status}\`));
  }
  return ok(to${Entity}(row));
}

export function read${Entity}s(rows: readonly ${Entity}Row[]): ${Entity}Result<${Entity}View[]> {
  return mapResult(collect(rows.map((row) => read${Entity}(row))), (${noun}s) =>
    ${noun}s.map((${noun}) => toView(${noun})),
  );
}
`;
}

/** Checks of what comes from outside. */
export function validatorFile({ Entity, noun, fields, related }) {
  return `import { fail, ok } from '../../lib/result.js';
import { ${Entity}Error } from './model.js';
import type { ${Entity}, ${Entity}Draft, ${Entity}Result } from './model.js';

type Checks<T> = { readonly [Key in keyof T]?: (value: unknown) => string | undefined };

export interface Problem {
  readonly field: keyof ${Entity}Draft;
  readonly message: string;
}

const checks: Checks<${Entity}Draft> = {
${fields.map(({ name, type }) => `  ${name}: (value) => (${testOf(type)} ? undefined : '${name} must be a ${type.replaceAll("'", '')}'),`).join('\n')}
};

export function problemsOf(input: Readonly<Record<string, unknown>>): Problem[] {
  const problems: Problem[] = [];
  for (const [field, check] of Object.entries(checks)) {
    const message = check(input[field]);
    if (message !== undefined) problems.push({ field: field as keyof ${Entity}Draft, message });
  }
  return problems;
}

export function read${Entity}Draft(text: string): ${Entity}Result<${Entity}Draft> {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    return fail(new ${Entity}Error(undefined, error instanceof Error ? error.message : 'no JSON'));
  }
  if (typeof input !== 'object' || input === null) {
    return fail(new ${Entity}Error(undefined, 'a ${noun} must be an object'));
  }
  const record = input as Readonly<Record<string, unknown>>;
  const [problem] = problemsOf(record);
  if (problem !== undefined) {
    return fail(new ${Entity}Error(undefined, \`\${problem.field}: \${problem.message}\`));
  }
  return ok({
${fields.map(({ name }) => `    ${name}: record['${name}'] as ${Entity}['${name}'],`).join('\n')}
${related.map((other) => `    ${other.noun}Id: undefined,`).join('\n')}
  });
}

export function isSame(a: ${Entity}, b: ${Entity}): boolean {
  return (
    a.id === b.id &&
${fields.map(({ name, type }) => `    ${sameOf(name, type)}`).join(' &&\n')}
  );
}
`;
}

/** Sums and tables over this entity and its neighbours'; shares the names of wrappers, and has nothing to do with them. */
export function reportFile({ Entity, noun, fields, related }) {
  const [number, text] = fields;
  const [first] = related;
  return `import { Cache } from '../../lib/cache.js';
import type { Database } from '../../lib/database.js';
import { groupBy, inBatches, mapAsync, sumOf } from '../../lib/lists.js';
import { createLogger } from '../../lib/logger.js';
import type { Pool } from '../../lib/pool.js';
${related.map((o) => `import { to${o.Entity}, type ${o.Entity}Row } from '../../${o.folder}/mapper.js';`).join('\n')}
${related.map((o) => `import type { ${o.Entity} } from '../../${o.folder}/model.js';`).join('\n')}
import { to${Entity}, toView, type ${Entity}Row, type ${Entity}View } from './mapper.js';
import { compare${Entity}s, is${Entity}Open, type ${Entity} } from './model.js';

const log = createLogger('${noun}.report');

export interface ${Entity}Line {
  readonly key: string;
  readonly count: number;
  readonly sum: number;
  readonly rows: readonly ${Entity}View[];
}

export class ${Entity}Report {
  private readonly lines = new Cache<string, ${Entity}Line[]>(60_000).start();

  constructor(private readonly databases: Pool<Database>) {}

  async print(): Promise<string> {
    const stop = log.start('print');
    const lines = await this.lines.load('all', () => this.build());
    stop();
    return lines.map(({ key, count, sum }) => \`\${key}\\t\${count}\\t\${sum.toFixed(2)}\`).join('\\n');
  }

  async build(): Promise<${Entity}Line[]> {
    const ${noun}s = await this.all();
    const groups = groupBy(${noun}s.filter(is${Entity}Open), (${noun}) => ${noun}.${text.name});
    return [...groups].map(([key, rows]) => ({
      key,
      count: rows.length,
      sum: sumOf(rows, (row) => row.${number.name}),
      rows: rows.sort(compare${Entity}s).map((row) => toView(row)),
    }));
  }

  async archive(): Promise<number> {
    const database = await this.databases.acquire();
    await database.open();
    const transaction = await database.begin();
    let count = 0;
    try {
      for await (const batch of inBatches(await this.all(), 50)) {
        await transaction.query('update ${noun} set archived = true where id = any($1)', [
          batch.map(({ id }) => id),
        ]);
        count += batch.length;
      }
      await transaction.commit();
    } catch (error) {
      await transaction.rollback(error);
    } finally {
      this.databases.release(database);
    }
    return count;
  }

  private async all(): Promise<${Entity}[]> {
    const rows = await this.databases.use(async (database) =>
      database.query<${Entity}Row>('select * from ${noun}'),
    );
    return rows.map(to${Entity});
  }

  async ${first.noun}sOf(${noun}s: readonly ${Entity}[]): Promise<(${first.Entity} | undefined)[]> {
    return mapAsync(${noun}s, async ({ ${first.noun}Id }) => {
      if (${first.noun}Id === undefined) return undefined;
      const [row] = await this.databases.use(async (database) =>
        database.query<${first.Entity}Row>('select * from ${first.noun} where id = $1', [${first.noun}Id]),
      );
      return row && to${first.Entity}(row);
    });
  }
${related
  .map(
    (o) => `
  async count${o.Entity}s(): Promise<Map<string, number>> {
    const rows = await this.databases.use(async (database) =>
      database.query<${o.Entity}Row>('select * from ${o.noun}', [], { limit: 1000 }),
    );
    const groups = groupBy(rows.map(to${o.Entity}), (${o.noun}) => ${o.noun}.status);
    return new Map([...groups].map(([status, members]) => [status, members.length]));
  }`,
  )
  .join('\n')}
}
`;
}

function rowType(type) {
  return type === 'Date' ? 'string' : type === 'number | undefined' ? 'number | null' : type;
}

function fromRow(value, type) {
  if (type === 'Date') return `new Date(${value})`;
  return type === 'number | undefined' ? `${value} ?? undefined` : value;
}

function testOf(type) {
  switch (type) {
    case 'Date':
      return "typeof value === 'string' && !Number.isNaN(Date.parse(value))";
    case 'string[]':
      return "Array.isArray(value) && value.every((part) => typeof part === 'string')";
    case 'number | undefined':
      return "value === undefined || typeof value === 'number'";
    default:
      return `typeof value === '${type}'`;
  }
}

function sameOf(name, type) {
  if (type === 'Date') return `a.${name}.getTime() === b.${name}.getTime()`;
  if (type === 'string[]') return `a.${name}.join() === b.${name}.join()`;
  return `a.${name} === b.${name}`;
}
