import * as vscode from 'vscode';
import { withLineFeeds } from '../../../attachments/attachedText.js';
import type { LineRange } from '../../../core/message.js';

/** What was last copied in an editor of this window. */
export interface EditorCopy {
  readonly uri: vscode.Uri;
  readonly languageId: string;
  /** All lines that are touched. */
  readonly range: LineRange;
  /** As it was when it was copied, with line feeds. */
  readonly text: string;
}

/** A longer copy is not remembered, in UTF-16 code units. */
const maximumCopy = 2_000_000;

/**
 * Remembers where the last copy in an editor came from. VS Code asks providers of paste edits when somebody copies; this one adds nothing
 * to the copy, offers no edit, and so changes no paste.
 */
export class LastCopy implements vscode.Disposable {
  #copy: EditorCopy | undefined;
  readonly #registration: vscode.Disposable;

  constructor() {
    // VS Code calls none that names no type.
    const metadata = { providedPasteEditKinds: [], copyMimeTypes: ['application/vnd.scout.copy'] };
    this.#registration = vscode.languages.registerDocumentPasteEditProvider(
      '*',
      { prepareDocumentPaste: (document, ranges) => this.#remember(document, ranges) },
      metadata,
    );
  }

  /** The copy that a text is, if it is the last one. Line ends may differ, and the line feed after a copied line. */
  of(text: string): EditorCopy | undefined {
    const copy = this.#copy;
    return copy !== undefined && trimmedEnd(copy.text) === trimmedEnd(withLineFeeds(text)) ? copy : undefined;
  }

  dispose(): void {
    this.#registration.dispose();
    this.#copy = undefined;
  }

  #remember(document: vscode.TextDocument, ranges: readonly vscode.Range[]): void {
    const [range, ...others] = ranges;
    this.#copy = undefined;
    // Several selections are not one place.
    if (range === undefined || others.length > 0) return;
    // Without a selection, the whole line is copied.
    const copied = range.isEmpty ? document.lineAt(range.start.line).rangeIncludingLineBreak : range;
    const text = withLineFeeds(document.getText(copied));
    if (text.trim() === '' || text.length > maximumCopy) return;
    const { start, end } = copied;
    const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
    const lines = { start: start.line + 1, end: last + 1 };
    this.#copy = { uri: document.uri, languageId: document.languageId, range: lines, text };
  }
}

function trimmedEnd(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}
