import * as vscode from 'vscode';
import { manifestDocument, type ManifestDocument } from '../../chat/answering/manifestDocument.js';
import type { PromptManifest } from '../../chat/answering/promptManifest.js';
import type { Disposable } from '../../core/disposables.js';
import type { ModelPrice } from '../../core/modelPrice.js';
import { costOf } from '../../models/facts/costOf.js';
import type { SecretFinder } from '../../privacy/secretFinding.js';
import type { SendTarget } from '../../privacy/sendGate.js';
import { ReadOnlyDocument } from '../ui/readOnlyDocument.js';
import { manifestTexts, type PriceOfInput } from './manifestTexts.js';

/** How long VS Code may take to show a new text, in milliseconds. */
const longestUpdateMs = 3_000;

/** What is shown: a request, to whom it would go, and what that costs if it is known. */
export interface PreviewedRequest {
  readonly manifest: PromptManifest;
  readonly target: SendTarget;
  readonly price: ModelPrice | undefined;
}

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
    const texts = manifestTexts(price === undefined ? () => undefined : priceOfInput(price));
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

function priceOfInput(price: ModelPrice): PriceOfInput {
  const format = new Intl.NumberFormat(vscode.env.language, {
    style: 'currency',
    currency: price.currency,
    maximumSignificantDigits: 2,
  });
  return (tokens) => format.format(costOf(price, { inputTokens: tokens, outputTokens: 0 }, new Date()) / 1_000_000);
}
