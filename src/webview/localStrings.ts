import * as vscode from 'vscode';
import type { StringKey } from './strings.js';

/** The strings of the chat view in the language of the editor. A forgotten one does not compile. */
export function localStrings(): Record<StringKey, string> {
  const { t } = vscode.l10n;
  return {
    answerFinished: t('The answer is complete.'),
    answerInterrupted: t('The answer was interrupted.'),
    assistantName: t('Assistant'),
    chooseModel: t('Choose the model'),
    chooseProvider: t('Choose the provider'),
    composerHint: t('Ask anything'),
    composerLabel: t('Message'),
    conversations: t('Conversations'),
    conversationsEmpty: t('No conversations yet'),
    conversationsHide: t('Hide the conversations'),
    conversationsShow: t('Show the conversations'),
    copied: t('Copied'),
    copy: t('Copy the message'),
    copyCode: t('Copy the code'),
    deleteConversation: t('Delete the conversation'),
    details: t('Details of the conversation'),
    emptyHint: t('Your keys, your choice of vendor, and a history that stays.'),
    emptyTitle: t('What can I help you with?'),
    jumpToLatest: t('Jump to the latest'),
    loadOlder: t('Show older messages'),
    messages: t('Messages'),
    newChat: t('New chat'),
    notSaved: t('Not saved yet'),
    reasoning: t('Reasoning'),
    remoteImage: t('Image, not loaded'),
    saved: t('Saved'),
    send: t('Send'),
    showAll: t('Show all'),
    stop: t('Stop'),
    streaming: t('Answering…'),
    suggestionExplain: t('Explain this code'),
    suggestionReview: t('Find the bug in this code'),
    suggestionTests: t('Write tests for this code'),
    untitled: t('New chat'),
    userName: t('You'),
  };
}
