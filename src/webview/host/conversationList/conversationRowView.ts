import * as vscode from 'vscode';
import type { Conversation, SearchHit } from '../../../storage/api/chatHistory.js';
import type { SearchHitView, ConversationRowView } from '../../protocol/conversationList.js';
import { authorOf } from '../../../presentation/author.js';
import { workspaceName } from '../../../presentation/workspaceName.js';

export function conversationRowView({
  id,
  title,
  updatedAt,
  workspace,
  pinned,
  archived,
  tags,
  deletedAt,
}: Conversation): ConversationRowView {
  return { id, title, updatedAt, workspace: workspaceName(workspace), pinned, archived, tags, deletedAt };
}

export function searchHitView(hit: SearchHit, displayNameOf: (provider: string) => string): SearchHitView {
  const { conversation, messageId, time, snippet, words } = hit;
  return {
    conversation: conversationRowView(conversation),
    messageId,
    author: authorOf(hit, vscode.l10n.t('You'), displayNameOf),
    time,
    snippet,
    words,
  };
}
