import * as vscode from 'vscode';
import type { ErrorCode, ErrorFault } from '../../../core/errors.js';
import type { ActionId, ActionView, ProblemView } from '../../protocol/problems.js';

/** A stored or a thrown failure as it is shown: what happened, when it is over if that is known, and the next steps as buttons. */
export function problemOf(
  error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly fault?: ErrorFault | undefined;
    readonly retryAt?: number | undefined;
    /** Of what is attached to the question, those that may not be sent. */
    readonly attachmentIds?: readonly string[];
  },
  provider: string,
): ProblemView {
  // A newer version of SCOUT may have stored a code that this one does not know.
  const code = Object.hasOwn(actionsAfter, error.code) ? error.code : 'internal';
  // Nothing was sent: SCOUT's own sentence says which address or key cannot be used, and where it is.
  if (error.fault === 'address') return ownSentence(error.message, ['open-settings', 'retry']);
  if (error.fault === 'key') return ownSentence(error.message, actionsAfter[code]);
  if (error.fault === 'chat') return ownSentence(error.message, []);
  // The title says it all.
  if (code === 'missing-api-key') return ownSentence(titleOf(code, provider), actionsAfter[code]);
  const refused = error.attachmentIds?.length ?? 0;
  if (code === 'local-only' && refused > 0) return withoutRefused(error.message, provider, refused);
  const actions = error.fault === 'nothing-at-address' ? afterWrongAddress : actionsAfter[code];
  if (error.fault === 'unread-attachment') {
    const title = vscode.l10n.t('Nothing was sent: the model cannot read an attachment.');
    return { title, detail: error.message, actions: [actionOf('choose-model')] };
  }
  const until = timeAhead(error.retryAt);
  if (until !== undefined && code === 'rate-limited') {
    const title = vscode.l10n.t('{0} accepts no more requests until {1}.', provider, until);
    return { title, detail: error.message, actions: actions.map(actionOf) };
  }
  const wait = until === undefined ? '' : `${vscode.l10n.t('Try again after {0}.', until)} `;
  return {
    title: titleOf(code, provider),
    detail: `${wait}${error.message}`,
    actions: actions.map((id) => actionAfter(code, id)),
  };
}

/** Without these attachments the question may be sent. */
function withoutRefused(detail: string, provider: string, count: number): ProblemView {
  const { t } = vscode.l10n;
  const label = count === 1 ? t('Remove Attachment') : t('Remove {0} Attachments', count);
  const others = (['choose-model', 'open-privacy-settings'] as const).map((id) => actionAfter('local-only', id));
  return { title: titleOf('local-only', provider), detail, actions: [{ id: 'remove-attachments', label }, ...others] };
}

/**
 * The time of day, and the date if it is another day.
 * @param time in milliseconds since the epoch
 * @returns `undefined` if it is over
 */
function timeAhead(time: number | undefined): string | undefined {
  // Beyond a year it is no wait that anybody means, and soon no date at all.
  if (time === undefined || !(time > Date.now()) || time > Date.now() + 365 * 86_400_000) return undefined;
  const date = new Date(time);
  const isToday = date.toDateString() === new Date().toDateString();
  return date.toLocaleString(
    vscode.env.language,
    isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  );
}

function ownSentence(title: string, actions: readonly ActionId[]): ProblemView {
  return { title, detail: '', actions: actions.map(actionOf) };
}

/** Where none is chosen, or the chosen one is gone, the button does not offer another one. */
function actionAfter(code: ErrorCode, id: ActionId): ActionView {
  if (id === 'choose-model' && code === 'local-only') return { id, label: vscode.l10n.t('Choose Local Model') };
  const isFirst = id === 'choose-model' && (code === 'missing-model' || code === 'missing-provider');
  return isFirst ? { id, label: vscode.l10n.t('Choose Model') } : actionOf(id);
}

const afterWrongAddress: readonly ActionId[] = ['open-settings', 'retry', 'open-log'];

/** An answer that its reader has stopped. */
export function stoppedByUser(): ProblemView {
  return {
    title: vscode.l10n.t('Stopped'),
    detail: '',
    actions: [{ id: 'continue', label: vscode.l10n.t('Continue') }, actionOf('retry')],
    isQuiet: true,
  };
}

/** Why a conversation has left the screen without anybody's doing in this window. */
export function deletedElsewhere(deletion: 'elsewhere' | 'elsewhere for good'): ProblemView {
  const detail =
    deletion === 'elsewhere' ? vscode.l10n.t('It can be restored for ten minutes under "Recently deleted".') : '';
  return { title: vscode.l10n.t('This chat was deleted in another window.'), detail, actions: [] };
}

/** Why a question, or a button beside a message, was refused while an answer is under way. */
export function answerInProgress(): ProblemView {
  return { title: vscode.l10n.t('An answer is still in progress.'), detail: '', actions: [] };
}

/** Why a message that was asked for is not shown. */
export function otherBranchIsAnswered(): ProblemView {
  const detail = vscode.l10n.t(
    'It is on a different branch than the answer in progress. It can be shown when that answer ends.',
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
    continue: vscode.l10n.t('Continue Answer'),
    'choose-model': vscode.l10n.t('Choose Another Model'),
    'choose-provider': vscode.l10n.t('Choose Another Provider'),
    'choose-effort': vscode.l10n.t('Choose Reasoning Effort'),
    'choose-parameters': vscode.l10n.t('Choose Parameters'),
    'open-settings': vscode.l10n.t('Open Settings'),
    'open-background-settings': vscode.l10n.t('Open Background Settings'),
    'open-privacy-settings': vscode.l10n.t('Open Privacy Settings'),
    'open-workspace-settings': vscode.l10n.t('Open Workspace Settings'),
    'confirm-address': vscode.l10n.t('Use This Address'),
    'connect-provider': vscode.l10n.t('Use an API Key'),
    'connect-local-server': vscode.l10n.t('Use a Local Server'),
    'connect-vscode-models': vscode.l10n.t('Use a Model in VS Code'),
    'open-walkthrough': vscode.l10n.t('Take the First Steps'),
    'open-log': vscode.l10n.t('Open Log'),
    'new-chat': vscode.l10n.t('New Chat'),
    'remove-attachments': vscode.l10n.t('Remove Attachment'),
    'undo-title': vscode.l10n.t('Restore Previous Title'),
    'reload-window': vscode.l10n.t('Reload Window'),
    'dismiss-notice': vscode.l10n.t('Dismiss'),
    'dismiss-problem': vscode.l10n.t('Dismiss'),
    'show-unsaved': vscode.l10n.t('Show Whole Message'),
  };
}

/** The next steps after a failure, the likeliest first. */
const actionsAfter: Readonly<Record<ErrorCode, readonly ActionId[]>> = {
  'missing-provider': ['choose-model', 'retry'],
  'missing-model': ['choose-model', 'choose-provider', 'retry'],
  'missing-api-key': ['set-key', 'retry', 'choose-provider'],
  'invalid-api-key': ['set-key', 'retry'],
  'not-permitted': ['retry', 'choose-model', 'choose-provider'],
  'access-denied': ['choose-provider', 'choose-model', 'set-key', 'retry'],
  'rate-limited': ['retry', 'choose-provider', 'choose-model'],
  'quota-exceeded': ['choose-provider', 'retry'],
  'context-too-long': ['choose-model', 'retry', 'new-chat'],
  'model-not-found': ['choose-model', 'choose-provider', 'retry'],
  'unsupported-input': ['choose-model', 'retry', 'new-chat'],
  'invalid-request': ['choose-model', 'choose-parameters', 'retry'],
  'content-filtered': ['retry', 'choose-model'],
  network: ['retry', 'choose-provider', 'open-settings', 'open-log'],
  'provider-unavailable': ['retry', 'choose-provider'],
  'stream-truncated': ['continue', 'retry'],
  'invalid-response': ['retry', 'open-settings', 'open-log'],
  'local-only': ['choose-model', 'new-chat', 'open-privacy-settings'],
  'message-too-long': [],
  'answer-too-long': ['retry', 'choose-model'],
  storage: ['open-log'],
  unsavable: ['show-unsaved', 'open-log'],
  internal: ['retry', 'open-log'],
};

function titleOf(code: ErrorCode, provider: string): string {
  const { t } = vscode.l10n;
  switch (code) {
    case 'missing-provider':
      return t('This chat has no provider to ask.');
    case 'missing-model':
      return t('No model is chosen yet.');
    case 'missing-api-key':
      return t('SCOUT needs an API key for {0}.', provider);
    case 'invalid-api-key':
      return t('{0} rejected the API key.', provider);
    case 'not-permitted':
      return t('{0} does not let SCOUT use this model.', provider);
    case 'access-denied':
      return t('{0} denied access. Your message is kept.', provider);
    case 'rate-limited':
      return t('{0} accepts no more requests for a moment.', provider);
    case 'quota-exceeded':
      return t('Your {0} account has no credit left.', provider);
    case 'context-too-long':
      return t('The chat is too long for this model. Your message is kept.');
    case 'model-not-found':
      return t('{0} does not offer this model for your account.', provider);
    case 'unsupported-input':
      return t('This model does not accept an attachment in this chat. Your message is kept.');
    case 'invalid-request':
      return t('{0} rejected the request.', provider);
    case 'content-filtered':
      return t('{0} withheld the answer because of its content policy.', provider);
    case 'network':
      return t('{0} could not be reached. Your message is kept.', provider);
    case 'provider-unavailable':
      return t('{0} is having problems at the moment.', provider);
    case 'stream-truncated':
      return t('The answer was cut off. The part that arrived is kept.');
    case 'invalid-response':
      return t('{0} sent an invalid answer.', provider);
    case 'local-only':
      return t('Nothing was sent: an attachment is only for local models. Your message is kept.');
    case 'message-too-long':
      return t('This message is too long for SCOUT. It was not sent.');
    case 'answer-too-long':
      return t('The answer was stopped because it is too long for SCOUT. The part that arrived is kept.');
    case 'unsavable':
      return t('This message could not be saved completely.');
    case 'storage':
      return t('The chat history cannot be saved at the moment. SCOUT keeps your messages in memory and keeps trying.');
    case 'internal':
      return t('Something went wrong in SCOUT.');
  }
}
