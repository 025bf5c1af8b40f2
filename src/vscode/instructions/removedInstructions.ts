import type * as vscode from 'vscode';

const key = 'instructions.removed';
/** So many chats are remembered, the latest: in older ones something has been said, or they are gone. */
const maximumChats = 100;

/** Which instructions the user took off which new chats, by URI; kept with the workspace. */
export class StoredRemovedInstructions {
  readonly #state: Pick<vscode.Memento, 'get' | 'update'>;

  constructor(state: Pick<vscode.Memento, 'get' | 'update'>) {
    this.#state = state;
  }

  has(conversationId: string, uri: string): boolean {
    return this.#all.some(([id, uris]) => id === conversationId && uris.includes(uri));
  }

  async add(conversationId: string, uris: readonly string[]): Promise<void> {
    const known = this.#all.find(([id]) => id === conversationId)?.[1] ?? [];
    const others = this.#all.filter(([id]) => id !== conversationId).slice(1 - maximumChats);
    await this.#state.update(key, [...others, [conversationId, [...new Set([...known, ...uris])]]]);
  }

  /** Whatever was stored, oldest first. */
  get #all(): readonly (readonly [string, readonly unknown[]])[] {
    const stored = this.#state.get<unknown>(key);
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((entry: unknown) => {
      const [id, uris] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
      return typeof id === 'string' && Array.isArray(uris) ? [[id, uris] as const] : [];
    });
  }
}
