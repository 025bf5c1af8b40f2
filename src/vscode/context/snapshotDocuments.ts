import * as vscode from 'vscode';

const scheme = 'scout-snapshot';
/** How many stay to be shown; an editor that still shows an older one keeps what it has. */
const maximum = 100;

/** Texts as documents that nobody can change: what was attached, as it was. */
export class SnapshotDocuments implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) =>
        this.#texts.get(uri.toString()) ??
        vscode.l10n.t('This is not kept here any more. Open it from the chat again.'),
    });
  }

  /** @param id tells it from all others @param name of the file, whose ending tells its language */
  add(id: string, name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${id}/${name}` });
    this.#texts.delete(uri.toString());
    this.#texts.set(uri.toString(), text);
    for (const key of this.#texts.keys()) if (this.#texts.size > maximum) this.#texts.delete(key);
    return uri;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
