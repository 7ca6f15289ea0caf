/** `--format sarif`: SARIF 2.1.0, with the path as a code flow. */
import { pathToFileURL } from 'node:url';
import { checks, makePositions, pageUrl, type Check, type Positions } from '@ctxvet/analysis';
import type sarifTypes from 'sarif';
import { ruleId } from '../config/named.js';
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
    results: findings.map((finding) => resultOf(finding, positionsIn(finding.file))),
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
  const { rule, severity, message, related, fix, suggestions = [], file, fingerprint } = finding;
  const changes = [...(fix === undefined ? [] : [{ message: 'Fix', edits: fix }]), ...suggestions];
  const ruleIndex = checks.findIndex((check) => ruleId(check) === rule);
  return {
    ruleId: rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: severity === 'error' ? 'error' : 'warning',
    message: { text: message },
    partialFingerprints: { 'ctxvet/v1': fingerprint },
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
