/**
 * An editor, as far as ESLint can tell: a client of the server that the ESLint extension of VS Code runs. It opens a
 * folder, types into files without saving them, shows their problems, and takes what is offered.
 *
 * It does not model several folders, notebooks, formatting, and programs that change files behind its back.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ApplyWorkspaceEditRequest,
  CodeAction,
  CodeActionRequest,
  ConfigurationRequest,
  createMessageConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  MessageType,
  NotificationType,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentEdit,
  TextEdit,
  type CodeActionContext,
  type Diagnostic,
  type MessageConnection,
  type Range,
  type TextDocumentContentChangeEvent,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** An editor in which a folder is open. */
export interface Editor {
  /** Opens a file of the folder, as one with this text, whatever is on disk. Each can be opened once. */
  open(name: string, text: string): Tab;
  /** What the server could not do, and what it logged as errors and warnings; nothing while all is well. */
  readonly complaints: readonly string[];
  /** Ends the server. Resolves when its process is gone. */
  close(): Promise<void>;
}

/** A file that is open. What is asked about it is asked about its text of that moment. */
export interface Tab {
  text(): string;
  /** Puts `written` in the place where `old` stands first; throws where it does not. Nothing is saved. */
  type(old: string, written: string): void;
  /** What is underlined. */
  problems(): Promise<Diagnostic[]>;
  /** What the light bulb has for a problem that was shown: fixes, suggestions, and what the server adds. */
  offers(problem: Diagnostic): Promise<CodeAction[]>;
  /** What saving the file does where its user wants fixes then; of a file whose problems were shown. */
  fixesOnSave(): Promise<CodeAction[]>;
  /** Does what was offered: afterwards the text is what it makes of it. Throws where the text has changed since. */
  take(offer: CodeAction): Promise<void>;
}

/** The session with a server: its connection, and the files as they are in the editor, by address. */
interface Session {
  readonly connection: MessageConnection;
  readonly documents: Map<string, TextDocument>;
}

/** Opens a folder, whose files have an ESLint config and an ESLint there or above. */
export async function openFolder(folder: string): Promise<Editor> {
  const require = createRequire(import.meta.url);
  const servers = dirname(require.resolve('vscode-langservers-extracted/package.json'));
  const bin = join(servers, 'bin/vscode-eslint-language-server');
  const server = spawn(process.execPath, [bin, '--stdio'], { cwd: folder });
  const gone = once(server, 'exit');
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  // What still waits for an answer is told that there will be none.
  connection.onClose(() => connection.dispose());
  const session: Session = { connection, documents: new Map() };
  const complaints: string[] = [];
  server.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  collectComplaints(connection, complaints);
  answerRequests(session, folder);
  connection.listen();
  await initialize(connection, folder);
  return {
    open: (name, text) => openTab(session, pathToFileURL(join(folder, name)).href, text),
    complaints,
    async close() {
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      await gone;
    },
  };
}

/** How linting a file went: the server tells it after each time. */
const lintStatus = new NotificationType<{ uri: string; state: number }>('eslint/status');
const allRight = 1;

function collectComplaints(connection: MessageConnection, complaints: string[]): void {
  connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
    if (type === MessageType.Error || type === MessageType.Warning) complaints.push(message);
  });
  connection.onNotification(lintStatus, ({ uri, state }) => {
    if (state !== allRight) complaints.push(`${uri} could not be linted: state ${state}`);
  });
  // Requests of its own that the server has are calls for help: there is no ESLint, there is no config.
  connection.onRequest((method) => {
    complaints.push(`unexpected request ${method}`);
    return null;
  });
}

/** What VS Code's extension says of a file where its user has set nothing. */
const settings = {
  validate: 'probe',
  run: 'onType',
  nodePath: null,
  options: {},
  experimental: {},
  onIgnoredFiles: 'off',
  quiet: false,
  rulesCustomizations: [],
  problems: { shortenToSingleLine: false },
  codeAction: {
    disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' },
    showDocumentation: { enable: true },
  },
  codeActionOnSave: { mode: 'all' },
};

function answerRequests(session: Session, folder: string): void {
  const answer = { ...settings, workspaceFolder: folderOf(folder) };
  session.connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => answer));
  session.connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => ({
    applied: apply(session, edit),
  }));
}

async function initialize(connection: MessageConnection, folder: string): Promise<void> {
  await connection.sendRequest(InitializeRequest.type, {
    // The server ends when this process does, however that ends.
    processId: process.pid,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the type still wants it
    rootUri: null,
    workspaceFolders: [folderOf(folder)],
    capabilities: {
      workspace: { applyEdit: true, configuration: true },
      textDocument: {
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
        diagnostic: {},
      },
    },
  });
  await connection.sendNotification(InitializedNotification.type, {});
}

function folderOf(folder: string): { uri: string; name: string } {
  return { uri: pathToFileURL(folder).href, name: 'project' };
}

function openTab(session: Session, uri: string, text: string): Tab {
  const { connection, documents } = session;
  const document = TextDocument.create(uri, 'typescript', 1, text);
  const { languageId, version } = document;
  documents.set(uri, document);
  const textDocument = { uri };
  void connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId, version, text },
  });
  return {
    text: () => document.getText(),
    type(old, written) {
      const at = document.getText().indexOf(old);
      if (at === -1) throw new Error(`there is no ${old} in ${uri}`);
      const [start, end] = [document.positionAt(at), document.positionAt(at + old.length)];
      change(session, document, { range: { start, end }, text: written });
    },
    async problems() {
      const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
      if (report.kind !== 'full') throw new Error('the server refers to an earlier report');
      return report.items;
    },
    offers: (problem) => actions(problem.range, { diagnostics: [problem] }),
    fixesOnSave() {
      const [start, end] = [document.positionAt(0), document.positionAt(Infinity)];
      return actions({ start, end }, { diagnostics: [], only: ['source.fixAll.eslint'] });
    },
    async take({ edit, command }) {
      if (edit !== undefined && !apply(session, edit)) throw new Error('it is for an older text');
      if (command !== undefined) await connection.sendRequest(ExecuteCommandRequest.type, command);
    },
  };

  async function actions(range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    const params = { textDocument, range, context };
    const found = await connection.sendRequest(CodeActionRequest.type, params);
    return (found ?? []).filter((each) => CodeAction.is(each));
  }
}

/** Changes a text here and on the server. */
function change(
  { connection }: Session,
  document: TextDocument,
  event: TextDocumentContentChangeEvent,
): void {
  const version = document.version + 1;
  TextDocument.update(document, [event], version);
  void connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri: document.uri, version },
    contentChanges: [event],
  });
}

/** Makes the edits to all files; false, and the rest is left, where one is not for the text that a file has by now. */
function apply(session: Session, { documentChanges = [] }: WorkspaceEdit): boolean {
  for (const each of documentChanges) {
    if (!TextDocumentEdit.is(each)) return false;
    const document = session.documents.get(each.textDocument.uri);
    if (document?.version !== each.textDocument.version) return false;
    const edits = each.edits.filter((edit) => TextEdit.is(edit));
    change(session, document, { text: TextDocument.applyEdits(document, edits) });
  }
  return true;
}
