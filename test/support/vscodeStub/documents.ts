import { readFile } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { CancellationTokenSource, Disposable, EventEmitter } from './events.js';
import { carryOut, positionAt, type WorkspaceEdit } from './editing.js';
import { strict } from './strict.js';
import { Uri } from './values.js';

interface OpenDocument {
  readonly uri: vscode.Uri;
  text: string;
  /** What is on the disk. */
  saved: string;
}

/** Documents of content providers: opened, brought up to date when their provider says so, shown. */
export class Documents {
  readonly #providers = new Map<string, vscode.TextDocumentContentProvider>();
  readonly #open = new Map<string, OpenDocument>();
  readonly changed = new EventEmitter<vscode.TextDocumentChangeEvent>();
  readonly saved = new EventEmitter<vscode.TextDocument>();
  readonly closed = new EventEmitter<vscode.TextDocument>();
  readonly deleted = new EventEmitter<vscode.FileDeleteEvent>();
  readonly renamed = new EventEmitter<vscode.FileRenameEvent>();
  /** What was shown in an editor, in order; `getText()` gives what it says now. */
  readonly shown: vscode.TextDocument[] = [];

  register(scheme: string, provider: vscode.TextDocumentContentProvider): Disposable {
    this.#providers.set(scheme, provider);
    const listening = provider.onDidChange?.((uri) => {
      if (this.#open.has(uri.toString())) void this.#load(uri);
    });
    return new Disposable(() => {
      listening?.dispose();
      this.#providers.delete(scheme);
    });
  }

  async open(uri: vscode.Uri): Promise<vscode.TextDocument> {
    const document = this.#open.get(uri.toString()) ?? (await this.#load(uri));
    return strict<vscode.TextDocument>('TextDocument', {
      uri,
      fileName: uri.fsPath,
      isUntitled: false,
      isClosed: false,
      languageId: 'plaintext',
      get isDirty() {
        return document.text !== document.saved;
      },
      getText: () => document.text,
      positionAt: (offset) => positionAt(document.text, offset) as vscode.Position,
    });
  }

  /** A new document without a file. */
  async openUntitled(text: string): Promise<vscode.TextDocument> {
    const uri = Uri.from({ scheme: 'untitled', path: `Untitled-${this.#open.size + 1}` });
    this.#open.set(uri.toString(), { uri, text, saved: '' });
    return this.open(uri);
  }

  /** The user writes something into a document. */
  async write(uri: vscode.Uri, text: string): Promise<void> {
    const document = await this.open(uri);
    this.#open.get(uri.toString())!.text = text;
    this.changed.fire({ document, contentChanges: [], reason: undefined });
  }

  /** Those that are open. */
  get all(): readonly Pick<
    vscode.TextDocument,
    'uri' | 'isClosed' | 'isDirty' | 'languageId' | 'version' | 'getText'
  >[] {
    return [...this.#open.values()].map(({ uri, text, saved }) => {
      const isDirty = text !== saved;
      return { uri, isClosed: false, isDirty, languageId: 'plaintext', version: 1, getText: () => text };
    });
  }

  /** As the editor does it: what was done before an operation failed stays. */
  async apply(edit: WorkspaceEdit): Promise<boolean> {
    try {
      await this.#carryOut(edit);
      return true;
    } catch {
      return false;
    }
  }

  async #carryOut(edit: WorkspaceEdit): Promise<void> {
    await carryOut(
      edit,
      async (uri) => (await this.open(uri), this.#open.get(uri.toString())!),
      (uri, newUri) => {
        const document = this.#open.get(uri.toString());
        this.#open.delete(uri.toString());
        if (document !== undefined && newUri !== undefined)
          this.#open.set(newUri.toString(), { ...document, uri: newUri });
      },
    );
  }

  /** The user closes every editor: what is opened next is asked of its provider. */
  closeAll(): void {
    this.#open.clear();
  }

  show(document: vscode.TextDocument): Promise<vscode.TextEditor> {
    this.shown.push(document);
    return Promise.resolve(strict<vscode.TextEditor>('TextEditor', { document }));
  }

  async #read(uri: vscode.Uri): Promise<string | null | undefined> {
    if (uri.scheme === 'file') return textIn(await readFile(uri.fsPath));
    if (uri.scheme === 'untitled') return '';
    const provider = this.#providers.get(uri.scheme);
    return provider?.provideTextDocumentContent(uri, new CancellationTokenSource().token);
  }

  async #load(uri: vscode.Uri): Promise<OpenDocument> {
    const text = await this.#read(uri);
    if (text === undefined || text === null) throw new Error(`cannot open ${uri.toString()}`);
    const document = this.#open.get(uri.toString()) ?? { uri, text, saved: text };
    document.text = text;
    document.saved = text;
    this.#open.set(uri.toString(), document);
    return document;
  }
}

/** The editor takes no binary file for a text. */
function textIn(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new Error('cannot open: File seems to be binary and cannot be opened as text');
  return new TextDecoder().decode(bytes);
}
