import * as vscode from 'vscode';
import { attachedText } from '../../../attachments/attachedText.js';
import { isBinary } from '../../../attachments/files/isBinary.js';
import { languageOf } from '../../../attachments/files/languageOf.js';
import { newAttachment } from '../../../attachments/newAttachment.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import { cutNote } from '../files/textPart.js';
import type { DocumentReader } from './documentReader.js';
import type { NamedFile } from './namedFile.js';

/**
 * A file that has a name and bytes and no place, such as one that was dropped from the desktop: an image, a PDF, or text.
 * @throws ScoutError with a sentence for the user, `AbortError`
 */
export async function captureData(
  file: NamedFile,
  reader: DocumentReader,
  signal: AbortSignal,
): Promise<AttachmentPart> {
  const { name, bytes } = file;
  const document = await reader.read(file, signal);
  if (document !== undefined) return document;
  if (bytes.length === 0)
    throw new ScoutError('unsupported-input', vscode.l10n.t('“{0}” is empty. Nothing was attached.', labelOf(name)));
  if (isBinary(bytes)) {
    const text = vscode.l10n.t(
      '“{0}” is neither text nor a PDF or an image that models can read (PNG, JPEG, GIF, WebP). Nothing was attached.',
      labelOf(name),
    );
    throw new ScoutError('unsupported-input', text);
  }
  // As VS Code would read a new file: with the user's settings for encodings.
  const { text, omitted } = attachedText(await vscode.workspace.decode(bytes));
  signal.throwIfAborted();
  const [languageId, note] = [languageOf(name), cutNote(text.length, omitted)];
  return newAttachment({
    kind: 'file',
    label: labelOf(name) || vscode.l10n.t('File'),
    text,
    bytes: bytes.length,
    ...(languageId === undefined ? {} : { languageId }),
    ...(note === undefined ? {} : { note }),
  });
}
