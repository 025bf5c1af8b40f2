import type { DraftAttachments } from '../attachments/draftAttachments.js';
import type { Drafts } from '../profile/drafts.js';
import type { AskToMerge } from '../vscode/apply/mergeRequest.js';
import { keepBoth } from '../webview/protocol/keepBoth.js';
import type { ChatViews } from '../webview/host/chatViews.js';

/** Puts the question behind what is being written in the chat, with the file attached, and shows the chat. */
export function createAskToMerge(drafts: Drafts, views: () => ChatViews, attachments: DraftAttachments): AskToMerge {
  return async (conversationId, question, file) => {
    if (file !== undefined) await attachments.add(conversationId, [file]);
    await drafts.change(conversationId, (stored) => keepBoth(stored, question));
    await views().focusChat(conversationId);
  };
}
