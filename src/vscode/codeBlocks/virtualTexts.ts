import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';

/** Of addresses of texts that are no files. */
export const virtualScheme = 'scout-text';

const maximumPassing = 20;

/** Texts that nobody can change, to be compared with: kept until they are removed, or this is disposed of. */
export class VirtualTexts implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;
  /** Addresses of those that are removed when others take their place, the oldest first. */
  readonly #passing: vscode.Uri[] = [];
  /** Of this window, so that the editor of an earlier one is shown no text that is not its own. */
  readonly #id = randomUUID();
  #count = 0;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(virtualScheme, {
      provideTextDocumentContent: ({ query }) => this.#texts.get(query) ?? goneText(),
    });
  }

  /** @param path what the editor shows, and takes the language from: begins with a slash */
  add(path: string, text: string): vscode.Uri {
    this.#count += 1;
    const query = `${this.#id}-${this.#count}`;
    this.#texts.set(query, text);
    return vscode.Uri.from({ scheme: virtualScheme, path, query });
  }

  /** The same of a text that is looked at once: the oldest of many are empty when an editor shows them anew. */
  addPassing(path: string, text: string): vscode.Uri {
    const uri = this.add(path, text);
    this.#passing.push(uri);
    for (const old of this.#passing.splice(0, Math.max(0, this.#passing.length - maximumPassing))) this.remove(old);
    return uri;
  }

  remove({ query }: vscode.Uri): void {
    this.#texts.delete(query);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#texts.clear();
  }
}

/** For an editor that was there before the window was loaded anew, or before many others. */
function goneText(): string {
  return vscode.l10n.t('This text is no longer kept. The file itself is as you see it beside.');
}
