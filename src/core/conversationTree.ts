/** A message, as far as its place in the conversation's tree goes. */
interface TreeMessage {
  readonly id: string;
  /** `null` at the root. */
  readonly parentId: string | null;
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

function newer<M extends TreeMessage>(a: M | undefined, b: M): M {
  return a === undefined || b.id > a.id ? b : a;
}
