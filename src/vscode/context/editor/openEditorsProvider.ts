import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { fuzzyCandidates } from '../../../attachments/fuzzyCandidates.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { FileCapture } from '../files/fileCapture.js';
import { openFiles } from '../files/recentFiles.js';

/** All files that have a tab, at once. */
export class OpenEditorsProvider implements AttachmentProvider {
  readonly prefix = 'editors';
  readonly #files: FileCapture;

  constructor(files: FileCapture) {
    this.#files = files;
  }

  find(query: string): Promise<readonly AttachmentCandidate[]> {
    const count = openFiles().length;
    if (count < 2) return Promise.resolve([]);
    const candidate: AttachmentCandidate = {
      id: `${this.prefix}:all`,
      kind: 'file',
      label: vscode.l10n.t('Open Editors'),
      description: vscode.l10n.t('{0} files', count),
      matches: [],
    };
    return Promise.resolve(fuzzyCandidates(query, [candidate]));
  }

  async capture(_candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    return this.#files.capture(openFiles(), signal);
  }
}
