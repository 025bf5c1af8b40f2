import * as vscode from 'vscode';

/** A document nobody can edit and nobody is asked to save, such as a report. A new text replaces the old one. */
export class ReadOnlyDocument implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly #uri: vscode.Uri;
  #text = '';

  /** @param scheme of its address, used by nothing else. @param name what its tab says. */
  constructor(scheme: string, name: string) {
    this.#uri = vscode.Uri.from({ scheme, path: `/${name}` });
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: () => this.#text,
    });
  }

  async show(text: string): Promise<vscode.TextEditor> {
    this.#text = text;
    this.#changed.fire(this.#uri);
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(this.#uri));
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
