import * as vscode from 'vscode';
import { attachedText } from '../../../attachments/attachedText.js';
import { newAttachment } from '../../../attachments/newAttachment.js';
import type { AttachmentPart } from '../../../core/message.js';
import { singleLine } from '../../../core/text/singleLine.js';
import { filePlace } from '../files/filePlace.js';
import { cutNote } from '../files/textPart.js';
import type { LastCopy } from './lastCopy.js';

/** How much of a text names it, in characters. */
const nameLength = 40;

/** A text that was pasted, as an attachment: the lines of the file where it was copied in an editor of this window, or else by itself. */
export function pastedText(pasted: string, copies: LastCopy): AttachmentPart {
  const copy = copies.of(pasted);
  const { text, omitted } = attachedText(pasted);
  const note = cutNote(text.length, omitted);
  const noted = note === undefined ? {} : { note };
  const bytes = Buffer.byteLength(pasted);
  if (copy === undefined) {
    const beginning = singleLine(text.slice(0, 4 * nameLength), nameLength);
    return newAttachment({ kind: 'text', label: beginning || vscode.l10n.t('Pasted Text'), text, bytes, ...noted });
  }
  const { uri, range, languageId } = copy;
  const label = filePlace(uri).label;
  return newAttachment({ kind: 'selection', label, text, uri: uri.toString(), range, languageId, bytes, ...noted });
}
