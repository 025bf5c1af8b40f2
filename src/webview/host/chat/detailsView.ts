import * as vscode from 'vscode';
import { soundTime } from '../../../core/soundTime.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import { conversationUsage } from '../../../chat/conversation/conversationUsage.js';
import type { Conversation, StoredJob } from '../../../storage/api/chatHistory.js';
import { count, usageText } from './usageText.js';
import { actionOf } from '../problems/problemView.js';
import type { ConversationDetailsView } from '../../protocol/chat.js';

/** What a conversation has cost, in tokens, and what the background provider did for it. */
export function detailsView(
  conversation: Conversation,
  { branch, messages }: Pick<ConversationSession, 'branch' | 'messages'>,
  jobs: readonly StoredJob[],
  displayNameOf: (provider: string) => string,
): ConversationDetailsView {
  const { t } = vscode.l10n;
  const usage = conversationUsage(messages, jobs);
  const { inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteTokens = 0, isEstimate } = usage;
  const lines = [
    t('Started {0}', new Date(soundTime(conversation.createdAt)).toLocaleString(vscode.env.language)),
    t('Messages: {0} · tokens in: {1}, out: {2}', branch.length, count(inputTokens), count(outputTokens)),
    ...(isEstimate === true
      ? [t('The tokens of models in VS Code are estimates; SCOUT does not know what they cost.')]
      : []),
    ...(cachedInputTokens + cacheWriteTokens === 0
      ? []
      : [t('Tokens read from caches: {0}, written to them: {1}', count(cachedInputTokens), count(cacheWriteTokens))]),
    ...jobs.map((job) => jobLine(job, displayNameOf(job.provider))),
  ];
  const undoable = jobs.some(({ after }) => after !== undefined && after === conversation.title);
  return { lines, actions: undoable ? [actionOf('undo-title')] : [] };
}

function jobLine({ model, usage, status, error }: StoredJob, provider: string): string {
  const { t } = vscode.l10n;
  const cost = usage === undefined ? t('tokens unknown') : usageText(usage);
  return status === 'complete'
    ? t('Title by {0} · {1}: {2}', provider, model, cost)
    : t('Title by {0} · {1} failed: {2}', provider, model, error?.message ?? cost);
}
