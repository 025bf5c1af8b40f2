import type * as vscode from 'vscode';
import type { DraftAttachments } from '../../attachments/draftAttachments.js';
import type { AttachmentPart, MessagePart } from '../../core/message.js';
import type { ChatHistory } from '../../storage/api/chatHistory.js';
import type { UnsavedChat } from '../archives/withUnsaved.js';
import { attachmentReferenceIn } from './attachmentUri.js';

export interface FindAttachmentDependencies {
  readonly history: Pick<ChatHistory, 'messages'>;
  readonly drafts: () => Promise<Pick<DraftAttachments, 'list'>>;
  /** The chats of which something may not be on disk yet. */
  readonly unsavedChats: () => Promise<readonly UnsavedChat[]>;
}

/**
 * Finds what an address names, in the draft or the message; `undefined` when there is none. What was sent since it was opened has left the draft: an
 * editor that shows it keeps its text.
 */
export async function findAttachment(
  uri: vscode.Uri,
  { history, drafts, unsavedChats }: FindAttachmentDependencies,
): Promise<AttachmentPart | undefined> {
  const reference = attachmentReferenceIn(uri);
  if (reference === undefined) return undefined;
  const { conversationId, messageId, attachmentId } = reference;
  if (messageId === null) return attachmentIn(await (await drafts()).list(conversationId), attachmentId);
  const unsaved = (await unsavedChats()).find(({ id }) => id === conversationId);
  const messages = unsaved?.messages ?? (await history.messages(conversationId, [messageId]));
  return attachmentIn(messages.find(({ id }) => id === messageId)?.parts ?? [], attachmentId);
}

function attachmentIn(parts: readonly MessagePart[], id: string): AttachmentPart | undefined {
  return parts.find((part): part is AttachmentPart => part.type === 'attachment' && part.id === id);
}
