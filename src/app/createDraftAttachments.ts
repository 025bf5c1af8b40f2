import * as vscode from 'vscode';
import type { Logger } from '../core/logger.js';
import { StoredDraftAttachments } from '../profile/storedDraftAttachments.js';

/** What is attached to drafts, in SCOUT's own folder. */
export function createDraftAttachments(storageUri: vscode.Uri, logger: Logger): StoredDraftAttachments {
  const { t } = vscode.l10n;
  return new StoredDraftAttachments(
    vscode.Uri.joinPath(storageUri, 'draft-attachments').fsPath,
    {
      tooMany: (maximum) =>
        t('A message can have up to {0} attachments. Nothing was added. Remove some, or attach a folder.', maximum),
      tooLarge: (label) => t('“{0}” is too large to be attached. Nothing was added. Attach a part of it.', label),
      tooMuch: () => t('Together this is too much for one message. Nothing was added. Remove an attachment first.'),
      notStored: () => t('The attachment could not be stored. Nothing was added. Try again.'),
      diskFull: () => t('The attachment could not be stored: the disk is full. Make room and try again.'),
      notRead: () => t('What is attached to this chat could not be read. Try again.'),
    },
    logger,
  );
}
