/**
 * Stands for the module `vscode` in unit tests, so that host code runs in plain Node.
 *
 * `registerHook.ts` makes every `import … from 'vscode'` of a unit test's process lead here, and the runner gives each
 * test a fresh stub. A test says beforehand what the user will do, runs real code, and looks at what was shown:
 *
 *     vscodeStub.settings.set('llm.provider', 'anthropic');
 *     vscodeStub.messages.answer('Set API Key');
 *     await testConnection(manager, tasks);
 *     assert.equal(vscodeStub.messages.shown[0]?.severity, 'error');
 *     assert.deepEqual(vscodeStub.commands.executed, [['scout.setApiKey', 'anthropic']]);
 *
 * One area, one file; each describes what a test can script and see. Only what SCOUT uses exists: anything else throws an error
 * that names it, and is then added here, with VS Code's own behaviour and type.
 */
import path from 'node:path';
import type * as vscode from 'vscode';
import { projectFolder } from '../projectFolder.js';
import { FakeMemento } from './memento.js';
import { Commands } from './commands.js';
import { Documents } from './documents.js';
import { Position, Range, WorkspaceEdit } from './editing.js';
import { Editors } from './editors.js';
import { CancellationTokenSource, Disposable, EventEmitter } from './events.js';
import { FileDialogs } from './fileDialogs.js';
import { Files } from './files.js';
import { Inputs } from './inputs.js';
import { translate } from './l10n.js';
import { LanguageModels, languageModelClasses } from './languageModels.js';
import { manifest } from './manifest.js';
import { Messages } from './messages.js';
import { FakeLogChannel } from './outputChannel.js';
import { Picks } from './picks.js';
import { Progress } from './progress.js';
import { FakeQuickPick } from './quickPick.js';
import { Secrets } from './secrets.js';
import { Settings } from './settings.js';
import { FakeStatusBarItem } from './statusBar.js';
import { strict } from './strict.js';
import { Terminals } from './terminals.js';
import {
  CodeAction,
  CodeActionKind,
  ConfigurationTarget,
  FilePermission,
  FileSystemError,
  FileType,
  ProgressLocation,
  QuickInputButtons,
  QuickPickItemKind,
  StatusBarAlignment,
  ThemeIcon,
  Uri,
  ViewColumn,
} from './values.js';
import { RelativePattern, Watchers } from './watchers.js';
import { Webviews } from './webviews.js';

export class VscodeStub {
  readonly settings = new Settings();
  readonly messages = new Messages();
  /** `showQuickPick`. */
  readonly picks = new Picks();
  /** `createQuickPick`: every one that was made. */
  readonly quickPicks: FakeQuickPick[] = [];
  readonly inputs = new Inputs();
  readonly fileDialogs = new FileDialogs();
  readonly progress = new Progress();
  readonly commands = new Commands();
  readonly documents = new Documents();
  readonly editors = new Editors();
  /** The files of the window, as `findFiles` gives them. */
  foundFiles: readonly vscode.Uri[] = [];
  readonly webviews = new Webviews();
  readonly files = new Files();
  readonly watchers = new Watchers();
  /** What the editor's tools complain about, by the files' URIs. */
  readonly diagnostics = new Map<string, readonly vscode.Diagnostic[]>();
  readonly secrets = new Secrets();
  readonly languageModels = new LanguageModels();
  readonly logChannels: FakeLogChannel[] = [];
  readonly statusBarItems: FakeStatusBarItem[] = [];
  /** What the status bar said for a while. */
  readonly statusBarMessages: string[] = [];
  /** The addresses that were given to the browser. */
  readonly openedLinks: string[] = [];
  clipboard = '';
  readonly terminals = new Terminals();
  /** Other extensions by their ids, with what they export. */
  readonly otherExtensions = new Map<string, unknown>();
  /** Those for pastes in editors, with the documents they are for. */
  readonly pasteProviders: [vscode.DocumentSelector, vscode.DocumentPasteEditProvider][] = [];
  language = 'en';
  workspaceFolders: readonly vscode.WorkspaceFolder[] | undefined;
  /** Those that are open. */
  notebooks: readonly vscode.NotebookDocument[] = [];
  isTrusted = true;
  /** Whether the user works in this window. */
  isFocused = true;
  readonly focusChanged = new EventEmitter<vscode.WindowState>();
  readonly #trustGranted = new EventEmitter<void>();
  readonly onDidGrantTrust = this.#trustGranted.event;

  /** As if the user had trusted the folder of the window. */
  grantTrust(): void {
    this.isTrusted = true;
    this.#trustGranted.fire();
  }

  /** Opens folders in the window. */
  openFolders(...folders: vscode.Uri[]): void {
    this.workspaceFolders = folders.map((uri, index) => ({ uri, index, name: path.posix.basename(uri.path) }));
  }

  /** What SCOUT keeps with the window's folder. */
  readonly workspaceState = new FakeMemento();

  /**
   * What `activate` is given.
   *
   * @param storageFolder for all that SCOUT writes by itself
   * @param extensionFolder where SCOUT is installed
   */
  extensionContext(storageFolder: string, extensionFolder = projectFolder): vscode.ExtensionContext {
    return strict<vscode.ExtensionContext>('ExtensionContext', {
      subscriptions: [],
      secrets: this.secrets,
      languageModelAccessInformation: this.languageModels.access,
      workspaceState: this.workspaceState,
      extensionPath: extensionFolder,
      extensionUri: Uri.file(extensionFolder),
      globalStorageUri: Uri.file(path.join(storageFolder, 'globalStorage')),
      logUri: Uri.file(path.join(storageFolder, 'logs')),
      extension: strict<vscode.Extension<unknown>>('Extension', { packageJSON: manifest }),
    });
  }
}

/** Of those that a test names, the ones whose path ends so; all of them for all. A folder that is named holds them all. */
function found(glob: vscode.GlobPattern): vscode.Uri[] {
  const pattern = typeof glob === 'string' ? glob : glob.pattern;
  const end = pattern.replace('**/', '/').replaceAll(/\[(.)\]/gu, '$1');
  return vscodeStub.foundFiles.filter(({ path: whole }) => pattern === '**/*' || whole.endsWith(end));
}

function isInside({ uri }: vscode.WorkspaceFolder, file: vscode.Uri): boolean {
  return file.scheme === uri.scheme && file.path.startsWith(`${uri.path}/`);
}

/** As the editor does it: the folder's name stands first where there are several. */
function relativePath(uri: vscode.Uri): string {
  const folder = vscodeStub.workspaceFolders?.find((one) => isInside(one, uri));
  if (folder === undefined) return uri.fsPath;
  const inside = uri.path.slice(folder.uri.path.length + 1);
  return vscodeStub.workspaceFolders?.length === 1 ? inside : `${folder.name}/${inside}`;
}

type MessageRest = readonly (string | vscode.MessageItem | vscode.MessageOptions)[];

/** Of the test that runs. */
export let vscodeStub = new VscodeStub();

/** Forgets everything that a test has scripted, set and seen; the runner does it before each. */
export function resetVscodeStub(): void {
  vscodeStub = new VscodeStub();
}

/** The exports of the module `vscode`. They outlive a test: each call finds the stub that is current then. */
export const api = {
  version: manifest.engines.vscode.replace('^', ''),
  Uri,
  EventEmitter,
  Disposable,
  CancellationTokenSource,
  ...languageModelClasses,
  CodeAction,
  CodeActionKind,
  Position,
  Range,
  WorkspaceEdit,
  TabInputTextDiff: class {},
  TabInputWebview: class {},
  ThemeIcon,
  TreeItem: class {
    readonly label: string;
    constructor(label: string) {
      this.label = label;
    }
  },
  ConfigurationTarget,
  FilePermission,
  FileSystemError,
  FileType,
  ProgressLocation,
  QuickInputButtons,
  QuickPickItemKind,
  RelativePattern,
  StatusBarAlignment,
  ViewColumn,
  commands: strict<typeof vscode.commands>('vscode.commands', {
    registerCommand: (id, handler, thisArg?: unknown) => vscodeStub.commands.register(id, handler, thisArg),
    executeCommand: <T>(id: string, ...parameters: unknown[]) =>
      vscodeStub.commands.execute(id, ...parameters) as Promise<T>,
    getCommands: (filterInternal) => vscodeStub.commands.list(filterInternal),
  }),
  env: strict<typeof vscode.env>('vscode.env', {
    get language() {
      return vscodeStub.language;
    },
    clipboard: {
      readText: () => Promise.resolve(vscodeStub.clipboard),
      writeText: (text) => {
        vscodeStub.clipboard = text;
        return Promise.resolve();
      },
    },
    openExternal: (target: vscode.Uri | string) => {
      // As the editor does: a string is opened as it is, a Uri decoded and encoded anew.
      vscodeStub.openedLinks.push(typeof target === 'string' ? target : encodeURI(target.toString(true)));
      return Promise.resolve(true);
    },
  }),
  extensions: strict<typeof vscode.extensions>('vscode.extensions', {
    getExtension: <T>(id: string) => {
      const exports = vscodeStub.otherExtensions.get(id) as T;
      if (exports === undefined) return undefined;
      return strict<vscode.Extension<T>>('Extension', { exports, activate: () => Promise.resolve(exports) });
    },
  }),
  languages: strict<typeof vscode.languages>('vscode.languages', {
    registerDocumentPasteEditProvider: (selector, provider) => {
      const entry: [vscode.DocumentSelector, vscode.DocumentPasteEditProvider] = [selector, provider];
      vscodeStub.pasteProviders.push(entry);
      return new Disposable(() => vscodeStub.pasteProviders.splice(vscodeStub.pasteProviders.indexOf(entry), 1));
    },
    getDiagnostics: ((uri: vscode.Uri) =>
      vscodeStub.diagnostics.get(uri.toString()) ?? []) as typeof vscode.languages.getDiagnostics,
    registerCodeActionsProvider: () => new Disposable(() => undefined),
    getLanguages: () => Promise.resolve(['plaintext', 'typescript', 'shellscript']),
  }),
  lm: strict<typeof vscode.lm>('vscode.lm', {
    selectChatModels: (selector) => vscodeStub.languageModels.select(selector),
  }),
  l10n: strict<typeof vscode.l10n>('vscode.l10n', { t: translate as typeof vscode.l10n.t }),
  window: strict<typeof vscode.window>('vscode.window', {
    get state() {
      return { focused: vscodeStub.isFocused, active: vscodeStub.isFocused };
    },
    get activeTextEditor() {
      return vscodeStub.editors.active;
    },
    visibleTextEditors: [],
    onDidChangeWindowState: (listener) => vscodeStub.focusChanged.event(listener),
    onDidChangeActiveTextEditor: (listener) => vscodeStub.editors.onDidChangeActive(listener),
    onDidChangeTextEditorSelection: (listener) => vscodeStub.editors.selectionChanged.event(listener),
    get tabGroups() {
      return vscodeStub.editors.tabGroups;
    },
    get activeTerminal() {
      return vscodeStub.terminals.active;
    },
    get onDidStartTerminalShellExecution() {
      return vscodeStub.terminals.started.event;
    },
    get onDidEndTerminalShellExecution() {
      return vscodeStub.terminals.ended.event;
    },
    get onDidCloseTerminal() {
      return vscodeStub.terminals.closed.event;
    },
    showInformationMessage: (message: string, ...rest: MessageRest) =>
      vscodeStub.messages.show('information', message, rest),
    showWarningMessage: (message: string, ...rest: MessageRest) => vscodeStub.messages.show('warning', message, rest),
    showErrorMessage: (message: string, ...rest: MessageRest) => vscodeStub.messages.show('error', message, rest),
    showQuickPick: ((items: readonly string[], options?: vscode.QuickPickOptions) =>
      vscodeStub.picks.show(items, options)) as typeof vscode.window.showQuickPick,
    showInputBox: (options) => vscodeStub.inputs.show(options),
    showOpenDialog: (options) => vscodeStub.fileDialogs.open(options),
    showSaveDialog: (options) => vscodeStub.fileDialogs.save(options),
    withProgress: (options, task) => vscodeStub.progress.run(options, task),
    showTextDocument: async (document: vscode.TextDocument | vscode.Uri) =>
      vscodeStub.documents.show('getText' in document ? document : await vscodeStub.documents.open(document)),
    createQuickPick: <T extends vscode.QuickPickItem>() => {
      const pick = new FakeQuickPick<T>();
      vscodeStub.quickPicks.push(pick as unknown as FakeQuickPick);
      return pick;
    },
    createOutputChannel: (name: string, options?: string | { readonly log: true }) => {
      if (typeof options !== 'object') throw new Error('The vscode stub makes log channels only.');
      const channel = new FakeLogChannel(name);
      vscodeStub.logChannels.push(channel);
      return channel;
    },
    setStatusBarMessage: (text: string) => {
      vscodeStub.statusBarMessages.push(text);
      return { dispose: () => undefined };
    },
    createTreeView: () => strict<vscode.TreeView<never>>('TreeView', { dispose: () => undefined }),
    createStatusBarItem: (
      id?: string | vscode.StatusBarAlignment,
      alignment?: vscode.StatusBarAlignment,
      priority?: number,
    ) => {
      if (typeof id !== 'string') throw new Error('The vscode stub makes no status bar item without an id.');
      const item = new FakeStatusBarItem(id, alignment ?? StatusBarAlignment.Left, priority);
      vscodeStub.statusBarItems.push(item);
      return item;
    },
    createWebviewPanel: (viewType, title, show, options) =>
      vscodeStub.webviews.createPanel(viewType, title, show, options),
    registerWebviewPanelSerializer: (viewType, serializer) =>
      vscodeStub.webviews.register(vscodeStub.webviews.serializers, viewType, serializer),
    registerWebviewViewProvider: (viewType, provider) =>
      vscodeStub.webviews.register(vscodeStub.webviews.providers, viewType, provider),
  }),
  workspace: strict<typeof vscode.workspace>('vscode.workspace', {
    get workspaceFolders() {
      return vscodeStub.workspaceFolders;
    },
    get notebookDocuments() {
      return vscodeStub.notebooks;
    },
    get textDocuments() {
      return vscodeStub.documents.all as unknown as readonly vscode.TextDocument[];
    },
    onDidChangeTextDocument: (listener) => vscodeStub.documents.changed.event(listener),
    onDidSaveTextDocument: (listener) => vscodeStub.documents.saved.event(listener),
    onDidCloseTextDocument: (listener) => vscodeStub.documents.closed.event(listener),
    onDidRenameFiles: (listener) => vscodeStub.documents.renamed.event(listener),
    onDidDeleteFiles: (listener) => vscodeStub.documents.deleted.event(listener),
    findFiles: (pattern) => Promise.resolve(found(pattern)),
    asRelativePath: (target) => relativePath(target as vscode.Uri),
    getWorkspaceFolder: (uri) => vscodeStub.workspaceFolders?.find((folder) => isInside(folder, uri)),
    applyEdit: (edit) => vscodeStub.documents.apply(edit as unknown as WorkspaceEdit),
    get isTrusted() {
      return vscodeStub.isTrusted;
    },
    get fs() {
      return vscodeStub.files.api;
    },
    getConfiguration: (section) => vscodeStub.settings.getConfiguration(section),
    onDidChangeConfiguration: (listener, thisArgs?: unknown, disposables?: vscode.Disposable[]) =>
      vscodeStub.settings.onDidChange(listener, thisArgs, disposables),
    onDidGrantWorkspaceTrust: (listener, thisArgs?: unknown, disposables?: vscode.Disposable[]) =>
      vscodeStub.onDidGrantTrust(listener, thisArgs, disposables),
    createFileSystemWatcher: (pattern) => vscodeStub.watchers.create(pattern),
    onDidChangeWorkspaceFolders: (listener, thisArgs?: unknown, disposables?: vscode.Disposable[]) =>
      vscodeStub.watchers.onDidChangeFolders(listener, thisArgs, disposables),
    decode: (content: Uint8Array) => Promise.resolve(new TextDecoder(encodingOf(content)).decode(content)),
    registerFileSystemProvider: (scheme, provider) => vscodeStub.files.register(scheme, provider),
    registerTextDocumentContentProvider: (scheme, provider) => vscodeStub.documents.register(scheme, provider),
    openTextDocument: async (uri?: vscode.Uri | object | string) => {
      if (typeof uri === 'object' && 'content' in uri) return vscodeStub.documents.openUntitled(String(uri.content));
      if (!(uri instanceof Uri)) throw new Error('The vscode stub opens a document by its Uri only.');
      return vscodeStub.documents.open(uri);
    },
  }),
};

/** As byte order marks say; the editor also guesses. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
