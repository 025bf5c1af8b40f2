import * as vscode from 'vscode';
import type { ConversationList } from '../../../chat/list/conversationList.js';
import { ScoutError } from '../../../core/errors.js';
import { singleLine } from '../../../core/text/singleLine.js';

type Entries = Pick<ConversationList, 'entry'>;

/**
 * For a title that an earlier page has given: a title that was given elsewhere since then stays.
 *
 * @param replaces the title that was on screen.
 * @throws ScoutError when it is another one.
 */
export async function requireTitle(list: Entries, id: string, title: string, replaces?: string): Promise<void> {
  const entry = await list.entry(id);
  if (entry !== undefined && entry.title !== replaces && entry.title !== singleLine(title)) throw outdated();
}

/**
 * For a deletion, or the like, that an earlier page has asked for: whoever has gone on in a chat since then wants it to stay.
 *
 * @param madeAt Unix milliseconds.
 * @throws ScoutError when somebody has, in one of them.
 */
export async function requireUnchanged(list: Entries, ids: readonly string[], madeAt: number): Promise<void> {
  const entries = await Promise.all(ids.map((id) => list.entry(id)));
  if (entries.some((entry) => entry !== undefined && entry.updatedAt > madeAt)) throw outdated();
}

function outdated(): ScoutError {
  return new ScoutError('invalid-request', vscode.l10n.t('The chat has changed since then.'));
}
