import * as vscode from 'vscode';
import { attachedText, withLineFeeds } from '../../../attachments/attachedText.js';
import { linesOf } from '../../../attachments/files/lineRange.js';
import { languageOf } from '../../../attachments/files/languageOf.js';
import type { AttachmentPart, LineRange } from '../../../core/message.js';
import { uuidv7 } from '../../../core/uuid.js';
import { filePlace } from './filePlace.js';

export interface FileText {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly bytes: number;
  readonly languageId?: string | undefined;
  /** Takes these lines only. */
  readonly range?: LineRange | undefined;
  readonly note?: string | undefined;
}

/** A file, or lines of it, as an attachment. `undefined` when it does not have these lines. */
export function textPart({ uri, text, bytes, languageId, range, note }: FileText): AttachmentPart | undefined {
  const { label } = filePlace(uri);
  // Before anything is cut: lines may stand behind what an attachment can have.
  const lines = range === undefined ? { text, range } : linesOf(withLineFeeds(text), range);
  if (lines === undefined) return undefined;
  const { text: kept, omitted } = attachedText(lines.text);
  const language = languageId ?? languageOf(uri.path.slice(uri.path.lastIndexOf('/') + 1));
  const notes = [note, cutNote(kept.length, omitted)].filter((part) => part !== undefined);
  return {
    type: 'attachment',
    id: uuidv7(),
    kind: range === undefined ? 'file' : 'selection',
    label,
    mediaType: 'text/plain',
    text: kept,
    uri: uri.toString(),
    ...(lines.range !== undefined && { range: lines.range }),
    ...(language !== undefined && { languageId: language }),
    bytes: range === undefined ? bytes : Buffer.byteLength(lines.text),
    capturedAt: Date.now(),
    ...(omitted > 0 && { isCut: true }),
    ...(notes.length > 0 && { note: notes.join(' ') }),
  };
}

/** What a cut text is marked with; `undefined` where nothing was cut. */
export function cutNote(kept: number, omitted: number): string | undefined {
  if (omitted === 0) return undefined;
  const count = new Intl.NumberFormat(vscode.env.language);
  return vscode.l10n.t('The first {0} of {1} characters.', count.format(kept), count.format(kept + omitted));
}
