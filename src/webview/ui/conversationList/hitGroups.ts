import type { SearchHitView, ConversationRowView } from '../../protocol/conversationList.js';

/** What was found in one conversation. */
export interface HitGroup {
  readonly conversation: ConversationRowView;
  /** The hit in its title, if there is one. */
  readonly title: SearchHitView | undefined;
  readonly hits: readonly SearchHitView[];
}

/** Puts hits under their conversations, which come in the order of their first hit. */
export function groupHits(hits: readonly SearchHitView[]): readonly HitGroup[] {
  const groups = Map.groupBy(hits, ({ conversation }) => conversation.id);
  return [...groups.values()].map((all) => ({
    conversation: all[0]!.conversation,
    title: all.find(({ messageId, snippet }) => messageId === null && snippet.some(({ isMatch }) => isMatch)),
    hits: all.filter(({ messageId }) => messageId !== null),
  }));
}
