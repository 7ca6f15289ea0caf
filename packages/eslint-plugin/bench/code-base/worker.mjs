/** The file of a domain that works in the background, with contexts where the domain knows them. */

/** A loop in the background. */
export function workerFile(domain) {
  const { Entity, noun, scoped, timeout, fault, fields } = domain;
  const call = scoped ? 'ctx, ' : '';
  const [number] = fields;
  const bad = scoped && fault !== undefined && fault % 2 === 1;
  return `${scoped ? `import * as context from '@ctxvet/context';\nimport type { CancelFunc, Context } from '@ctxvet/context';\n` : ''}import { sumOf } from '../../lib/lists.js';
import { createLogger } from '../../lib/logger.js';
import { attempt } from '../../lib/result.js';
import type { ${Entity}Client } from './client.js';
import { ${Entity}Status, type ${Entity}, type ${Entity}Id } from './model.js';
import type { ${Entity}Repository } from './repository.js';
import type { ${Entity}Service } from './service.js';

const log = createLogger('${noun}.worker');

export interface ${Entity}Job {
  readonly id: ${Entity}Id;
  readonly attempts: number;
  readonly dueAt: Date;
}

export class ${Entity}Worker {
  private readonly jobs: ${Entity}Job[] = [];
  ${scoped ? 'private cancel: CancelFunc | undefined;' : 'private running = false;'}

  constructor(
    private readonly service: ${Entity}Service,
    private readonly repository: ${Entity}Repository,
    private readonly client: ${Entity}Client,
  ) {}

  start(${scoped ? 'parent: Context' : ''}): void {
${
  scoped
    ? `    const [ctx, cancel] = context.withCancel(parent);
    this.cancel = cancel;
    void this.run(ctx).catch((error: unknown) => log.error('worker', error));`
    : `    this.running = true;
    void this.run().catch((error: unknown) => log.error('worker', error));`
}
  }

  stop(): void {
    ${scoped ? 'this.cancel?.();' : 'this.running = false;'}
  }

  add(id: ${Entity}Id, dueAt = new Date()): void {
    this.jobs.push({ id, attempts: 0, dueAt });
  }

  private async run(${scoped ? 'ctx: Context' : ''}): Promise<void> {
    while (${scoped ? 'ctx.err() === undefined' : 'this.running'}) {
      const job = this.next();
      if (job === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
${
  scoped
    ? `      const [child, cancel] = context.withTimeout(ctx, ${timeout});${bad ? ' // fault: ctxvet/lostcancel' : ''}
${
  bad
    ? `      if (job.attempts > 5) break;
      const worked = await attempt(() => this.work(child, job));
      cancel();`
    : `      const worked = await attempt(() => this.work(child, job)).finally(cancel);`
}`
    : `      const worked = await attempt(() => this.work(job));`
}
      if (!worked.ok) this.retry(job, worked.error);
    }
  }

  private async work(${scoped ? 'ctx: Context, ' : ''}job: ${Entity}Job): Promise<void> {
    const found = await this.repository.find(${call}job.id);
    if (!found.ok) throw found.error;
    const ${noun} = found.value;
    if (${noun}.status === ${Entity}Status.Closed) return;
    const sent = await this.client.send(${noun}.id, { ${number.name}: ${noun}.${number.name} });
    if (!sent.ok) throw sent.error;
    await this.service.change(${call}${noun}.id, { ${number.name}: ${noun}.${number.name} + 1 });
  }

  private retry(job: ${Entity}Job, error: Error): void {
    log.error(job.id, error);
    const dueAt = new Date(Date.now() + 2 ** job.attempts * 100);
    this.jobs.push({ ...job, attempts: job.attempts + 1, dueAt });
  }

  private next(): ${Entity}Job | undefined {
    const now = Date.now();
    const index = this.jobs.findIndex(({ dueAt }) => dueAt.getTime() <= now);
    return index === -1 ? undefined : this.jobs.splice(index, 1)[0];
  }

  async pending(${scoped ? 'ctx: Context' : ''}): Promise<number> {
    const found = await Promise.all(this.jobs.map(async ({ id }) => this.repository.find(${call}id)));
    const open = found.flatMap((result): ${Entity}[] => (result.ok ? [result.value] : []));
    return sumOf(open, (${noun}) => ${noun}.${number.name});
  }
}
`;
}
