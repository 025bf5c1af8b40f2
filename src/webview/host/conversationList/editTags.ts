import * as vscode from 'vscode';
import type { TagChange } from '../../../chat/list/conversationList.js';
import { withoutIcons } from '../../../presentation/withoutIcons.js';
import type { Conversation } from '../../../storage/api/chatHistory.js';

interface TagItem extends vscode.QuickPickItem {
  readonly tag: string;
}

/**
 * Lets the user choose the tags of one or several conversations, in the editor's own list; a tag that is not there yet can be
 * typed. Of several conversations, tags that only some have are left alone unless they are chosen.
 *
 * @param known every tag in use.
 * @returns `undefined` when the user has thought better of it.
 */
export async function editTags(
  conversations: readonly Conversation[],
  known: readonly string[],
): Promise<TagChange | undefined> {
  if (conversations.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const { tags } of conversations) for (const tag of new Set(tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const countOf = (tag: string): number => counts.get(tag) ?? 0;
  const common = conversations[0]!.tags.filter((tag) => countOf(tag) === conversations.length);
  const chosen = await pickTags(titleOf(conversations), known, common, (tag) =>
    shareOf(countOf(tag), conversations.length),
  );
  if (chosen === undefined) return undefined;
  return { add: chosen.filter((tag) => !common.includes(tag)), remove: common.filter((tag) => !chosen.includes(tag)) };
}

function titleOf(conversations: readonly Conversation[]): string {
  const { t } = vscode.l10n;
  return conversations.length === 1
    ? t('Tags for "{0}"', conversations[0]!.title)
    : t('Tags for {0} chats', conversations.length);
}

function shareOf(count: number, all: number): string {
  return count === 0 || count === all ? '' : vscode.l10n.t('{0} of {1}', count, all);
}

function pickTags(
  title: string,
  known: readonly string[],
  common: readonly string[],
  descriptionOf: (tag: string) => string,
): Promise<readonly string[] | undefined> {
  const pick = vscode.window.createQuickPick<TagItem>();
  const itemOf = (tag: string): TagItem => ({ label: withoutIcons(tag), description: descriptionOf(tag), tag });
  let items = [...new Set([...common, ...known])].map(itemOf);
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Choose tags or type a new one');
  pick.canSelectMany = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ tag }) => common.includes(tag));
  let offered: TagItem | undefined;
  pick.onDidChangeValue((value) => {
    const tag = value.trim();
    const selected = pick.selectedItems;
    // What was typed and ticked stays, whatever is typed next.
    if (offered !== undefined && selected.includes(offered)) items = [...items, offered];
    const isNew = tag !== '' && !items.some((item) => item.tag.toLowerCase() === tag.toLowerCase());
    offered = isNew
      ? { label: withoutIcons(tag), description: vscode.l10n.t('new tag'), tag, alwaysShow: true }
      : undefined;
    pick.items = offered === undefined ? items : [offered, ...items];
    pick.selectedItems = selected;
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const ticked = pick.selectedItems.map(({ tag }) => tag);
      // Somebody who types a whole tag and presses Enter means it.
      const typed = pick.items
        .filter(({ tag }) => tag.toLowerCase() === pick.value.trim().toLowerCase())
        .map(({ tag }) => tag);
      resolve([...new Set([...ticked, ...typed])]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
