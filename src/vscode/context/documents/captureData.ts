import * as vscode from 'vscode';
import { attachedText } from '../../../attachments/attachedText.js';
import { isBinary } from '../../../attachments/files/isBinary.js';
import { languageOf } from '../../../attachments/files/languageOf.js';
import { newAttachment } from '../../../attachments/newAttachment.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import { cutNote } from '../files/textPart.js';
import type { DocumentReader, NamedFile } from './documentReader.js';

/**
 * A file whose bytes came along, as one that was dropped from the desktop, by what it is.
 * @throws ScoutError for what is neither text nor anything that models take; `AbortError`
 */
export async function captureData(
  file: NamedFile,
  reader: DocumentReader,
  signal: AbortSignal,
): Promise<readonly AttachmentPart[]> {
  const document = await reader.read(file, signal);
  if (document !== undefined) return [document];
  const { name, bytes, uri } = file;
  if (isBinary(bytes)) {
    const text = vscode.l10n.t(
      '“{0}” is neither text nor an image or a PDF that models read. Nothing was attached.',
      labelOf(name),
    );
    throw new ScoutError('unsupported-input', text);
  }
  const whole = await vscode.workspace.decode(bytes);
  signal.throwIfAborted();
  const { text, omitted } = attachedText(whole);
  const note = cutNote(text.length, omitted);
  const languageId = languageOf(name);
  return [
    newAttachment({
      kind: 'file',
      label: labelOf(name) || vscode.l10n.t('File'),
      text,
      bytes: bytes.length,
      ...(uri === undefined ? {} : { uri }),
      ...(languageId === undefined ? {} : { languageId }),
      ...(note === undefined ? {} : { note }),
    }),
  ];
}
