import * as vscode from 'vscode';
import { manifestDocument, type ManifestDocument } from '../../chat/answering/manifestDocument.js';
import type { Disposable } from '../../core/disposables.js';
import type { SecretFinder } from '../../privacy/secretFinding.js';
import { ReadOnlyDocument } from '../ui/readOnlyDocument.js';
import { manifestTexts } from './manifestTexts.js';
import type { PreviewedRequest } from './previewedRequest.js';
import { priceOfInput } from './priceOfInput.js';

/** How long VS Code may take to show a new text, in milliseconds. */
const longestUpdateMs = 3_000;

/** Shows in a read-only editor what would be sent, with likely secrets highlighted. A new preview takes the place of the one before. */
export class RequestPreview implements Disposable {
  readonly #finder: SecretFinder;
  readonly #document = new ReadOnlyDocument('scout-request', 'SCOUT request.md');
  readonly #marked = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('inputValidation.warningBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('inputValidation.warningBorder'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.warningForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
  });

  constructor(finder: SecretFinder) {
    this.#finder = finder;
  }

  /** @throws `AbortError` when the signal is aborted before the document is made */
  async show({ manifest, target, price }: PreviewedRequest, signal: AbortSignal): Promise<void> {
    const texts = manifestTexts(priceOfInput(price));
    const { text, secrets } = await manifestDocument(manifest, target, this.#finder, texts, signal);
    const editor = await this.#document.show(text);
    // One that was open already takes the new text a moment later.
    if (await hasText(editor.document, text, signal)) this.#mark(editor, secrets);
  }

  dispose(): void {
    this.#marked.dispose();
    this.#document.dispose();
  }

  #mark(editor: vscode.TextEditor, secrets: ManifestDocument['secrets']): void {
    const { document } = editor;
    const ranges = secrets.map(
      ({ start, end }) => new vscode.Range(document.positionAt(start), document.positionAt(end)),
    );
    editor.setDecorations(this.#marked, ranges);
  }
}

/** Whether the document says this, now or within a while. */
async function hasText(document: vscode.TextDocument, text: string, signal: AbortSignal): Promise<boolean> {
  if (document.getText() === text) return true;
  const changed = new Promise<boolean>((resolve) => {
    const listening = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && document.getText() === text) end(true);
    });
    const timer = setTimeout(() => end(false), longestUpdateMs);
    const onAbort = (): void => end(false);
    signal.addEventListener('abort', onAbort);
    const end = (isThere: boolean): void => {
      listening.dispose();
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(isThere);
    };
  });
  return changed;
}
