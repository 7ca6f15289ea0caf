/** SARIF 2.1.0, the parts that we write and no others, as its specification has them. */

const text = { type: 'string', minLength: 1 };
const whole = { type: 'integer', minimum: 1 };

function object(properties: object, ...required: string[]): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

function list(items: object): object {
  return { type: 'array', items };
}

const message = object({ text }, 'text');
const artifact = object(
  {
    uri: { type: 'string', pattern: "^(?:[\\w.!~*'()-]|%[0-9A-F]{2}|/)+$" },
    uriBaseId: { const: '%SRCROOT%' },
  },
  'uri',
  'uriBaseId',
);
const region = object(
  { startLine: whole, startColumn: whole, endLine: whole, endColumn: whole },
  'startLine',
);
const physical = object({ artifactLocation: artifact, region }, 'artifactLocation');
const location = object(
  { id: { type: 'integer', minimum: 0 }, physicalLocation: physical, message },
  'physicalLocation',
);
const fix = object(
  {
    description: message,
    artifactChanges: list(
      object(
        {
          artifactLocation: artifact,
          replacements: {
            ...list(
              object(
                { deletedRegion: region, insertedContent: object({ text: { type: 'string' } }) },
                'deletedRegion',
              ),
            ),
            minItems: 1,
          },
        },
        'artifactLocation',
        'replacements',
      ),
    ),
  },
  'artifactChanges',
);
const result = object(
  {
    ruleId: { type: 'string', pattern: '^ctxvet/' },
    ruleIndex: { type: 'integer', minimum: 0 },
    level: { enum: ['error', 'warning'] },
    message,
    locations: { ...list(location), minItems: 1, maxItems: 1 },
    relatedLocations: { ...list(location), uniqueItems: true },
    codeFlows: list(
      object(
        {
          threadFlows: {
            ...list(
              object(
                { locations: { ...list(object({ location }, 'location')), minItems: 1 } },
                'locations',
              ),
            ),
            minItems: 1,
          },
        },
        'threadFlows',
      ),
    ),
    fixes: { ...list(fix), uniqueItems: true },
    partialFingerprints: { type: 'object', additionalProperties: text, minProperties: 1 },
  },
  'ruleId',
  'message',
  'locations',
  'partialFingerprints',
);
const rule = object(
  {
    id: text,
    name: text,
    shortDescription: message,
    helpUri: { type: 'string', pattern: '^https://' },
    help: object({ text, markdown: text }, 'text'),
    defaultConfiguration: object({ level: { enum: ['error', 'warning'] } }),
    properties: object({ tags: { ...list(text), uniqueItems: true } }),
  },
  'id',
);
const run = object(
  {
    tool: object(
      {
        driver: object(
          {
            name: { const: 'ctxvet' },
            semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
            informationUri: { type: 'string', pattern: '^https://' },
            rules: { ...list(rule), uniqueItems: true },
          },
          'name',
        ),
      },
      'driver',
    ),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    originalUriBaseIds: {
      type: 'object',
      additionalProperties: object({ uri: { type: 'string', pattern: '^file:///.*/$' } }, 'uri'),
    },
    invocations: list(
      object(
        {
          executionSuccessful: { type: 'boolean' },
          toolExecutionNotifications: list(
            object({ level: { enum: ['none', 'note', 'warning', 'error'] }, message }, 'message'),
          ),
        },
        'executionSuccessful',
      ),
    ),
    results: list(result),
  },
  'tool',
);

/** The schema of a log. */
export const sarifSchema: object = object(
  {
    $schema: { type: 'string', pattern: '^https://.*sarif-schema-2\\.1\\.0\\.json$' },
    version: { const: '2.1.0' },
    runs: { ...list(run), minItems: 1 },
  },
  'version',
  'runs',
);
