/**
 * `--format github`: workflow commands, which GitHub shows at the lines of a pull request. It shows ten errors and ten
 * warnings of a step; the rest is printed as plain lines, so that the log has everything.
 */
import type { Finding } from '../report/report.js';
import type { Format } from './format.js';
import { count, summaryLine } from './summary.js';

const most = 10;

export const github: Format = (report, around) => {
  const { findings, problems } = report;
  const shown = (['error', 'warn'] as const).flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity).slice(0, most),
  );
  const rest = findings.filter((finding) => !shown.includes(finding));
  const lines = [
    ...shown.map(annotationOf),
    ...problems.slice(0, most).map((problem) => `::error title=ctxvet::${escapeData(problem)}`),
    ...(rest.length > 0 ? [`${count(rest.length, 'more finding')}:`, ...rest.map(plain)] : []),
    summaryLine(report, around),
  ];
  return `${lines.join('\n')}\n`;
};

function annotationOf({ severity, message, rule, ...at }: Finding): string {
  const properties = Object.entries({
    file: at.file,
    line: at.line,
    endLine: at.endLine,
    // Columns of several lines would be taken for columns of the first.
    ...(at.line === at.endLine && { col: at.column, endColumn: at.endColumn }),
    title: rule,
  }).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const command = severity === 'error' ? 'error' : 'warning';
  return `::${command} ${properties.join(',')}::${escapeData(message)}`;
}

/** So that nothing in it is taken for a command. */
function plain({ file, line, column, severity, message, rule }: Finding): string {
  return `${file}:${line}:${column} ${severity}: ${escapeData(message)} (${rule})`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
