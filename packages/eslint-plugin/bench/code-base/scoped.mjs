/** Files of a domain that work with contexts where the domain knows them, and do the same without where it does not. */

/** The database's side: the runtime itself, with timeouts. */
export function repositoryFile(domain) {
  const { Entity, noun, fields, scoped, timeout, fault } = domain;
  const ctx = scoped ? 'ctx: Context, ' : '';
  const call = scoped ? 'ctx, ' : '';
  const columns = fields.map(({ name }) => name).join(', ');
  const marks = fields.map((_, i) => `$${i + 1}`).join(', ');
  const timed = (body) =>
    scoped
      ? `    const [child, cancel] = withTimeout(ctx, ${timeout});
    try {
${body.replaceAll('OPTIONS', '{ signal: child.signal }').replaceAll(/^/gm, '  ')}
    } finally {
      cancel();
    }`
      : body.replaceAll('OPTIONS', '{}');
  return `${scoped ? `import { throwIfDone, withCancel, withTimeout, type Context } from '@ctxvet/context';\n` : ''}import type { Database } from '../../lib/database.js';
import { inBatches, sumOf } from '../../lib/lists.js';
import { createLogger } from '../../lib/logger.js';
import { read${Entity}, to${Entity}, toValues, type ${Entity}Row } from './mapper.js';
import { ${Entity}Error, ${Entity}Status, changed${Entity} } from './model.js';
import type { ${Entity}, ${Entity}Draft, ${Entity}Id, ${Entity}Patch, ${Entity}Result } from './model.js';

const log = createLogger('${noun}.repository');

export class ${Entity}Repository {
  constructor(private readonly database: Database) {}

  async find(${ctx}id: ${Entity}Id): Promise<${Entity}Result> {
${timed(`    const [row] = await this.database.query<${Entity}Row>(
      'select * from ${noun} where id = $1',
      [id],
      OPTIONS,
    );
    return read${Entity}(row);`)}
  }

  async insert(${ctx}draft: ${Entity}Draft): Promise<${Entity}> {
${timed(`    const [row] = await this.database.query<${Entity}Row>(
      'insert into ${noun} (${columns}) values (${marks}) returning *',
      toValues(draft),
      OPTIONS,
    );
    if (row === undefined) throw new ${Entity}Error(undefined, 'nothing inserted');
    return to${Entity}(row);`)}
  }
${fields
  .slice(0, 4)
  .map(
    ({ name, type }) => `
  async findBy${name[0].toUpperCase()}${name.slice(1)}(${ctx}${name}: ${type}): Promise<${Entity}[]> {
${timed(`    const rows = await this.database.query<${Entity}Row>(
      'select * from ${noun} where ${name} = $1 order by created_at',
      [${name}],
      OPTIONS,
    );
    return rows.map((row) => to${Entity}(row));`)}
  }`,
  )
  .join('\n')}

  async update(${ctx}id: ${Entity}Id, patch: ${Entity}Patch): Promise<${Entity}Result> {
    const found = await this.find(${call}id);
    if (!found.ok) return found;
    const value = changed${Entity}(found.value, patch);
    await this.database.query('update ${noun} set data = $2 where id = $1', [id, value]);
    log.info('updated', { id, fields: Object.keys(patch) });
    return { ok: true, value };
  }

  async close(${ctx}ids: readonly ${Entity}Id[]): Promise<number> {
    let closed = 0;
    for await (const batch of inBatches(ids, 20)) {
${scoped ? '      throwIfDone(ctx);\n' : ''}      const rows = await this.database.query<${Entity}Row>(
        'update ${noun} set status = $2 where id = any($1) returning *',
        [batch, ${Entity}Status.Closed],
      );
      closed += rows.length;
    }
    return closed;
  }
${
  scoped
    ? `
  watch(ctx: Context, changed: (sum: number) => void): () => void {
    const [child, cancel] = withCancel(ctx);${fault === undefined ? '' : ' // fault: ctxvet/lostcancel'}
    const timer = setInterval(() => {
      void this.findBy${fields[0].name[0].toUpperCase()}${fields[0].name.slice(1)}(child, 0).then((${noun}s) => {
        changed(sumOf(${noun}s, (${noun}) => ${noun}.${fields[0].name}));
      });
    }, 1000);
    return () => {
      clearInterval(timer);${fault === undefined ? '\n      cancel();' : ''}
    };
  }
`
    : ''
}}
`;
}

/** What handlers call. Here stand the faults of the rules about parameters, fields and keys. */
export function serviceFile(domain) {
  const { Entity, noun, fields, scoped, fault } = domain;
  const ctx = scoped ? 'ctx: Context, ' : '';
  const call = scoped ? 'ctx, ' : '';
  const [number, text] = fields;
  const bad = (at) => scoped && fault !== undefined && fault % 4 === at;
  return `${scoped ? `import { contextKey, withValue, type Context } from '@ctxvet/context';\n` : ''}import { Cache } from '../../lib/cache.js';
import { EventBus } from '../../lib/events.js';
import { groupBy, mapAsync, sumOf } from '../../lib/lists.js';
import { createLogger } from '../../lib/logger.js';
import { attempt, type Result } from '../../lib/result.js';
import { toView, type ${Entity}View } from './mapper.js';
import { ${Entity}Error, is${Entity}Open } from './model.js';
import type { ${Entity}, ${Entity}Draft, ${Entity}Events, ${Entity}Id, ${Entity}Patch } from './model.js';
import type { ${Entity}Repository } from './repository.js';
import { isSame } from './validator.js';

const log = createLogger('${noun}.service');
${scoped ? `const callerKey = ${bad(0) ? `Symbol.for('caller')` : `contextKey<string>('${noun}.caller')`};\n` : ''}
export interface ${Entity}Summary {
  readonly ${text.name}: string;
  readonly open: number;
  readonly ${number.name}: number;
}

export class ${Entity}Service {
  readonly events = new EventBus<${Entity}Events>();
  private readonly views = new Cache<${Entity}Id, ${Entity}View>(5_000);
${bad(1) ? '  private last: Context | undefined; // fault: ctxvet/no-context-in-struct\n' : ''}
  constructor(private readonly repository: ${Entity}Repository) {
    this.views.start();
    this.events.on('closed', ({ id, reason }) => log.info('closed', { id, reason }));
  }

  async get(${ctx}id: ${Entity}Id): Promise<${Entity}View> {
    return this.views.load(id, async (key) => {
      const found = await this.repository.find(${call}key);
      if (!found.ok) throw found.error;
      return toView(found.value);
    });
  }

  async create(${ctx}draft: ${Entity}Draft): Promise<Result<${Entity}>> {
    const created = await attempt(() => this.repository.insert(${call}draft));
    if (created.ok) {
      this.views.set(created.value.id, toView(created.value));
      ${fault === undefined ? 'await ' : ''}this.events.emit('created', created.value);${fault === undefined ? '' : ' // fault: @typescript-eslint/no-floating-promises'}
    }
    return created;
  }

  async change(${ctx}id: ${Entity}Id, patch: ${Entity}Patch): Promise<boolean> {
    const before = await this.repository.find(${call}id);
    if (!before.ok) return false;
    if (!is${Entity}Open(before.value)) {
      throw new ${Entity}Error(id, '${noun} is closed');
    }
    const after = await this.repository.update(${call}id, patch);
    if (!after.ok || isSame(before.value, after.value)) return false;
    await this.events.emit('changed', { before: before.value, after: after.value });
    return true;
  }
${
  bad(2)
    ? `
  async touch(id: ${Entity}Id, ctx: Context): Promise<boolean> { // fault: ctxvet/ctx-first-param
    return this.change(ctx, id, {});
  }
`
    : ''
}${
    bad(3)
      ? `
  async refresh(id: ${Entity}Id, ctx?: Context): Promise<void> { // fault: ctxvet/ctx-first-param
    const view = await this.get(ctx!, id);
    this.views.set(id, view);
  }
`
      : ''
  }
  async closeAll(${ctx}ids: readonly ${Entity}Id[], reason: string): Promise<number> {
    const stop = log.start('closeAll');
    const closed = await this.repository.close(${call}ids);
    for (const id of ids) await this.events.emit('closed', { id, reason });
    stop();
    return closed;
  }

  async summarize(${ctx}keys: readonly string[]): Promise<${Entity}Summary[]> {
${bad(1) ? '    this.last = ctx;\n' : ''}    const found = await mapAsync(keys, async (key) => this.repository.findBy${text.name[0].toUpperCase()}${text.name.slice(1)}(${call}key));
    const groups = groupBy(found.flat(), (${noun}) => ${noun}.${text.name});
    return [...groups].map(([${text.name}, ${noun}s]) => ({
      ${text.name},
      open: ${noun}s.filter(is${Entity}Open).length,
      ${number.name}: sumOf(${noun}s, (${noun}) => ${noun}.${number.name}),
    }));
  }
${
  scoped
    ? `
  async callAs<T>(ctx: Context, caller: string, work: (ctx: Context) => Promise<T>): Promise<T> {
    const named = withValue(ctx, callerKey, caller);${bad(0) ? ' // fault: ctxvet/string-key-in-WithValue' : ''}
    return work(named);
  }
`
    : ''
}}
`;
}

/** Another service's side: knows contexts only through the wrappers of the library. */
export function clientFile(domain) {
  const { Entity, noun, scoped, timeout, fault } = domain;
  const parts = ['list', 'history', 'prices', 'permissions'];
  return `import { HttpClient, type Response } from '../../lib/http.js';
import { createLogger } from '../../lib/logger.js';
import { Pool } from '../../lib/pool.js';
import { attempt, type Result } from '../../lib/result.js';
${scoped ? `import { begin, open, Sessions, start } from '../../lib/scopes.js';\n` : ''}import { read${Entity}s, type ${Entity}Row, type ${Entity}View } from './mapper.js';
import { ${Entity}Error, type ${Entity}Id } from './model.js';

const log = createLogger('${noun}.client');

export interface ${Entity}Page {
  readonly rows: readonly ${Entity}Row[];
  readonly next: string | undefined;
}

export class ${Entity}Client {
  private readonly http: Pool<HttpClient>;
${scoped ? '  private readonly sessions = new Sessions();\n' : ''}
  constructor(bases: readonly string[]) {
    this.http = new Pool(bases.map((base) => new HttpClient(base)));
  }

  async send(id: ${Entity}Id, body: unknown): Promise<Result<Response<${Entity}Row>>> {
    const http = await this.http.acquire();
    const stop = log.start('send');
    try {
      return await attempt(() => http.post<${Entity}Row>(\`/${noun}/\${id}\`, body));
    } finally {
      stop();
      this.http.release(http);
    }
  }
${parts
  .map((part, i) => {
    const name = `${part}${Entity}`;
    const get = (signal) => `await this.http.use(async (http) =>
        http.get<${Entity}Page>(\`/${noun}/\${id}/${part}\`${signal}),
      )`;
    if (!scoped) {
      return `
  async ${name}(id: ${Entity}Id): Promise<${Entity}View[]> {
    const { status, body } = ${get('').replaceAll('\n  ', '\n')};
    if (status !== 200) throw new ${Entity}Error(id, \`${part}: \${status}\`);
    const views = read${Entity}s(body.rows);
    if (!views.ok) throw views.error;
    return views.value;
  }`;
    }
    const opened = [
      `const { ctx, cancel } = open('${noun}.${part}');`,
      `const { ctx, cancel, id: session } = await this.sessions.acquire('${noun}');`,
      `const [ctx, cancel] = begin(open0.ctx, AbortSignal.timeout(${timeout}));`,
      `const [ctx, cancel] = start(open0.ctx, ${timeout});`,
    ][i];
    const outer = opened.includes('open0');
    // What is forgotten: the early exit of one, all of another.
    const lost = fault !== undefined && fault % 4 === i;
    return `
  async ${name}(id: ${Entity}Id${outer ? `, open0: ReturnType<typeof open>` : ''}): Promise<${Entity}View[]> {
    ${opened}${lost ? ' // fault: ctxvet/lostcancel' : ''}
${
  lost
    ? `    const { status, body } = ${get(', ctx.signal').replaceAll('\n  ', '\n')};
    if (status !== 200) throw new ${Entity}Error(id, \`${part}: \${status}\`);
    cancel();
    const views = read${Entity}s(body.rows);`
    : `    let views: ReturnType<typeof read${Entity}s>;
    try {
      ${i === 1 ? `log.info('session', { session });\n      ` : ''}const { status, body } = ${get(', ctx.signal')};
      if (status !== 200) throw new ${Entity}Error(id, \`${part}: \${status}\`);
      views = read${Entity}s(body.rows);
    } finally {
      cancel();
    }`
}
    if (!views.ok) throw views.error;
    return views.value;
  }`;
  })
  .join('\n')}
}
`;
}
