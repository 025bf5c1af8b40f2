import * as vscode from 'vscode';
import { soundTime } from '../../core/soundTime.js';
import type { Conversation, SearchHit, SearchResult } from '../../storage/api/chatHistory.js';
import { authorOf } from '../../presentation/author.js';
import { workspaceName } from '../../presentation/workspaceName.js';
import { withoutIcons } from '../../presentation/withoutIcons.js';

/** What happens when it is picked; nothing without a target. */
export interface ChatItem extends vscode.QuickPickItem {
  readonly target?: ChatItemPlace | { readonly filter: string } | 'log';
}

export interface ChatItemPlace {
  readonly conversationId: string;
  readonly messageId: string | null;
  /** What matched in the message. */
  readonly words: readonly string[];
}

/** What stands there before anything is typed. All rows are shown whatever is typed: the search has chosen them. */
export function recentItems(conversations: readonly Conversation[]): readonly ChatItem[] {
  const items = conversations.map((conversation) => ({
    ...titleOf(conversation, 'comment-discussion'),
    description: facts(dateOf(conversation.updatedAt), workspaceName(conversation.workspace), ...conversation.tags),
    target: { conversationId: conversation.id, messageId: null, words: [] },
  }));
  if (items.length === 0) return [{ label: vscode.l10n.t('No chats yet'), alwaysShow: true }];
  return [{ label: vscode.l10n.t('Recent chats'), kind: vscode.QuickPickItemKind.Separator }, ...items];
}

/** @param exact whether the text had to occur as it stands. */
export function foundItems(
  { hits, more, ignored, pending }: SearchResult,
  exact: boolean,
  displayNameOf: (provider: string) => string,
): readonly ChatItem[] {
  const items: ChatItem[] = hits.map((hit) => itemOf(hit, displayNameOf));
  if (items.length === 0) items.push(nothingFound(exact));
  if (ignored.length > 0) items.unshift(remark('info', vscode.l10n.t('Ignored: {0}', ignored.join(', '))));
  if (pending > 0)
    items.unshift(remark('info', vscode.l10n.t('Not searched yet: {0} messages that are being indexed', pending)));
  if (more)
    items.push(
      remark('ellipsis', vscode.l10n.t('More results available: add a word or a filter to narrow the search')),
    );
  return items;
}

export function failedItems(reason: string): readonly ChatItem[] {
  return [
    {
      ...remark('error', vscode.l10n.t('The search failed.')),
      description: vscode.l10n.t('Open Log'),
      detail: withoutIcons(reason),
      target: 'log',
    },
  ];
}

/** What can be typed besides words; picking one types it. */
export function filterItems(): readonly ChatItem[] {
  const { t } = vscode.l10n;
  const filters = [
    ['from:me', t('your messages')],
    ['model:', t('answers from a model')],
    ['in:here', t('in this workspace; or name another one')],
    ['has:code', t('messages with code')],
    ['file:', t('messages with an attached file of this name or path')],
    ['is:pinned', t('pinned chats')],
    ['tag:', t('chats with a tag')],
    ['before:', t('before a day, month or year (after: works the same way)')],
  ] as const;
  return filters.map(([filter, meaning]) => ({
    label: filter,
    description: meaning,
    alwaysShow: true,
    target: { filter },
  }));
}

function itemOf(hit: SearchHit, displayNameOf: (provider: string) => string): ChatItem {
  const { conversation, messageId, role, time, snippet, words } = hit;
  const icon = messageId === null ? 'comment-discussion' : role === 'user' ? 'account' : 'sparkle';
  const state = [
    conversation.pinned ? vscode.l10n.t('Pinned') : '',
    conversation.archived ? vscode.l10n.t('Archived') : '',
  ];
  return {
    ...titleOf(conversation, icon),
    description: facts(authorOf(hit, vscode.l10n.t('You'), displayNameOf), dateOf(time), ...state),
    ...(messageId === null
      ? {}
      : {
          detail: withoutIcons(
            snippet
              .map(({ text }) => text)
              .join('')
              .replace(/\s+/gu, ' '),
          ),
        }),
    target: { conversationId: conversation.id, messageId, words },
  };
}

function titleOf(
  { title }: Conversation,
  icon: string,
): { readonly label: string; readonly iconPath: vscode.ThemeIcon; readonly alwaysShow: true } {
  return {
    label: withoutIcons(title || vscode.l10n.t('New Chat')),
    iconPath: new vscode.ThemeIcon(icon),
    alwaysShow: true,
  };
}

function nothingFound(exact: boolean): ChatItem {
  const hint = exact
    ? vscode.l10n.t('Only exact matches are shown. Turn this off to find words in any order.')
    : vscode.l10n.t('Try fewer words or only their beginnings, or remove a filter.');
  return { ...remark('search', vscode.l10n.t('No results found')), detail: hint };
}

function remark(icon: string, text: string): ChatItem {
  return { label: withoutIcons(text), iconPath: new vscode.ThemeIcon(icon), alwaysShow: true };
}

function facts(...all: readonly string[]): string {
  return withoutIcons(all.filter((fact) => fact !== '').join(' · '));
}

function dateOf(time: number): string {
  return new Date(soundTime(time)).toLocaleDateString(vscode.env.language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
}
