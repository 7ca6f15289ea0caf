/**
 * The shape of a check, and what it sees. A check knows no host: it gets a `Pass` and returns findings.
 * Severity, output and exit codes belong to hosts.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Finding } from '../report/finding.js';
import type { Index } from '../syntax/index-file.js';
import type { Settings, Source } from '../syntax/source.js';
import type { Types } from '../types/port.js';

/** All that all checks see of one file. */
export interface FilePass {
  readonly source: Source;
  /** The file's calls, functions and classes, found in one walk that all checks share. */
  readonly index: Index;
  readonly types: Types;
  readonly settings: Settings;
}

/** All that a check sees of one file. */
export interface Pass<Options> extends FilePass {
  /** The check's options with every default filled in. */
  readonly options: Options;
}

/** JSON schema (draft 4) of the options object of a check. */
export interface OptionsSchema {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** One rule, as a value. */
export interface Check<Options = object> {
  /** The rule's name, its page's name and its fixture folder's name. */
  readonly name: string;
  readonly docs: {
    /** One line, no full stop: what the rule demands. */
    readonly summary: string;
    readonly type: 'problem' | 'suggestion';
    /** In which presets it is, and with which options there. */
    readonly presets: Readonly<Partial<Record<Preset, Partial<Options>>>>;
  };
  /** Message templates by id, with `{{placeholders}}`; ids of findings name the fault, of suggestions the act. */
  readonly messages: Readonly<Record<string, string>>;
  readonly fixable: boolean;
  readonly hasSuggestions: boolean;
  readonly schema: OptionsSchema;
  readonly defaults: Options;
  run(pass: Pass<Options>): Iterable<Finding>;
  /**
   * The calls that `run` will ask types about, where names alone tell: a host whose compiler is far away gets the answers for many
   * files at once. Some too few or too many only cost time.
   */
  asksAbout?(pass: FilePass): Iterable<TSESTree.CallExpression | TSESTree.NewExpression>;
}

/** The sets of rules that users start from. */
export type Preset = 'recommended' | 'strict' | 'go';
