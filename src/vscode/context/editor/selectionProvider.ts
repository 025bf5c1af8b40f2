import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { attachedText } from '../../../attachments/attachedText.js';
import { fuzzyCandidates } from '../../../attachments/fuzzyCandidates.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentPart, LineRange } from '../../../core/message.js';
import { uuidv7 } from '../../../core/uuid.js';
import { askAboutFiles } from '../files/fileConcerns.js';
import type { FileCapture } from '../files/fileCapture.js';
import { filePlace } from '../files/filePlace.js';
import { fileCandidate } from '../files/fileProvider.js';
import { concernsOf } from '../files/concernsOf.js';
import { IgnoredFiles } from '../files/ignoredFiles.js';
import { showLeftOut } from '../files/showLeftOut.js';
import { cutNote } from '../files/textPart.js';
import type { EditorInUse, UsedEditor } from './editorInUse.js';

/** How many selections of an editor are taken. */
const maximumSelections = 20;

/** What is selected in the editor, and the file that it shows. The id of a selection is the URI of its document. */
export class SelectionProvider implements AttachmentProvider {
  readonly prefix = 'selection';
  readonly #editor: EditorInUse;
  readonly #files: FileCapture;

  constructor(editor: EditorInUse, files: FileCapture) {
    this.#editor = editor;
    this.#files = files;
  }

  find(query: string): Promise<readonly AttachmentCandidate[]> {
    const used = this.#editor.current;
    if (used === undefined) return Promise.resolve([]);
    const selection = used.selections.length === 0 ? [] : [usedCandidate(used)];
    const file = query === '' ? [fileCandidate(used.document.uri, undefined, [])] : [];
    return Promise.resolve([...fuzzyCandidates(query, selection), ...file]);
  }

  /** What is selected now, each selection by itself; the file where nothing is. */
  async capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const address = candidateId.slice(this.prefix.length + 1);
    const used = this.#editor.selectionsIn(address);
    if (used === undefined)
      throw new ScoutError('unsupported-input', vscode.l10n.t('The editor with the selection is closed.'));
    return this.captureEditor(used, signal);
  }

  /** The same for an editor that is known. */
  async captureEditor(used: UsedEditor, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const { document, selections } = used;
    if (selections.length === 0) return this.#files.capture([document.uri], signal);
    const concerns = await concernsOf(document.uri, new IgnoredFiles());
    const parts = selections.slice(0, maximumSelections).map((selection) => selectionPart(document, selection));
    const { label } = filePlace(document.uri);
    if (concerns.length > 0) {
      const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
      if ((await askAboutFiles([{ label, bytes, concerns }], 0)) !== 'all') return [];
    }
    if (selections.length > parts.length) showLeftOut([tooManySelections(label, selections.length)]);
    return parts;
  }
}

/** The selection, or the file where nothing is selected, as it is offered. */
export function usedCandidate({ document, selections }: UsedEditor): AttachmentCandidate {
  const [first, ...others] = selections.slice(0, maximumSelections);
  if (first === undefined) return fileCandidate(document.uri, undefined, []);
  const candidate = fileCandidate(document.uri, linesOfSelection(first), []);
  const more = others.length === 0 ? '' : ` +${others.length}`;
  return { ...candidate, id: `selection:${document.uri.toString()}`, label: candidate.label + more };
}

function tooManySelections(label: string, count: number): string {
  return vscode.l10n.t(
    'Of {0} selections in {1} the first {2} were taken. To have all of them, attach the file.',
    count,
    `“${label}”`,
    maximumSelections,
  );
}

function selectionPart(document: vscode.TextDocument, selection: vscode.Range): AttachmentPart {
  const original = document.getText(selection);
  const { text, omitted } = attachedText(original);
  const note = cutNote(text.length, omitted);
  return {
    type: 'attachment',
    id: uuidv7(),
    kind: 'selection',
    label: filePlace(document.uri).label,
    mediaType: 'text/plain',
    text,
    uri: document.uri.toString(),
    range: linesOfSelection(selection),
    languageId: document.languageId,
    bytes: Buffer.byteLength(original),
    capturedAt: Date.now(),
    ...(note !== undefined && { note }),
  };
}

/** A selection that ends before the first character of a line does not reach it. */
function linesOfSelection({ start, end }: vscode.Range): LineRange {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { start: start.line + 1, end: last + 1 };
}
