import * as vscode from 'vscode';
import type { Turn } from '../../../chat/answering/turn.js';
import type { StatusView, TurnView } from '../../protocol/chat.js';
import type { ProblemView } from '../../protocol/problems.js';
import type { ProviderStatus } from '../../../models/providerStatus.js';
import { problemOf } from '../problems/problemView.js';
import { noticeView } from './noticeView.js';
import { welcomeView } from './welcomeView.js';

/** What is shown around the messages. */
export function statusView(provider: ProviderStatus, turn: Turn | undefined, problem: ProblemView | null): StatusView {
  const { providerName, model } = provider.current;
  return {
    providerLabel: providerName,
    modelLabel: model === '' ? vscode.l10n.t('Choose a model') : model,
    notice: noticeView(provider),
    welcome: welcomeView(provider),
    problem,
    turn: turn === undefined ? null : turnView(turn, provider.displayNameOf(turn.provider)),
  };
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
