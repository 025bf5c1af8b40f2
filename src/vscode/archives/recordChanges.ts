import type { ArchiveHistory } from '../../archives/import/historyImporter.js';

/** The same history; the ids of the conversations that are written to are added to `changed`, also where the writing fails. */
export function recordChanges(history: ArchiveHistory, changed: Set<string>): ArchiveHistory {
  return {
    append(events, durability) {
      for (const event of events) {
        if (event.type === 'conversation.set') changed.add(event.id);
        if (event.type === 'message.put') changed.add(event.message.conversationId);
      }
      return history.append(events, durability);
    },
    conversations: (...parameters) => history.conversations(...parameters),
    conversation: (id) => history.conversation(id),
    isTombstoned: (id) => history.isTombstoned(id),
    messages: (...parameters) => history.messages(...parameters),
    messagePages: (conversationId) => history.messagePages(conversationId),
    messageRanks: (conversationId) => history.messageRanks(conversationId),
    jobs: (conversationId) => history.jobs(conversationId),
  };
}
