import * as vscode from 'vscode';
import type { ErrorCode } from '../../../core/errors.js';
import type { ActionId, ActionView, ProblemView } from '../../protocol/protocol.js';

interface Wording {
  readonly title: string;
  readonly actions: readonly ActionId[];
}

/** The face of a stored or a thrown failure: what happened, and the next steps as buttons. */
export function problemOf(
  error: { readonly code: ErrorCode; readonly message: string },
  provider: string,
): ProblemView {
  const { title, actions } = wording(error.code, provider);
  return { title, detail: error.message, actions: actions.map(actionOf) };
}

/** Why a conversation has left the screen without anybody's doing in this window. */
export function deletedElsewhere(deletion: 'elsewhere' | 'elsewhere for good'): ProblemView {
  const detail =
    deletion === 'elsewhere'
      ? vscode.l10n.t('It can be restored for ten minutes: it is among the recently deleted conversations.')
      : '';
  return { title: vscode.l10n.t('This chat was deleted in another window.'), detail, actions: [] };
}

/** Why a message that was asked for is not shown. */
export function otherBranchIsAnswered(): ProblemView {
  const detail = vscode.l10n.t(
    'It stands on another branch of this chat than the answer that is under way, and can be shown when that has ended.',
  );
  return { title: vscode.l10n.t('This message cannot be shown yet.'), detail, actions: [] };
}

export function actionOf(id: ActionId): ActionView {
  return { id, label: labels()[id] };
}

function labels(): Record<ActionId, string> {
  return {
    'set-key': vscode.l10n.t('Set API Key'),
    retry: vscode.l10n.t('Try Again'),
    continue: vscode.l10n.t('Continue the Answer'),
    'choose-model': vscode.l10n.t('Choose Another Model'),
    'choose-provider': vscode.l10n.t('Choose Another Provider'),
    'open-settings': vscode.l10n.t('Open Settings'),
    'open-log': vscode.l10n.t('Open Log'),
    'new-chat': vscode.l10n.t('New Chat'),
    'undo-title': vscode.l10n.t('Put the Old Title Back'),
    'reload-window': vscode.l10n.t('Reload Window'),
  };
}

function wording(code: ErrorCode, provider: string): Wording {
  const { t } = vscode.l10n;
  switch (code) {
    case 'missing-api-key':
      return {
        title: t('SCOUT needs your API key for {0}.', provider),
        actions: ['set-key', 'retry', 'choose-provider'],
      };
    case 'invalid-api-key':
      return { title: t('{0} does not accept the API key.', provider), actions: ['set-key', 'retry'] };
    case 'rate-limited':
      return { title: t('{0} asks for a pause: too many requests.', provider), actions: ['retry', 'choose-model'] };
    case 'quota-exceeded':
      return { title: t('Your account with {0} has no credit left.', provider), actions: ['choose-provider', 'retry'] };
    case 'context-too-long':
      return {
        title: t('This is more than the model can read. Your message is kept.'),
        actions: ['choose-model', 'new-chat'],
      };
    case 'model-not-found':
      return {
        title: t('{0} does not offer this model to you.', provider),
        actions: ['choose-model', 'choose-provider'],
      };
    case 'invalid-request':
      return {
        title: t('{0} did not accept the request.', provider),
        actions: ['choose-model', 'open-settings', 'retry'],
      };
    case 'content-filtered':
      return {
        title: t('{0} withheld the answer because of its content rules.', provider),
        actions: ['retry', 'choose-model'],
      };
    case 'network':
      return {
        title: t('{0} could not be reached. Your message is kept.', provider),
        actions: ['retry', 'open-settings', 'open-log'],
      };
    case 'provider-unavailable':
      return { title: t('{0} has a problem at the moment.', provider), actions: ['retry', 'choose-provider'] };
    case 'stream-truncated':
      return { title: t('The answer was cut off. What arrived is kept.'), actions: ['continue', 'retry'] };
    case 'invalid-response':
      return {
        title: t('{0} sent something that is not an answer.', provider),
        actions: ['retry', 'open-settings', 'open-log'],
      };
    case 'budget-exceeded':
      return { title: t('This would exceed your budget.'), actions: ['open-settings'] };
    case 'storage':
      return {
        title: t(
          'The chat history cannot be saved at the moment. SCOUT keeps your messages in memory and goes on trying.',
        ),
        actions: ['open-log'],
      };
    case 'internal':
      return { title: t('Something went wrong in SCOUT.'), actions: ['retry', 'open-log'] };
  }
}
