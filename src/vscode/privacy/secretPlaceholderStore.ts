import type * as vscode from 'vscode';
import { KeyedSequence } from '../../core/keyedSequence.js';
import type { Disposable } from '../../core/disposables.js';
import type { Logger } from '../../core/logger.js';
import type { PlaceholderGroup } from '../../privacy/conversationPlaceholders.js';
import type { PlaceholderStore } from '../../privacy/placeholderStore.js';
import { joined, readStoredText, storedText, type StoredPlaceholders } from '../../privacy/storedPlaceholders.js';

/** What the secrets are called; the id of the conversation follows. Stored ones are found by it: it stays as it is. */
const prefix = 'scout.placeholders.';
const dayMs = 86_400_000;
/** How long something is kept that nobody has added to. */
const keptMs = 180 * dayMs;
/** Of how many conversations something is kept. */
const maximumConversations = 200;

/** Keeps what placeholders stand for in VS Code's store of secrets: one secret for each conversation. */
export class SecretPlaceholderStore implements PlaceholderStore {
  readonly #secrets: vscode.SecretStorage;
  readonly #logger: Logger;
  /** What is read before it is written must still hold then. */
  readonly #inOrder = new KeyedSequence();

  constructor(secrets: vscode.SecretStorage, logger: Logger) {
    this.#secrets = secrets;
    this.#logger = logger;
  }

  async load(conversationId: string): Promise<readonly PlaceholderGroup[] | undefined> {
    return (await this.#read(prefix + conversationId))?.groups;
  }

  async save(conversationId: string, groups: readonly PlaceholderGroup[], now = Date.now()): Promise<void> {
    await this.#inOrder.run(conversationId, async () => {
      const before = await this.#read(prefix + conversationId);
      const all = joined(before?.groups ?? [], groups);
      if (before !== undefined && countOf(before.groups) === countOf(all)) return;
      await this.#secrets.store(prefix + conversationId, storedText({ usedAt: now, groups: all }));
      if (before === undefined) await this.#removeOldest(now);
    });
  }

  async remove(conversationIds: readonly string[]): Promise<void> {
    const stored = new Set(await this.#names());
    for (const name of conversationIds.map((id) => prefix + id)) if (stored.has(name)) await this.#secrets.delete(name);
  }

  /**
   * Removes what nobody will read any more: of chats that are gone, what is old, and the oldest where there is too much. Never rejects.
   * @param exists whether there is such a conversation; one of today may not be stored yet
   */
  async removeAbandoned(exists: (conversationId: string) => Promise<boolean>, now = Date.now()): Promise<void> {
    try {
      for (const name of await this.#names()) {
        const age = now - ((await this.#read(name))?.usedAt ?? now);
        if (age > dayMs && !(await exists(name.slice(prefix.length)))) await this.#secrets.delete(name);
      }
      await this.#removeOldest(now);
    } catch {
      this.#logger.warn('Could not remove placeholders of chats that are gone');
    }
  }

  onChanged(listener: (conversationId: string) => void): Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) listener(key.slice(prefix.length));
    });
  }

  async #removeOldest(now: number): Promise<void> {
    const names = await this.#names();
    const stored = await Promise.all(
      names.map(async (name) => ({ name, usedAt: (await this.#read(name))?.usedAt ?? now })),
    );
    const newest = stored.toSorted((a, b) => b.usedAt - a.usedAt);
    for (const [index, { name, usedAt }] of newest.entries())
      if (index >= maximumConversations || now - usedAt > keptMs) await this.#secrets.delete(name);
  }

  async #names(): Promise<readonly string[]> {
    return (await this.#secrets.keys()).filter((name) => name.startsWith(prefix));
  }

  /** What cannot be read is dropped: it would never be readable again. */
  async #read(name: string): Promise<StoredPlaceholders | undefined> {
    const text = await this.#secrets.get(name);
    if (text === undefined) return undefined;
    const stored = readStoredText(text);
    if (stored === undefined) {
      this.#logger.warn('The stored placeholders of a chat were not readable and have been removed');
      await this.#secrets.delete(name);
    }
    return stored;
  }
}

function countOf(groups: readonly PlaceholderGroup[]): number {
  return groups.reduce((sum, { issued }) => sum + issued.length, 0);
}
