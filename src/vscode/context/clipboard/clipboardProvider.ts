import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { fuzzyCandidates } from '../../../attachments/fuzzyCandidates.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { LastCopy } from './lastCopy.js';
import { pastedText } from './pastedText.js';

export const clipboardPrefix = 'clipboard';

/** The text in the clipboard, read when it is attached and at no other time. Pictures are pasted in the chat: extensions cannot read them. */
export class ClipboardProvider implements AttachmentProvider {
  readonly prefix = clipboardPrefix;
  readonly #copies: LastCopy;

  constructor(copies: LastCopy) {
    this.#copies = copies;
  }

  find(query: string): Promise<readonly AttachmentCandidate[]> {
    const label = vscode.l10n.t('Clipboard');
    const candidate = { id: `${clipboardPrefix}:text`, kind: 'text', label, description: '', matches: [] } as const;
    return Promise.resolve(fuzzyCandidates(query, [candidate]));
  }

  async capture(_candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const text = await vscode.env.clipboard.readText();
    signal.throwIfAborted();
    if (text.trim() !== '') return [pastedText(text, this.#copies)];
    const hint = vscode.l10n.t(
      'There is no text in the clipboard. Nothing was attached. A picture can be pasted into the chat.',
    );
    throw new ScoutError('unsupported-input', hint);
  }
}
