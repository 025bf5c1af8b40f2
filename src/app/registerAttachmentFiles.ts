import * as vscode from 'vscode';
import type { DraftAttachments } from '../attachments/draftAttachments.js';
import type { Storage } from '../storage/host/storage.js';
import { AttachmentFiles, type FindAttachment } from '../vscode/attachmentFiles/attachmentFiles.js';
import { attachmentScheme } from '../vscode/attachmentFiles/attachmentScheme.js';
import type { Features } from './features.js';

/**
 * Shows copies of what was attached as files: an editor with one may be there before any chat is.
 * @param drafts what is attached to drafts; made when it is asked for
 */
export function registerAttachmentFiles(
  storage: Storage,
  { chat }: Features,
  drafts: () => Promise<Pick<DraftAttachments, 'list'>>,
): vscode.Disposable {
  const find: FindAttachment = async (uri) => {
    const { findAttachment } = await import('../vscode/attachmentFiles/findAttachment.js');
    return findAttachment(uri, {
      history: storage.history,
      drafts,
      unsavedChats: async () => (await chat.started())?.conversations.unsaved ?? [],
    });
  };
  return vscode.workspace.registerFileSystemProvider(attachmentScheme, new AttachmentFiles(find), {
    isReadonly: true,
    isCaseSensitive: true,
  });
}
