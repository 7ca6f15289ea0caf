/** `--format stylish`: a line a finding, grouped by file, as ESLint prints them. */
import pc from 'picocolors';
import { groupBy } from '../group.js';
import type { Format } from './format.js';
import { summaryLine } from './summary.js';

export const stylish: Format = (report, around) => {
  const paint = pc.createColors(around.colors);
  const byFile = groupBy(report.findings, ({ file }) => file);
  const groups = [...byFile].map(([file, group]) => {
    const places = group.map(({ line, column }) => `${line}:${column}`);
    const width = Math.max(...places.map((place) => place.length));
    const lines = group.map(({ severity, message, rule }, i) => {
      const level = severity === 'error' ? paint.red('error  ') : paint.yellow('warning');
      return `  ${paint.dim((places[i] ?? '').padStart(width))}  ${level}  ${message}  ${paint.dim(rule)}`;
    });
    return `${[paint.underline(file), ...lines].join('\n')}\n\n`;
  });
  return `${groups.join('')}${summaryLine(report, around)}\n`;
};
