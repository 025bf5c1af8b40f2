import type { StoredMessage } from '../storage/chatHistory.js';

/**
 * The branch that ends at `headId`, root first. A missing parent (a message that another window has
 * not shown us yet) begins the branch; a cycle, which only a damaged history could hold, ends it.
 */
export function branchTo(messages: ReadonlyMap<string, StoredMessage>, headId: string | null): StoredMessage[] {
  const branch: StoredMessage[] = [];
  const seen = new Set<string>();
  let message = headId === null ? undefined : messages.get(headId);
  while (message !== undefined && !seen.has(message.id)) {
    seen.add(message.id);
    branch.push(message);
    message = message.parentId === null ? undefined : messages.get(message.parentId);
  }
  return branch.reverse();
}

/**
 * Where a conversation stands: its head, or, should the head be unknown, the newest message.
 * `undefined` for a conversation without messages.
 */
export function headOf(
  messages: ReadonlyMap<string, StoredMessage>,
  headId: string | null,
): StoredMessage | undefined {
  const head = headId === null ? undefined : messages.get(headId);
  return head ?? [...messages.values()].reduce<StoredMessage | undefined>(newer, undefined);
}

function newer(a: StoredMessage | undefined, b: StoredMessage): StoredMessage {
  return a === undefined || b.id > a.id ? b : a;
}
