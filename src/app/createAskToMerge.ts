import type { DraftAttachments } from '../attachments/draftAttachments.js';
import { fenced } from '../core/text/codeFence.js';
import type { Drafts } from '../profile/drafts.js';
import type { AskToMerge } from '../vscode/apply/mergeRequest.js';
import { keepBoth } from '../webview/protocol/keepBoth.js';
import type { ChatViews } from '../webview/host/chatViews.js';

/**
 * Puts the question behind what is being written in the chat, and shows the chat. The file is attached, or stands in the question as long as
 * nothing can be attached.
 */
export function createAskToMerge(drafts: Drafts, views: () => ChatViews, attachments?: DraftAttachments): AskToMerge {
  return async (conversationId, question, file) => {
    if (file !== undefined) await attachments?.add(conversationId, [file]);
    const isInText = file?.text !== undefined && attachments === undefined;
    const text = isInText ? `${question}\n\n${file.label}:\n\n${fenced(file.text ?? '', file.languageId)}` : question;
    await drafts.change(conversationId, (stored) => keepBoth(stored, text));
    await views().focusChat(conversationId);
  };
}
