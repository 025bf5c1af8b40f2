import type { HistoryHitView, HistoryRowView } from '../../protocol/protocol.js';

/** What was found in one conversation. */
export interface HitGroup {
  readonly conversation: HistoryRowView;
  /** The hit in its title, if there is one. */
  readonly title: HistoryHitView | undefined;
  readonly hits: readonly HistoryHitView[];
}

/** Puts hits under their conversations, which come in the order of their first hit. */
export function groupHits(hits: readonly HistoryHitView[]): readonly HitGroup[] {
  const groups = Map.groupBy(hits, ({ conversation }) => conversation.id);
  return [...groups.values()].map((all) => ({
    conversation: all[0]!.conversation,
    title: all.find(({ messageId, snippet }) => messageId === null && snippet.some(({ isMatch }) => isMatch)),
    hits: all.filter(({ messageId }) => messageId !== null),
  }));
}
