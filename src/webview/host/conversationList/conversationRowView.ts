import * as vscode from 'vscode';
import type { Conversation, SearchHit } from '../../../storage/api/chatHistory.js';
import type { HistoryHitView, HistoryRowView } from '../../protocol/protocol.js';
import { authorOf } from '../../../presentation/author.js';
import { workspaceName } from '../../../presentation/workspaceName.js';

export function historyRowView({
  id,
  title,
  updatedAt,
  workspace,
  pinned,
  archived,
  tags,
  deletedAt,
}: Conversation): HistoryRowView {
  return { id, title, updatedAt, workspace: workspaceName(workspace), pinned, archived, tags, deletedAt };
}

export function historyHitView(hit: SearchHit, displayNameOf: (provider: string) => string): HistoryHitView {
  const { conversation, messageId, time, snippet } = hit;
  return {
    conversation: historyRowView(conversation),
    messageId,
    author: authorOf(hit, vscode.l10n.t('You'), displayNameOf),
    time,
    snippet,
  };
}
