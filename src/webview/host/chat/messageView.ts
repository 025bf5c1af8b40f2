import * as vscode from 'vscode';
import { soundTime } from '../../../core/soundTime.js';
import type { MessagePart } from '../../../core/message.js';
import { USER_STOP } from '../../../chat/answering/answerOutcome.js';
import type { StoredMessage } from '../../../storage/api/chatHistory.js';
import { actionOf, problemOf, stoppedByUser } from '../problems/problemView.js';
import type { MessageView, SiblingsView } from '../../protocol/chat.js';
import type { PictureAddress } from '../../protocol/pictures.js';
import type { ProblemView } from '../../protocol/problems.js';
import { messageAttachments } from '../attachments/attachmentViews.js';
import { pictureViews } from '../pictures/pictureViews.js';
import { endReasonText } from './endReasonText.js';
import { readableParts, type ReadableMessage } from './readableParts.js';
import { usageText } from './usageText.js';

/**
 * A stored message as it is shown.
 *
 * @param addresses where its pictures are stored, in their order.
 * @param versions the ids of the message and of all that stand beside it on other branches, in their order.
 */
export function messageView(
  message: StoredMessage,
  isSaved: boolean,
  addresses: readonly PictureAddress[],
  versions: readonly string[],
  displayNameOf: (provider: string) => string,
): MessageView {
  const { parts } = message;
  const provider = providerNameOf(message, displayNameOf);
  // Sources come after the text, which is not at its end yet.
  const { text, pictures } = readable(message.status === 'streaming' ? withoutCitations(parts) : parts);
  return {
    id: message.id,
    role: message.role === 'user' ? 'user' : 'assistant',
    text,
    pictures: pictureViews(pictures, addresses),
    attachments: messageAttachments(parts),
    reasoning: parts.map((part) => (part.type === 'reasoning' ? part.text : '')).join(''),
    status: message.status,
    saved: isSaved,
    createdAt: soundTime(message.createdAt),
    author: authorsOf([message], displayNameOf),
    details: message.usage === undefined ? '' : usageText(message.usage),
    problem: problem(message, text.trim() === '' && pictures.length === 0, provider),
    siblings: siblingsView(message.id, versions),
    continues: [],
  };
}

/** Who wrote these messages, such as "OpenAI · gpt-5.4-mini"; each once, in the order of their messages. */
export function authorsOf(messages: readonly StoredMessage[], displayNameOf: (provider: string) => string): string {
  const authors = messages.map((message) =>
    [providerNameOf(message, displayNameOf), message.model ?? ''].filter((part) => part !== '').join(' · '),
  );
  return [...new Set(authors)].filter((author) => author !== '').join(' → ');
}

/** What its provider was called when it answered; of answers of earlier versions, what it is called now. */
function providerNameOf(
  { provider, providerName }: StoredMessage,
  displayNameOf: (provider: string) => string,
): string {
  return providerName ?? (provider === undefined ? '' : displayNameOf(provider));
}

function withoutCitations(parts: readonly MessagePart[]): readonly MessagePart[] {
  return parts.filter(({ type }) => type !== 'citation');
}

function siblingsView(id: string, versions: readonly string[]): SiblingsView | null {
  if (versions.length < 2) return null;
  const index = versions.indexOf(id);
  return {
    position: index + 1,
    count: versions.length,
    label: vscode.l10n.t('Version {0} of {1}', index + 1, versions.length),
    earlierId: versions[index - 1] ?? null,
    laterId: versions[index + 1] ?? null,
  };
}

function readable(parts: readonly MessagePart[]): ReadableMessage {
  const { t } = vscode.l10n;
  const words = {
    toolCall: t('Tool: {0}', '{0}'),
    toolResult: t('Tool result'),
    toolFailed: t('Tool failed'),
    attachment: t('Attachment: {0}', '{0}'),
  };
  const { text, pictures } = readableParts(parts, words);
  const sources = parts.flatMap((part) => (part.type === 'citation' ? [part.citation] : []));
  if (sources.length === 0) return { text, pictures };
  const byUrl = new Map(sources.map(({ url, title }) => [url, title ?? url]));
  const list = [...byUrl].map(([url, title]) => `- [${title.replace(/[[\]]/gu, ' ')}](<${url}>)`);
  return { text: `${text}\n\n**${vscode.l10n.t('Sources')}**\n\n${list.join('\n')}`, pictures };
}

/** @param isEmpty whether it shows nothing; reasoning alone is no answer */
function problem(message: StoredMessage, isEmpty: boolean, provider: string): ProblemView | null {
  const { t } = vscode.l10n;
  if (message.error !== undefined) {
    const view = problemOf(message.error, provider);
    // Something arrived: asking for the rest beats asking again.
    const canContinue = message.status === 'interrupted' && !view.actions.some(({ id }) => id === 'continue');
    return canContinue ? { ...view, actions: [actionOf('continue'), ...view.actions] } : view;
  }
  if (message.status === 'interrupted') {
    if (message.rawFinishReason === USER_STOP) return stoppedByUser();
    return {
      title:
        message.parts.length > 0
          ? t('This answer was interrupted. The part that arrived is kept.')
          : t('This answer was interrupted before anything was received.'),
      detail: '',
      actions: [actionOf('continue'), actionOf('retry')],
    };
  }
  const { finishReason, rawFinishReason = '' } = message;
  if (finishReason === undefined) return null;
  switch (finishReason) {
    case 'length':
      return {
        title: isEmpty
          ? t('The answer reached the output limit before it had any text.')
          : t('The answer reached the output limit.'),
        detail: t('The limit comes from the model or from the parameters of this chat.'),
        actions: [actionOf(isEmpty ? 'retry' : 'continue'), actionOf('choose-parameters')],
      };
    case 'content-filter':
      return problemOf(
        { code: 'content-filtered', message: endReasonText(rawFinishReason) || t('The provider gave no reason.') },
        provider,
      );
    case 'refusal':
      return { title: t('The model declined to answer.'), detail: '', actions: [actionOf('choose-model')] };
    case 'stop':
    case 'tool-calls':
    case 'other':
      if (isEmpty) return emptyAnswer(rawFinishReason, provider);
      return finishReason === 'other' ? unusualEnd(rawFinishReason, provider) : null;
    default:
      return null;
  }
}

/** @param word the provider's, for the end; empty where it had none */
function emptyAnswer(word: string, provider: string): ProblemView {
  const { t } = vscode.l10n;
  const reason = endReasonText(word);
  return {
    title: t('The answer is empty.'),
    detail:
      reason === ''
        ? t('{0} ended it without any text and gave no reason.', provider)
        : t('{0} ended it without any text. Reason given: {1}', provider, reason),
    actions: [actionOf('retry'), actionOf('choose-model')],
  };
}

/** An end that is neither the model's own nor a limit: the text may not be complete. */
function unusualEnd(word: string, provider: string): ProblemView {
  const { t } = vscode.l10n;
  const reason = endReasonText(word);
  return {
    title: t('The answer may be incomplete.'),
    detail:
      reason === ''
        ? t('{0} ended it and gave no reason.', provider)
        : t('{0} ended it for an unusual reason: {1}', provider, reason),
    actions: [actionOf('retry'), actionOf('choose-model')],
  };
}
