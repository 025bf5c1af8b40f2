import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { fuzzyCandidates } from '../../../attachments/fuzzyCandidates.js';
import { maximumDocumentBytes } from '../../../attachments/limits.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import type { DocumentReader } from './documentReader.js';
import { tooLarge } from './tooLarge.js';

export const diskPrefix = 'disk';

/** Images and PDFs that are chosen in the dialog for files. */
export class DiskProvider implements AttachmentProvider {
  readonly prefix = diskPrefix;
  readonly #reader: DocumentReader;

  constructor(reader: DocumentReader) {
    this.#reader = reader;
  }

  find(query: string): Promise<readonly AttachmentCandidate[]> {
    const label = vscode.l10n.t('Image or PDF from Disk…');
    return Promise.resolve(
      fuzzyCandidates(query, [{ id: `${diskPrefix}:ask`, kind: 'image', label, description: '', matches: [] }]),
    );
  }

  /** All that were chosen, or none: what cannot be attached is said before anything is. */
  async capture(_candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const chosen = await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Attach Images or PDFs'),
      openLabel: vscode.l10n.t('Attach'),
      canSelectMany: true,
      filters: { [vscode.l10n.t('Images and PDFs')]: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'pdf'] },
    });
    const parts: AttachmentPart[] = [];
    for (const uri of chosen ?? []) parts.push(await this.#read(uri, signal));
    return parts;
  }

  async #read(uri: vscode.Uri, signal: AbortSignal): Promise<AttachmentPart> {
    const name = uri.path.split('/').pop() ?? '';
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maximumDocumentBytes) throw tooLarge(name, size, maximumDocumentBytes);
    const bytes = await vscode.workspace.fs.readFile(uri);
    signal.throwIfAborted();
    const part = await this.#reader.read({ name, bytes, uri: uri.toString() }, signal);
    if (part !== undefined) return part;
    const text = vscode.l10n.t(
      '“{0}” is neither a PDF nor an image that models can read (PNG, JPEG, GIF, WebP). Nothing was attached.',
      labelOf(name),
    );
    throw new ScoutError('unsupported-input', text);
  }
}
