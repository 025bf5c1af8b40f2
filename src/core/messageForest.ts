/** A message, as far as its place in the conversation's tree goes. */
export interface TreeMessage {
  readonly id: string;
  /** `null` at the root. */
  readonly parentId: string | null;
  /** Unix milliseconds. */
  readonly createdAt: number;
}

/**
 * The branch that ends at `headId`, root first. A missing parent (a message that another window has
 * not shown us yet) begins the branch; a cycle, which only a damaged history could hold, ends it.
 */
export function branchTo<M extends TreeMessage>(messages: ReadonlyMap<string, M>, headId: string | null): M[] {
  const branch: M[] = [];
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
export function headOf<M extends TreeMessage>(messages: ReadonlyMap<string, M>, headId: string | null): M | undefined {
  const head = headId === null ? undefined : messages.get(headId);
  return head ?? [...messages.values()].reduce<M | undefined>(newer, undefined);
}

/**
 * The messages by the one they follow, oldest first. Those at the root are under `null`, and with them
 * those whose parent is missing: whatever the tree has lost, what is left of it can be reached.
 */
export function childrenByParent<M extends TreeMessage>(messages: ReadonlyMap<string, M>): Map<string | null, M[]> {
  const children = Map.groupBy(messages.values(), ({ parentId }) =>
    parentId !== null && messages.has(parentId) ? parentId : null,
  );
  for (const siblings of children.values()) siblings.sort(byAge);
  return children;
}

/**
 * Adds a message that is new to the messages by the one they follow, which takes no longer in a long conversation.
 *
 * @param messages all of them, this one included.
 * @returns whether that was possible: not when the message is the missing parent of another.
 */
export function addChild<M extends TreeMessage>(
  children: Map<string | null, M[]> | undefined,
  messages: ReadonlyMap<string, M>,
  message: M,
): boolean {
  const { id, parentId } = message;
  if (children === undefined || children.get(null)?.some((root) => root.parentId === id) === true) return false;
  const key = parentId !== null && messages.has(parentId) ? parentId : null;
  const siblings = children.get(key) ?? [];
  children.set(key, siblings);
  // Almost always the newest.
  let place = siblings.length;
  while (place > 0 && byAge(siblings[place - 1]!, message) > 0) place -= 1;
  siblings.splice(place, 0, message);
  return true;
}

/**
 * Of the ends of all branches that go through this message the newest; the message itself when nothing
 * follows it.
 */
export function newestEndBelow<M extends TreeMessage>(
  children: ReadonlyMap<string | null, readonly M[]>,
  message: M,
): M {
  const seen = new Set([message.id]);
  const waiting = [message];
  let newest: M | undefined;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const below = (children.get(next.id) ?? []).filter(({ id }) => !seen.has(id));
    for (const { id } of below) seen.add(id);
    waiting.push(...below);
    if (below.length === 0) newest = newer(newest, next);
  }
  return newest ?? message;
}

function newer<M extends TreeMessage>(a: M | undefined, b: M): M {
  return a === undefined || byAge(a, b) < 0 ? b : a;
}

/** Ids decide between messages of the same moment; those that come from elsewhere say nothing about time. */
function byAge(a: TreeMessage, b: TreeMessage): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
