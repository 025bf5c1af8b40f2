import type * as vscode from 'vscode';
import { CancellationTokenSource, Disposable } from './events.js';
import { strict } from './strict.js';

interface OpenDocument {
  readonly uri: vscode.Uri;
  text: string;
}

/** Documents of content providers: opened, brought up to date when their provider says so, shown. */
export class Documents {
  readonly #providers = new Map<string, vscode.TextDocumentContentProvider>();
  readonly #open = new Map<string, OpenDocument>();
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
      isDirty: false,
      getText: () => document.text,
    });
  }

  /** The user closes every editor: what is opened next is asked of its provider. */
  closeAll(): void {
    this.#open.clear();
  }

  show(document: vscode.TextDocument): Promise<vscode.TextEditor> {
    this.shown.push(document);
    return Promise.resolve(strict<vscode.TextEditor>('TextEditor', { document }));
  }

  async #load(uri: vscode.Uri): Promise<OpenDocument> {
    const text = await this.#providers
      .get(uri.scheme)
      ?.provideTextDocumentContent(uri, new CancellationTokenSource().token);
    if (text === undefined || text === null) throw new Error(`cannot open ${uri.toString()}`);
    const document = this.#open.get(uri.toString()) ?? { uri, text };
    document.text = text;
    this.#open.set(uri.toString(), document);
    return document;
  }
}
