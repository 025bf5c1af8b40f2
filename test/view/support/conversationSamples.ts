import type { SearchHitView, ConversationRowView } from '../../../src/webview/protocol/conversationList.js';
import type { HostMessage } from '../../../src/webview/protocol/protocol.js';
import type { ChatPage } from './chatPage.js';
import { strings } from './samples.js';

const now = Date.now();
const hour = 3_600_000;
const day = 24 * hour;

export function row(id: string, fields: Partial<ConversationRowView> = {}): ConversationRowView {
  return {
    id,
    title: id,
    updatedAt: now,
    workspace: '',
    pinned: false,
    archived: false,
    tags: [],
    deletedAt: null,
    ...fields,
  };
}

/** In the order of the list. */
export const sampleRows: readonly ConversationRowView[] = [
  row('conversation-6', {
    title: 'House style for error messages',
    updatedAt: now - 40 * day,
    workspace: 'scout',
    pinned: true,
    tags: ['style'],
  }),
  row('conversation-1', {
    title: 'Debouncing a search box',
    updatedAt: now - 60_000,
    workspace: 'website',
    tags: ['react', 'later'],
  }),
  row('conversation-2', {
    title: 'Why is my Postgres index not used?',
    updatedAt: now - 120_000,
    workspace: 'ledger',
    tags: ['sql'],
  }),
  row('conversation-3', { title: 'Naming things', updatedAt: now - day }),
  row('conversation-7', {
    title: 'Rust lifetimes for people who know C++',
    updatedAt: now - 3 * day,
    workspace: 'firmware',
    tags: ['rust'],
  }),
  row('conversation-4', {
    title: 'A very long title about a build that fails only on the third Tuesday of the month',
    updatedAt: now - 5 * day,
    workspace: 'api-gateway',
  }),
  row('conversation-8', {
    title: 'Which licence for a small library?',
    updatedAt: now - 12 * day,
    workspace: 'dotfiles',
  }),
  row('conversation-5', { title: '', updatedAt: now - 60 * day, workspace: 'thesis' }),
  row('conversation-9', {
    title: 'Translate the onboarding mail',
    updatedAt: now - 61 * day,
    tags: ['work', 'private', 'translations', 'mail'],
  }),
  row('conversation-10', {
    title: 'A regular expression for ISO dates',
    updatedAt: now - 420 * day,
    workspace: 'scout',
  }),
];

export function hit(
  conversation: ConversationRowView,
  messageId: string | null,
  marked: string,
  fields: Partial<SearchHitView> = {},
): SearchHitView {
  // What stands between asterisks is a match.
  const snippet = marked.split('*').map((text, index) => ({ text, isMatch: index % 2 === 1 }));
  const words = snippet.filter(({ isMatch }) => isMatch && messageId !== null).map(({ text }) => text);
  const author = messageId === null ? '' : 'You';
  return { conversation, messageId, author, time: now - 2 * hour, snippet, words, ...fields };
}

export const sampleHits: readonly SearchHitView[] = [
  hit(sampleRows[1]!, null, '*Debouncing* a search box', { time: now - 60_000 }),
  hit(
    sampleRows[1]!,
    'm1',
    'A *debounced* input waits until the typing pauses. The part people forget is the request already under way',
    { author: 'OpenAI · gpt-5.4-mini', time: now - 60_000 },
  ),
  hit(sampleRows[1]!, 'm2', 'How do I *debounce* with useEffect, and cancel the one before?', { time: now - 120_000 }),
  hit(sampleRows[7]!, 'm3', '…const search = *debounce*((query: string) => load(query), 250);', {
    author: 'Anthropic · claude-sonnet-4-5',
    time: now - 60 * day,
  }),
  hit(
    row('archived', { title: 'Old notes', archived: true }),
    'm4',
    'the *debounce* of lodash has a leading edge, too',
    { time: now - 400 * day },
  ),
];

/** Answers the latest request for a page of the list. */
export async function answerLoad(
  chat: ChatPage,
  rows: readonly ConversationRowView[],
  fields: Partial<Extract<HostMessage, { type: 'list-page' }>> = {},
): Promise<void> {
  await chat.waitUntil('posted.some(({ type }) => type === "list-load")');
  const { request } = (await chat.posted('list-load')).at(-1)!;
  await chat.receive({ type: 'list-page', request, rows, next: null, hasWorkspace: true, problem: '', ...fields });
}

/** Waits until the host is asked for this text, and answers. */
export async function answerSearch(
  chat: ChatPage,
  text: string,
  hits: readonly SearchHitView[],
  fields: Partial<Extract<HostMessage, { type: 'list-hits' }>> = {},
): Promise<void> {
  await chat.waitUntil(
    `posted.some((message) => message.type === "list-search" && message.text === ${JSON.stringify(text)})`,
  );
  const { request } = (await chat.posted('list-search')).at(-1)!;
  await chat.receive({
    type: 'list-hits',
    request,
    hits,
    more: false,
    ignored: [],
    pending: 0,
    problem: '',
    ...fields,
  });
}

/** Opens the list and has it filled. */
export async function openHistory(
  chat: ChatPage,
  rows: readonly ConversationRowView[] = sampleRows,
  fields: Partial<Extract<HostMessage, { type: 'list-page' }>> = {},
): Promise<void> {
  await chat.page.getByRole('button', { name: strings.conversationsShow }).click();
  await answerLoad(chat, rows, fields);
  await chat.receive({
    type: 'list-labels',
    tags: ['later', 'react', 'rust', 'two words'],
    workspaces: ['ledger', 'scout', 'website'],
  });
}
