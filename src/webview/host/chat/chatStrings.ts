import * as vscode from 'vscode';
import type { ChatStringKey } from '../../protocol/strings.js';

/** The strings around a conversation. */
export function chatStrings(): Record<ChatStringKey, string> {
  const { t } = vscode.l10n;
  return {
    answerFinished: t('The answer is complete.'),
    answerInterrupted: t('The answer was interrupted.'),
    assistantName: t('Assistant'),
    chooseModel: t('Choose the model'),
    chooseProvider: t('Choose the provider'),
    composerHint: t('Ask anything'),
    composerLabel: t('Message'),
    copied: t('Copied'),
    copy: t('Copy the message'),
    copyCode: t('Copy the code'),
    details: t('Details of the conversation'),
    emptyHint: t('Your keys, your choice of vendor, and a history that stays.'),
    emptyTitle: t('What can I help you with?'),
    jumpToLatest: t('Jump to the latest'),
    loading: t('Loading…'),
    loadOlder: t('Show older messages'),
    messages: t('Messages'),
    newChat: t('New chat'),
    notSaved: t('Not saved yet'),
    reasoning: t('Reasoning'),
    remoteImage: t('Image, not loaded'),
    saved: t('Saved'),
    send: t('Send'),
    showAll: t('Show all'),
    showMore: t('Show more'),
    stop: t('Stop'),
    streaming: t('Answering…'),
    streamingElsewhere: t('Answering in another window…'),
    suggestionExplain: t('Explain this code'),
    suggestionReview: t('Find the bug in this code'),
    suggestionTests: t('Write tests for this code'),
    tryAgain: t('Try again'),
    untitled: t('New chat'),
    userName: t('You'),
    versionEarlier: t('Earlier version'),
    versionLater: t('Later version'),
  };
}
