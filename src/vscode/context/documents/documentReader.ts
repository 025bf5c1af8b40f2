import * as vscode from 'vscode';
import { DocumentError, runDocumentJob } from '../../../attachments/documents/runDocumentJob.js';
import type { PdfText } from '../../../attachments/documents/protocol.js';
import { maximumAttachmentData } from '../../../attachments/limits.js';
import type { ScaleImage } from '../../../attachments/imageScaler.js';
import { newAttachment } from '../../../attachments/newAttachment.js';
import { ScoutError } from '../../../core/errors.js';
import { mediaTypeOf } from '../../../core/fileType.js';
import type { AttachmentPart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import type { NamedFile } from './namedFile.js';
import { readImage } from './readImage.js';
import { tooLarge } from './tooLarge.js';

/** What a model is given of a PDF's text, in UTF-16 code units. */
const maximumPdfText = 500_000;
const maximumPdfPages = 500;

/** Reads images and PDFs. What a file is, its first bytes decide, whatever its name says. */
export class DocumentReader {
  readonly #workerFile: string;
  readonly #scale: ScaleImage;

  /** @param workerFile the built `documentWorker.js` */
  constructor(workerFile: string, scale: ScaleImage) {
    this.#workerFile = workerFile;
    this.#scale = scale;
  }

  /**
   * @returns `undefined` for what is neither an image that vendors take (PNG, JPEG, GIF, WebP) nor a PDF
   * @throws ScoutError with a sentence for the user, `AbortError`
   */
  async read(file: NamedFile, signal: AbortSignal): Promise<AttachmentPart | undefined> {
    const mediaType = mediaTypeOf(file.bytes);
    if (mediaType === undefined) return undefined;
    return mediaType === 'application/pdf' ? this.#pdf(file, signal) : readImage(file, mediaType, this.#scale, signal);
  }

  async #pdf({ name, bytes, uri }: NamedFile, signal: AbortSignal): Promise<AttachmentPart> {
    const { text, pages, readPages } = await this.#textOf(name, bytes, signal);
    const isSendable = bytes.length <= maximumAttachmentData;
    if (!isSendable && text === '') throw tooLarge(name, bytes.length, maximumAttachmentData);
    const notes = [
      ...(text === '' ? [vscode.l10n.t('without text: only models that read PDFs can use it')] : []),
      ...(isSendable ? [] : [vscode.l10n.t('too large to be sent as a PDF: its text only')]),
      ...(readPages < pages ? [vscode.l10n.t('text of the first {0} of {1} pages', readPages, pages)] : []),
    ];
    return newAttachment({
      kind: 'pdf',
      label: labelOf(name) || 'PDF',
      ...(text === '' ? {} : { text }),
      ...(isSendable ? { data: Buffer.from(bytes).toString('base64'), mediaType: 'application/pdf' } : {}),
      bytes: bytes.length,
      ...(uri === undefined ? {} : { uri }),
      ...(notes.length === 0 ? {} : { note: notes.join(', ') }),
    });
  }

  async #textOf(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<PdfText> {
    try {
      const job = { kind: 'pdf', bytes, maximum: maximumPdfText, maximumPages: maximumPdfPages } as const;
      return await runDocumentJob(job, this.#workerFile, signal);
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      throw new ScoutError('unsupported-input', pdfFailureText(error.failure, labelOf(name)));
    }
  }
}

function pdfFailureText(failure: DocumentError['failure'], name: string): string {
  switch (failure) {
    case 'password':
      return vscode.l10n.t(
        '“{0}” is protected by a password, so neither SCOUT nor a model can read it. Nothing was attached. Save a copy without the password and attach that.',
        name,
      );
    case 'damaged':
      return vscode.l10n.t('“{0}” is damaged and cannot be read as a PDF. Nothing was attached.', name);
    case 'too-much':
      return vscode.l10n.t(
        'Reading “{0}” took too long or too much memory. Nothing was attached. Attach some of its pages as a file of their own.',
        name,
      );
  }
}
