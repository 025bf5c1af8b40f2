import type { ChatState, MessageView, StatusView, TurnView } from '../../../src/webview/protocol/chat.js';
import type { HostMessage } from '../../../src/webview/protocol/protocol.js';
import type { StringKey } from '../../../src/webview/protocol/strings.js';

export const strings: Record<StringKey, string> = {
  answerFinished: 'The answer is complete.',
  answerInterrupted: 'The answer was interrupted.',
  assistantName: 'Assistant',
  chooseModel: 'Choose the model',
  chooseProvider: 'Choose the provider',
  composerHint: 'Ask anything',
  composerLabel: 'Message',
  conversations: 'Conversations',
  conversationsArchivedEmpty: 'Nothing is archived',
  conversationsDeletedEmpty: 'Nothing was deleted in the last ten minutes',
  conversationsEmpty: 'No conversations yet',
  conversationsHide: 'Hide the conversations',
  conversationsShow: 'Show the conversations',
  conversationsUnreadable: 'The conversations cannot be read.',
  conversationsWorkspaceEmpty: 'No conversations in this workspace yet',
  copied: 'Copied',
  copy: 'Copy the message',
  copyCode: 'Copy the code',
  details: 'Details of the conversation',
  emptyHint: 'Your keys, your choice of vendor, and a history that stays.',
  emptyTitle: 'What can I help you with?',
  groupMonth: 'Previous 30 days',
  groupPinned: 'Pinned',
  groupToday: 'Today',
  groupWeek: 'Previous 7 days',
  groupYesterday: 'Yesterday',
  listActions: 'More actions',
  listArchive: 'Archive',
  listArchived: 'Archived',
  listBroughtBack: 'Brought back',
  listDelete: 'Delete',
  listDeleted: 'Deleted: {0}',
  listDeletedMany: 'Deleted {0} conversations',
  listEditTags: 'Edit Tags…',
  listExport: 'Export…',
  listPin: 'Pin',
  listRename: 'Rename',
  listRestore: 'Restore',
  listScope: 'Which conversations are shown',
  listScopeAll: 'All workspaces',
  listScopeArchived: 'Archived',
  listScopeDeleted: 'Recently deleted',
  listScopeWorkspace: 'This workspace',
  listSelect: 'Select',
  listSelectAll: 'Select all',
  listSelected: '{0} selected',
  listSelectEnd: 'Stop selecting',
  listTitle: 'Title',
  listUnarchive: 'Unarchive',
  listUndo: 'Undo',
  listUnpin: 'Unpin',
  jumpToLatest: 'Jump to the latest',
  loading: 'Loading…',
  loadOlder: 'Show older messages',
  messages: 'Messages',
  newChat: 'New chat',
  notSaved: 'Not saved yet',
  reasoning: 'Reasoning',
  remoteImage: 'Image, not loaded',
  saved: 'Saved',
  search: 'Search the conversations',
  searchClear: 'Clear the search',
  searchExact: 'Find exactly this text',
  searchFailed: 'The search failed.',
  searchFirst: 'The first {0} results',
  searchHelp: 'Search filters',
  searchHelpBefore: 'older than a day, month or year; after: for newer',
  searchHelpCode: 'messages with code',
  searchHelpFrom: 'what you wrote',
  searchHelpIn: 'in this workspace, or in one by its name',
  searchHelpModel: 'what a model answered',
  searchHelpPhrase: 'these words in this order',
  searchHelpPinned: 'pinned conversations',
  searchHelpTag: 'conversations with a tag',
  searchHint: 'Search all conversations',
  searchIgnored: 'Not understood and left out: {0}',
  searchMore: 'Show more results',
  searchNone: 'Nothing found',
  searchNoneExact: 'The text must occur as it stands. Turn that off to find words in any order.',
  searchNoneHint: 'Try fewer words or just their beginnings, or take a filter away.',
  searchResults: 'Results: {0}',
  searchSuggestions: 'Suggestions',
  send: 'Send',
  showAll: 'Show all',
  showMore: 'Show more',
  stop: 'Stop',
  streaming: 'Answering…',
  streamingElsewhere: 'Answering in another window…',
  suggestionExplain: 'Explain this code',
  suggestionReview: 'Find the bug in this code',
  suggestionTests: 'Write tests for this code',
  tryAgain: 'Try again',
  untitled: 'New chat',
  userName: 'You',
  versionEarlier: 'Earlier version',
  versionLater: 'Later version',
};

const now = Date.now();

export function message(fields: Partial<MessageView> & Pick<MessageView, 'id' | 'role'>): MessageView {
  return {
    text: '',
    reasoning: '',
    status: 'complete',
    saved: true,
    createdAt: now - 60_000,
    author: fields.role === 'assistant' ? 'OpenAI · gpt-5.4-mini' : '',
    details: fields.role === 'assistant' ? '412 tokens in, 230 out' : '',
    problem: null,
    siblings: null,
    ...fields,
  };
}

export const quietStatus: StatusView = {
  providerLabel: 'OpenAI',
  modelLabel: 'gpt-5.4-mini',
  notice: null,
  problem: null,
  turn: null,
};

export const turn: TurnView = { id: 'turn-1', messageId: 'answer', nextSeq: 0, waiting: '' };

export function chatState(fields: Partial<ChatState> = {}): ChatState {
  return {
    strings,
    locale: 'en',
    sendOnEnter: true,
    status: quietStatus,
    conversation: { id: 'conversation-1', title: 'Debouncing a search box', updatedAt: now },
    details: { lines: ['Begun Nov 22, 2026, 6:00 PM', '4 messages, 1,616 tokens in, 716 out'], actions: [] },
    messages: [],
    hasOlder: false,
    targetMessageId: null,
    draft: '',
    ...fields,
  };
}

export function snapshot(fields: Partial<ChatState> = {}): HostMessage {
  return { type: 'snapshot', state: chatState(fields) };
}

/** A question whose answer is about to stream in. */
export function streamingState(fields: Partial<ChatState> = {}): ChatState {
  return chatState({
    messages: [
      message({ id: 'question', role: 'user', text: 'Tell me.' }),
      message({ id: 'answer', role: 'assistant', status: 'streaming', saved: false }),
    ],
    status: { ...quietStatus, turn },
    ...fields,
  });
}

export function delta(seq: number, text: string, reasoning = ''): HostMessage {
  return { type: 'delta', turnId: turn.id, seq, text, reasoning };
}

/** `count` short messages, alternating, with ids `m0`, `m1` and so on from `first`. */
export function manyMessages(count: number, first = 0): MessageView[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    return message({
      id: `m${number}`,
      role: number % 2 === 0 ? 'user' : 'assistant',
      text:
        number % 2 === 0 ? `Question ${number}` : `Answer ${number}\n\n${'Some words. '.repeat((number % 7) * 12 + 5)}`,
    });
  });
}
