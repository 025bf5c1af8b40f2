import * as vscode from 'vscode';
import type { Conversation, SearchHit } from '../storage/chatHistory.js';
import type { HistoryHitView, HistoryRowView } from './protocol.js';
import { workspaceName } from './workspaceName.js';

export function historyRowView({ id, title, updatedAt, workspace, pinned, archived, tags, deletedAt }: Conversation): HistoryRowView {
  return { id, title, updatedAt, workspace: workspaceName(workspace), pinned, archived, tags, deletedAt };
}

export function historyHitView(hit: SearchHit, displayNameOf: (provider: string) => string): HistoryHitView {
  const { conversation, messageId, time, snippet } = hit;
  return { conversation: historyRowView(conversation), messageId, author: authorOf(hit, displayNameOf), time, snippet };
}

/** "You", or who answered; empty when no message was found. */
export function authorOf({ messageId, role, provider, model }: SearchHit, displayNameOf: (provider: string) => string): string {
  if (messageId === null) return '';
  if (role === 'user') return vscode.l10n.t('You');
  return [provider === undefined ? '' : displayNameOf(provider), model ?? ''].filter((name) => name !== '').join(' · ');
}
