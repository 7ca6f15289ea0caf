export { openFile, runCheck, type OpenFile } from './check.js';
export type { Check, OptionsSchema, Pass, Preset } from './checks/check.js';
export { checks } from './checks/registry.js';
export type { Edit, Finding, Place, Range, Suggestion } from './report/finding.js';
export { buildIndex, type Index, type NodeOf } from './syntax/index-file.js';
export { defaultSettings, type Settings, type Source } from './syntax/source.js';
export type { Factory, KeyKind, Part, Types } from './types/port.js';
export { createUncheckedTypes } from './types/unchecked.js';
export { createCheckedTypes } from './types/checked.js';
