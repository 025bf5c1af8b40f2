import type { ConversationSession } from '../../chat/conversation/conversationSession.js';
import { isListed } from '../../chat/list/conversationList.js';
import type { ArchiveHistory } from '../../archives/import/historyImporter.js';
import type { Conversation, StoredMessage } from '../../storage/api/chatHistory.js';
import { soundMessage } from '../../storage/api/soundMessage.js';

/** A chat of which something may not be on disk yet. */
export type UnsavedChat = Pick<ConversationSession, 'id' | 'conversation' | 'messages' | 'isSaved'>;

/** The same history to read from, with what cannot be saved at the moment: whoever exports has that, too. */
export function withUnsaved(
  history: ArchiveHistory,
  unsavedChats: () => Promise<readonly UnsavedChat[]>,
): ArchiveHistory {
  const chat = async (id: string): Promise<UnsavedChat | undefined> =>
    (await unsavedChats()).find((each) => each.id === id);
  return {
    append: (events, durability) => history.append(events, durability),
    async conversations(filter, limit, after) {
      if (after !== undefined) return history.conversations(filter, limit, after);
      const unlisted = (await unlistedAmong(await unsavedChats(), history)).filter((entry) => isListed(entry, filter));
      // A page that is full has another one behind it, which begins after the last that is on disk.
      const first = unlisted.slice(0, limit - 1);
      return [...first, ...(await history.conversations(filter, limit - first.length))];
    },
    conversation: async (id) => (await chat(id))?.conversation ?? history.conversation(id),
    isTombstoned: (id) => history.isTombstoned(id),
    async messages(id, ids) {
      const unsaved = unsavedOf(await chat(id), ids);
      const stored = await history.messages(id, ids);
      const replaced = stored.map((message) => unsaved.get(message.id) ?? message);
      for (const { id: messageId } of stored) unsaved.delete(messageId);
      return [...replaced, ...unsaved.values()];
    },
    async messagePages(id) {
      const unsaved = unsavedOf(await chat(id));
      const pages = await history.messagePages(id);
      for (const messageId of pages.flat()) unsaved.delete(messageId);
      // The newest first, as those of the history.
      return [...[...unsaved.keys()].reverse().map((messageId) => [messageId]), ...pages];
    },
    messageRanks: (id) => history.messageRanks(id),
    jobs: (id) => history.jobs(id),
  };
}

/** What is on disk in no form. */
async function unlistedAmong(chats: readonly UnsavedChat[], history: ArchiveHistory): Promise<readonly Conversation[]> {
  const entries = chats.flatMap(({ conversation }) => conversation ?? []);
  const stored = await Promise.all(entries.map(({ id }) => history.conversation(id)));
  return entries.filter((_, index) => stored[index] === undefined);
}

/** As the history would give them. @param ids of those that are asked for; `undefined`: all. */
function unsavedOf(chat: UnsavedChat | undefined, ids?: readonly string[]): Map<string, StoredMessage> {
  const unsaved = (chat?.messages ?? []).filter(
    ({ id }) => chat?.isSaved(id) === false && (ids === undefined || ids.includes(id)),
  );
  return new Map(unsaved.map((message) => [message.id, soundMessage(message)]));
}
