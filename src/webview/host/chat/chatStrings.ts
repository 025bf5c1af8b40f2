import * as vscode from 'vscode';
import type { ChatStringKey } from '../../protocol/strings.js';

/** The strings around a conversation. */
export function chatStrings(): Record<ChatStringKey, string> {
  const { t } = vscode.l10n;
  return {
    answerFinished: t('The answer is complete.'),
    answerInterrupted: t('The answer was interrupted.'),
    assistantName: t('Assistant'),
    chooseModel: t('Choose Model'),
    chooseProvider: t('Choose Provider'),
    composerHint: t('Ask anything'),
    composerLabel: t('Message'),
    copied: t('Copied'),
    copy: t('Copy Message'),
    copyCode: t('Copy Code'),
    details: t('Chat Details'),
    dismiss: t('Dismiss'),
    emptyHint: t('Your API keys, your choice of provider, and a chat history that stays.'),
    emptyTitle: t('What can I help you with?'),
    jumpToLatest: t('Scroll to Bottom'),
    jumpToNews: t('Scroll to New Messages'),
    loading: t('Loading…'),
    loadOlder: t('Show Older Messages'),
    messages: t('Messages'),
    newChat: t('New Chat'),
    notSaved: t('Not saved yet'),
    problemDetails: t('Details'),
    reasoning: t('Reasoning'),
    remoteImage: t('Image not loaded'),
    saved: t('Saved'),
    send: t('Send'),
    showAll: t('Show All'),
    showLess: t('Show Less'),
    showMore: t('Show More'),
    stop: t('Stop'),
    streaming: t('Answering…'),
    streamingElsewhere: t('Answering in another window…'),
    suggestionExplain: t('Explain this code'),
    suggestionReview: t('Find the bug in this code'),
    suggestionTests: t('Write tests for this code'),
    tryAgain: t('Try Again'),
    untitled: t('New Chat'),
    userName: t('You'),
    versionEarlier: t('Previous Version'),
    versionLater: t('Next Version'),
  };
}
