import * as vscode from 'vscode';
import type { Turn } from '../../../chat/answering/turn.js';
import { actionOf } from '../problems/problemView.js';
import type { StatusView, TurnView } from '../../protocol/chat.js';
import type { NoticeView, ProblemView } from '../../protocol/problems.js';
import type { ProviderStatus } from '../../../models/providerStatus.js';

/** What is shown around the messages. */
export function statusView(provider: ProviderStatus, turn: Turn | undefined, problem: ProblemView | null): StatusView {
  const { providerName, model } = provider.current;
  return {
    providerLabel: providerName,
    modelLabel: model === '' ? vscode.l10n.t('Choose a model') : model,
    notice: noticeView(provider),
    problem,
    turn: turn === undefined ? null : turnView(turn),
  };
}

function turnView(turn: Turn): TurnView {
  const { waiting } = turn;
  return {
    id: turn.id,
    messageId: turn.messageId,
    nextSeq: turn.nextSeq,
    waiting:
      waiting === undefined
        ? ''
        : vscode.l10n.t('Retrying in {0} s: {1}', Math.ceil(waiting.delayMs / 1_000), waiting.error.message),
  };
}

function noticeView({ current }: ProviderStatus): NoticeView | null {
  const { remark, providerName } = current;
  const { t } = vscode.l10n;
  switch (remark?.kind) {
    case 'missing-key':
      return {
        text: t('SCOUT needs an API key for {0}.', providerName),
        actions: [actionOf('set-key'), actionOf('choose-provider')],
      };
    case 'simulator':
      return {
        text: t(
          'Simulated answers: no API key is set for {0}, so SCOUT’s simulator at {1} answers.',
          providerName,
          remark.host,
        ),
        actions: [actionOf('open-settings')],
      };
    case 'redirected':
      return {
        text: t('Messages for {0} are sent to {1}, as set in your settings.', providerName, remark.host),
        actions: [actionOf('open-settings')],
      };
    case undefined:
      return null;
  }
}
