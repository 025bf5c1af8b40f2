import * as vscode from 'vscode';
import { unreadAttachments } from '../../../attachments/unreadInput.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import type { TargetStatus } from '../../../models/providerStatus.js';

/** Before anything is stored or sent. @throws ScoutError when the model is known not to read something that is attached */
export function refuseUnread(
  attachments: readonly AttachmentPart[],
  { model, inputs }: Pick<TargetStatus, 'model' | 'inputs'>,
): void {
  const unread = unreadAttachments(attachments, inputs);
  if (unread.length > 0)
    throw new ScoutError('unsupported-input', refusal(unread, labelOf(model)), { fault: 'unread-attachment' });
}

function refusal(unread: readonly AttachmentPart[], model: string): string {
  const { t } = vscode.l10n;
  const [first] = unread;
  const isImages = unread.every(({ kind }) => kind === 'image');
  if (unread.length > 1)
    return isImages
      ? t(
          '{0} reads no images, and {1} are attached. Choose a model that reads images, or remove them.',
          model,
          unread.length,
        )
      : t(
          '{0} cannot read {1} of the attachments. Choose a model that reads images and PDFs, or remove them.',
          model,
          unread.length,
        );
  const name = `“${labelOf(first!.label)}”`;
  return isImages
    ? t('{0} reads no images. Choose a model that does, or remove {1}.', model, name)
    : t('{0} reads no PDFs. Choose a model that does, or remove {1}.', model, name);
}
