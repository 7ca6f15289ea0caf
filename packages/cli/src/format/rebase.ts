/** Reports whose paths start from another folder. */
import { resolve } from 'node:path';
import { plainDisk } from '../disk.js';
import { absolute, shown, withSlashes } from '../paths.js';
import type { Report } from '../report/report.js';
import type { Surroundings } from './format.js';

/** What a format is given. */
interface Given {
  readonly report: Report;
  readonly around: Surroundings;
}

/** The same with paths from `top` on, where the working directory lies in it, however the two are reached; else as it is. */
export function rebase({ report, around }: Given, top: string): Given {
  const { texts } = around;
  const cwd = plainDisk.realpath(around.cwd);
  const folder = plainDisk.realpath(resolve(top));
  if (!withSlashes(cwd).startsWith(`${withSlashes(folder)}/`)) return { report, around };
  const moved = (file: string): string => shown(folder, absolute(cwd, file));
  const movedPlace = <P extends { readonly file: string }>(place: P): P => ({
    ...place,
    file: moved(place.file),
  });
  return {
    report: {
      ...report,
      findings: report.findings.map((finding) => ({
        ...movedPlace(finding),
        related: finding.related.map(movedPlace),
      })),
    },
    around: {
      ...around,
      cwd: folder,
      texts: new Map([...texts].map(([file, text]) => [moved(file), text])),
    },
  };
}
