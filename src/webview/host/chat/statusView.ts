import * as vscode from 'vscode';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { Turn } from '../../../chat/answering/turn.js';
import { cachedPrompt, type CachedPrompt } from '../../../chat/answering/promptCache.js';
import type { ModelRef } from '../../../models/modelSelection.js';
import { coldCacheText } from './coldCacheText.js';
import type { StatusView, TurnView } from '../../protocol/chat.js';
import type { ProblemView } from '../../protocol/problems.js';
import type { ProviderStatus, TargetStatus } from '../../../models/providerStatus.js';
import { problemOf } from '../problems/problemView.js';
import { noticeView } from './noticeView.js';
import { welcomeView } from './welcomeView.js';

/** The chat that a status is about. */
export type StatusSubject = Pick<ConversationSession, 'selection' | 'branch' | 'turn'>;

/**
 * What is shown around the messages of a chat.
 * @param isRead whether the user has put away what is said about a retirement
 * @param now in milliseconds since the epoch
 */
export function statusView(
  provider: ProviderStatus,
  chat: StatusSubject,
  problem: ProblemView | null,
  isRead: (retirement: string) => boolean,
  now = Date.now(),
): StatusView {
  const target = targetOf(provider, chat);
  const { retirement } = target;
  const prompt = nextPrompt(provider, chat);
  const isCold = prompt !== undefined && prompt.expiresAt <= now;
  const { providerName, model, effortLabel, parameterLabels } = target;
  return {
    providerLabel: providerName,
    modelLabel: model === '' ? vscode.l10n.t('Choose a model') : model,
    effortLabel,
    parameterLabels,
    notice: noticeView(
      retirement !== undefined && isRead(retirement) ? { ...target, retirement: undefined } : target,
      isCold ? coldCacheText(prompt, target.price, now) : undefined,
    ),
    welcome: welcomeView(target),
    problem,
    turn: chat.turn === undefined ? null : turnView(chat.turn, provider.displayNameOf(chat.turn.provider)),
  };
}

/** What the next question of a chat could read from its vendor's cache; `undefined` while one is being answered. */
export function nextPrompt(
  provider: ProviderStatus,
  { selection, branch, turn }: StatusSubject,
): CachedPrompt | undefined {
  const { providerId, model, vendor } = provider.of(selection);
  if (turn !== undefined || vendor === undefined) return undefined;
  return cachedPrompt(branch, { ref: { endpoint: providerId as ModelRef['endpoint'], model }, vendor });
}

/** An endpoint that is gone is called as it was when it last answered here. */
function targetOf(provider: ProviderStatus, { selection, branch }: StatusSubject): TargetStatus {
  const target = provider.of(selection);
  if (!target.isGone) return target;
  const answer = branch.findLast(
    (message) => message.provider === target.providerId && message.providerName !== undefined,
  );
  return { ...target, providerName: answer?.providerName ?? target.providerName };
}

function turnView(turn: Turn, providerName: string): TurnView {
  const { waiting } = turn;
  return {
    id: turn.id,
    messageId: turn.messageId,
    nextSeq: turn.nextSeq,
    waiting:
      waiting === undefined
        ? ''
        : vscode.l10n.t(
            '{0} Retrying in {1} s.',
            problemOf(waiting.error, providerName).title,
            Math.ceil(waiting.delayMs / 1_000),
          ),
  };
}
