import type { SearchHitView, ConversationRowView } from '../../protocol/conversationList.js';

/** What was found in one conversation. */
export interface HitGroup {
  readonly conversation: ConversationRowView;
  /** How many rows stand before it: one for each conversation, and one for each of its hits. */
  readonly rowsBefore: number;
  /** The hit in its title, if there is one. */
  readonly title: SearchHitView | undefined;
  readonly hits: readonly SearchHitView[];
}

/** Puts hits under their conversations, which come in the order of their first hit. */
export function groupHits(hits: readonly SearchHitView[]): readonly HitGroup[] {
  const groups = Map.groupBy(hits, ({ conversation }) => conversation.id);
  let rows = 0;
  return [...groups.values()].map((all) => {
    const inMessages = all.filter(({ messageId }) => messageId !== null);
    const rowsBefore = rows;
    rows += 1 + inMessages.length;
    return {
      conversation: all[0]!.conversation,
      rowsBefore,
      title: all.find(({ messageId, snippet }) => messageId === null && snippet.some(({ isMatch }) => isMatch)),
      hits: inMessages,
    };
  });
}
