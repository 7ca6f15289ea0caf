/** `--format sarif`: SARIF 2.1.0, with the path as a code flow. */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { checks, makePositions, pageUrl, type Check, type Positions } from '@ctxvet/analysis';
import type sarifTypes from 'sarif';
import { ruleId } from '../config/named.js';
import { linesOf } from '../lines.js';
import { pageOf } from '../pages.js';
import { version } from '../package.js';
import type { Edit, Finding, Place, Report } from '../report/report.js';
import type { Format } from './format.js';

export const sarif: Format = (report, { cwd, texts }) => {
  const log: sarifTypes.Log = {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(report, cwd, texts)],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function runOf(
  { findings, problems }: Report,
  cwd: string,
  texts: ReadonlyMap<string, string>,
): sarifTypes.Run {
  const fingerprints = fingerprintsOf(findings, texts);
  const positions = new Map<string, Positions>();
  const positionsIn = (file: string): Positions => {
    const known = positions.get(file) ?? makePositions(texts.get(file) ?? '');
    positions.set(file, known);
    return known;
  };
  return {
    tool: {
      driver: {
        name: 'ctxvet',
        semanticVersion: version,
        informationUri: 'https://github.com/ctxvet/ctxvet',
        rules: checks.map(descriptorOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [rootId]: { uri: `${pathToFileURL(cwd).href}/` } },
    invocations: [
      {
        executionSuccessful: problems.length === 0,
        toolExecutionNotifications: problems.map((text) => ({ level: 'error', message: { text } })),
      },
    ],
    results: findings.map((finding, i) => ({
      ...resultOf(finding, positionsIn(finding.file)),
      partialFingerprints: { 'ctxvet/v1': fingerprints[i] ?? '' },
    })),
  };
}

const rootId = '%SRCROOT%';

function descriptorOf(check: Check): sarifTypes.ReportingDescriptor {
  const { name, docs } = check;
  const page = pageOf(check);
  return {
    id: ruleId(check),
    name,
    shortDescription: { text: docs.summary },
    helpUri: pageUrl(check),
    help: { text: page, markdown: page },
    defaultConfiguration: { level: 'error' },
    properties: { tags: [docs.type === 'problem' ? 'correctness' : 'maintainability'] },
  };
}

function resultOf(finding: Finding, positionOf: Positions): sarifTypes.Result {
  const { rule, severity, message, related, fix, suggestions = [], file } = finding;
  const changes = [...(fix === undefined ? [] : [{ message: 'Fix', edits: fix }]), ...suggestions];
  const ruleIndex = checks.findIndex((check) => ruleId(check) === rule);
  return {
    ruleId: rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: severity === 'error' ? 'error' : 'warning',
    message: { text: message },
    locations: [{ physicalLocation: physicalOf(finding) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, id) => ({ id, ...locationOf(place) })),
      codeFlows: [
        {
          threadFlows: [{ locations: related.map((place) => ({ location: locationOf(place) })) }],
        },
      ],
    }),
    ...(changes.length > 0 && {
      fixes: changes.map((change) => ({
        description: { text: change.message },
        artifactChanges: [
          {
            artifactLocation: artifactOf(file),
            replacements: change.edits.map((edit) => replacementOf(edit, positionOf)),
          },
        ],
      })),
    }),
  };
}

function locationOf(place: Place & { readonly message: string }): sarifTypes.Location {
  return { physicalLocation: physicalOf(place), message: { text: place.message } };
}

function physicalOf(place: Place): sarifTypes.PhysicalLocation {
  return {
    artifactLocation: artifactOf(place.file),
    region: {
      startLine: place.line,
      startColumn: place.column,
      endLine: place.endLine,
      endColumn: place.endColumn,
    },
  };
}

function artifactOf(file: string): sarifTypes.ArtifactLocation {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: rootId };
}

function replacementOf({ range, text }: Edit, positionOf: Positions): sarifTypes.Replacement {
  const start = positionOf(range[0]);
  const end = positionOf(range[1]);
  return {
    deletedRegion: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    },
    insertedContent: { text },
  };
}

/**
 * The same for the same fault although lines above it come and go: made of the rule, the file, the text of the line, and
 * which of several such it is.
 */
function fingerprintsOf(
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
): string[] {
  const lines = new Map<string, readonly string[]>();
  const times = new Map<string, number>();
  return findings.map(({ rule, file, line }) => {
    const known = lines.get(file) ?? linesOf(texts.get(file) ?? '');
    lines.set(file, known);
    const fault = JSON.stringify([rule, file, known[line - 1]?.trim()]);
    const nth = (times.get(fault) ?? 0) + 1;
    times.set(fault, nth);
    return createHash('sha256').update(`${fault}${nth}`).digest('hex').slice(0, 32);
  });
}
