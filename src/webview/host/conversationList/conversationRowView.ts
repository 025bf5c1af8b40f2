import * as vscode from 'vscode';
import { soundTime } from '../../../core/soundTime.js';
import type { Conversation, SearchHit } from '../../../storage/api/chatHistory.js';
import type { SearchHitView, ConversationRowView } from '../../protocol/conversationList.js';
import { authorOf } from '../../../presentation/author.js';
import { workspaceName } from '../../../presentation/workspaceName.js';

/** @param here the folder the window shows, as a URI: a row names its own only when it is another. */
export function conversationRowView(
  { id, title, updatedAt, workspace, pinned, archived, tags, deletedAt }: Conversation,
  here: string | null,
): ConversationRowView {
  const elsewhere = workspace === here ? '' : workspaceName(workspace);
  return { id, title, updatedAt: soundTime(updatedAt), workspace: elsewhere, pinned, archived, tags, deletedAt };
}

/** @param here as for `conversationRowView` */
export function searchHitView(
  hit: SearchHit,
  here: string | null,
  displayNameOf: (provider: string) => string,
): SearchHitView {
  const { conversation, messageId, time, snippet, words } = hit;
  return {
    conversation: conversationRowView(conversation, here),
    messageId,
    author: authorOf(hit, vscode.l10n.t('You'), displayNameOf),
    time: soundTime(time),
    snippet,
    words,
  };
}
