import type { ChatState, MessageView, StatusView, TurnView } from '../../../src/webview/protocol/chat.js';
import type { HostMessage } from '../../../src/webview/protocol/protocol.js';
import type { StringKey } from '../../../src/webview/protocol/strings.js';

export const strings: Record<StringKey, string> = {
  attachDropHint: 'Add Context… (or drop files here while holding Shift)',
  attached: 'Attached',
  attachedCount: 'Attached: {0}',
  attachmentCancel: 'Cancel: {0}',
  attachmentOffer: 'Attach {0}',
  attachmentPending: 'Attaching…',
  attachmentRemove: 'Remove {0}',
  attachmentRemoved: 'Removed: {0}',
  attachmentsMore: 'and {0} more',
  attachmentTokens: '{0} tokens',
  attachWaits: 'Sent as soon as everything is attached',
  completions: 'Suggestions',
  completionsCount: '{0} suggestions',
  composerHintAttach: 'Ask anything, @ to attach',
  dropHere: 'Drop to attach',
  dropWithShift: 'Hold Shift to drop into the chat',
  fileTooLarge: '“{0}” is larger than {1} MB and was not attached.',
  fileUnreadable: '“{0}” could not be read and was not attached.',
  imageTooLarge: '“{0}” has too many pixels and was not attached. Scale it down first.',
  pasteAsText: 'Paste as Text',
  pastedImage: 'Pasted image',
  pastedAttachment: 'Pasted as an attachment: {0}',
  alertCaution: 'Caution',
  alertImportant: 'Important',
  alertNote: 'Note',
  alertTip: 'Tip',
  alertWarning: 'Warning',
  codeUncolored: 'Shown without colors',
  colorMore: 'Color More',
  footnote: 'Footnote {0}',
  imageBroken: 'This image cannot be shown: its data is damaged or of an unknown kind. You can still save it.',
  imageLoading: 'Loading image…',
  imageOpen: 'Open',
  imageSave: 'Save As…',
  imageSize: 'Image of {0} × {1} pixels',
  plainText: 'Shown as plain text: formatted, this chat did not appear in time.',
  sectionDetails: 'Details',
  showFormatted: 'Show Formatted',
  showImage: 'Show Image',
  shownInPart: 'Shown in part.',
  wrapLines: 'Wrap Lines',
  answerFinished: 'The answer is complete.',
  answerInterrupted: 'The answer was interrupted.',
  assistantName: 'Assistant',
  chooseEffort: 'Choose Reasoning Effort',
  chooseModel: 'Choose Model',
  chooseParameters: 'Choose Parameters',
  composerHint: 'Ask anything',
  composerLabel: 'Message',
  conversations: 'Chats',
  conversationsArchivedEmpty: 'No archived chats',
  conversationsDeletedEmpty: 'No chats deleted in the last ten minutes',
  conversationsEmpty: 'No chats yet',
  conversationsHide: 'Hide Chats',
  conversationsShow: 'Show Chats',
  conversationsUnreadable: 'The chats could not be loaded.',
  conversationsWorkspaceEmpty: 'No chats in this workspace yet',
  copied: 'Copied',
  copy: 'Copy Message',
  copyCode: 'Copy Code',
  details: 'Chat Details',
  dismiss: 'Dismiss',
  emptyHint: 'Your API keys, your choice of provider, and a chat history that stays.',
  emptyTitle: 'What can I help you with?',
  groupMonth: 'Previous 30 days',
  groupPinned: 'Pinned',
  groupToday: 'Today',
  groupWeek: 'Previous 7 days',
  groupYesterday: 'Yesterday',
  listActions: 'More Actions',
  listArchive: 'Archive',
  listArchived: 'Archived',
  listBroughtBack: 'Restored',
  listDelete: 'Delete',
  listDeleted: 'Deleted: {0}',
  listDeletedMany: 'Deleted {0} chats',
  listEditTags: 'Edit Tags…',
  listExport: 'Export…',
  listPin: 'Pin',
  listRename: 'Rename',
  listRestore: 'Restore',
  listScope: 'Filter Chats',
  listScopeAll: 'All workspaces',
  listScopeArchived: 'Archived',
  listScopeDeleted: 'Recently deleted',
  listScopeWorkspace: 'This workspace',
  listSelect: 'Select',
  listSelectAll: 'Select All',
  listSelected: '{0} selected',
  listSelectEnd: 'Exit Selection',
  listTitle: 'Title',
  listUnarchive: 'Unarchive',
  listUndo: 'Undo',
  listUnpin: 'Unpin',
  hostBusy: 'VS Code is busy. What you write is kept and sent as soon as SCOUT answers again.',
  hostBusyOpening: 'VS Code is busy. What you write is kept. It can be sent when the chat you opened is shown.',
  hostLost: 'SCOUT no longer answers. What you write is kept. If it does not come back, reload the window.',
  jumpToLatest: 'Scroll to Bottom',
  jumpToNews: 'Scroll to New Messages',
  loading: 'Loading…',
  loadOlder: 'Show Older Messages',
  messages: 'Messages',
  newChat: 'New Chat',
  notSaved: 'Not saved yet',
  openChat: 'Open Chat',
  pendingKept: 'Kept, not sent yet',
  pendingQueued: 'Sent when the answer is complete',
  pendingSending: 'Sending…',
  pendingTakeBack: 'Edit',
  problemDetails: 'Details',
  reasoning: 'Reasoning',
  reloadWindow: 'Reload Window',
  remoteImage: 'Image not loaded',
  returnedElsewhere: 'A message in another chat was not sent. It is in the draft of that chat.',
  saved: 'Saved',
  search: 'Search Chats',
  searchClear: 'Clear Search',
  searchExact: 'Find Exact Text',
  searchFailed: 'The search failed.',
  searchFirst: 'First {0} results',
  searchHelp: 'Search filters',
  searchHelpBefore: 'before a day, month or year (after: works the same way)',
  searchHelpCode: 'messages with code',
  searchHelpFrom: 'your messages',
  searchHelpIn: 'in this workspace; or name another one',
  searchHelpModel: 'answers from a model',
  searchHelpPhrase: 'these words in this order',
  searchHelpPinned: 'pinned chats',
  searchHelpTag: 'chats with a tag',
  searchHint: 'Search all chats',
  searchIgnored: 'Ignored: {0}',
  searchPending: 'Not searched yet: {0} messages that are being indexed',
  searchMore: 'Show More Results',
  searchNone: 'No results found',
  searchNoneExact: 'Only exact matches are shown. Turn this off to find words in any order.',
  searchNoneHint: 'Try fewer words or only their beginnings, or remove a filter.',
  searchResults: 'Results: {0}',
  searchSuggestions: 'Suggestions',
  send: 'Send',
  showLess: 'Show Less',
  showMore: 'Show More',
  stop: 'Stop',
  streaming: 'Answering…',
  streamingElsewhere: 'Answering in another window…',
  suggestionExplain: 'Explain this code',
  suggestionReview: 'Find the bug in this code',
  suggestionTests: 'Write tests for this code',
  tryAgain: 'Try Again',
  untitled: 'New Chat',
  userName: 'You',
  versionEarlier: 'Previous Version',
  versionLater: 'Next Version',
};

const now = Date.now();

export function message(fields: Partial<MessageView> & Pick<MessageView, 'id' | 'role'>): MessageView {
  return {
    text: '',
    pictures: [],
    attachments: [],
    reasoning: '',
    status: 'complete',
    saved: true,
    createdAt: now - 60_000,
    author: fields.role === 'assistant' ? 'OpenAI · gpt-5.4-mini' : '',
    details: fields.role === 'assistant' ? '412 tokens in, 230 out' : '',
    problem: null,
    siblings: null,
    continues: [],
    ...fields,
  };
}

export const quietStatus: StatusView = {
  providerLabel: 'OpenAI',
  modelLabel: 'gpt-5.4-mini',
  effortLabel: 'Medium',
  parameterLabels: [],
  notice: null,
  welcome: null,
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
    chatId: fields.conversation === null ? 'new-chat-1' : (fields.conversation?.id ?? 'conversation-1'),
    conversation: { id: 'conversation-1', title: 'Debouncing a search box', updatedAt: now },
    details: { lines: ['Started Nov 22, 2026, 6:00 PM', 'Messages: 4 · tokens in: 1,616, out: 716'], actions: [] },
    messages: [],
    hasOlder: false,
    targetMessageId: null,
    targetWords: [],
    isPlainText: false,
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
