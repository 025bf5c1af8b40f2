import type { Disposable } from '../core/disposables.js';
import { Emitter } from '../core/event.js';
import { ConversationPlaceholders } from './conversationPlaceholders.js';
import { nothingStored, type PlaceholderStore } from './placeholderStore.js';
import type { SecretFinding } from './secretFinding.js';
import { passingConversation, type SecretRestorer } from './sendGate.js';

/**
 * What is sent in the place of secrets, such as `SECRET_1_K7QXM_GITHUB_TOKEN`: the same for the same secret, in each conversation another.
 * Letters, digits and underscores survive Markdown, code, addresses and shells, and no model has to escape them. What stands for what is
 * in memory and in the store of secrets, and nowhere else.
 */
export class Placeholders implements SecretRestorer, Disposable {
  readonly #conversations = new Map<string, ConversationPlaceholders>();
  readonly #store: PlaceholderStore;
  readonly #onError: (error: unknown) => void;
  readonly #changed: Emitter<string>;
  readonly #loading = new Map<string, Promise<void>>();
  readonly #listening: Disposable;

  /** @param onError is told what the store could not do; nothing of it is secret */
  constructor(store: PlaceholderStore = nothingStored, onError: (error: unknown) => void = () => undefined) {
    this.#store = store;
    this.#onError = onError;
    this.#changed = new Emitter(onError);
    this.#listening = store.onChanged((conversationId) => this.#followStore(conversationId));
  }

  /** Resolves once what was stored of this conversation is known, or cannot be. */
  load(conversationId: string): Promise<void> {
    let loading = this.#loading.get(conversationId);
    if (loading === undefined) this.#loading.set(conversationId, (loading = this.#read(conversationId)));
    return loading;
  }

  prepare(conversationId: string): void {
    void this.load(conversationId);
  }

  /** The text with placeholders for `findings`, which are in their order and do not overlap. */
  replace(conversationId: string, text: string, findings: readonly SecretFinding[]): string {
    if (findings.length === 0) return text;
    const own = this.#of(conversationId);
    let replaced = '';
    let from = 0;
    for (const { start, end, kind } of findings) {
      replaced += text.slice(from, start) + own.of(text.slice(start, end), kind);
      from = end;
    }
    return replaced + text.slice(from);
  }

  /** The text with placeholders for whatever was replaced before, also where nothing tells that it is a secret. @param isKept of a secret that stays */
  conceal(conversationId: string, text: string, isKept: (secret: string) => boolean): string {
    return this.#conversations.get(conversationId)?.conceal(text, isKept) ?? text;
  }

  /** Has what was replaced in this conversation stored. What cannot be stored is known as long as the window lives. */
  keep(conversationId: string): void {
    const own = this.#conversations.get(conversationId);
    if (own === undefined || own.isEmpty || conversationId === passingConversation) return;
    this.#store.save(conversationId, own.groups).catch(this.#onError);
  }

  restore(conversationId: string, text: string): string {
    return this.#conversations.get(conversationId)?.restore(text) ?? text;
  }

  heldBack(conversationId: string, text: string): number {
    return this.#conversations.get(conversationId)?.heldBack(text) ?? 0;
  }

  onChanged(listener: (conversationId: string) => void): Disposable {
    return this.#changed.on(listener);
  }

  /** These conversations are gone for good. */
  async forget(conversationIds: readonly string[]): Promise<void> {
    for (const id of conversationIds) this.#conversations.delete(id);
    await this.#store.remove(conversationIds);
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #of(conversationId: string): ConversationPlaceholders {
    let own = this.#conversations.get(conversationId);
    if (own === undefined) this.#conversations.set(conversationId, (own = new ConversationPlaceholders()));
    return own;
  }

  async #read(conversationId: string): Promise<void> {
    if (conversationId === passingConversation) return;
    try {
      const stored = await this.#store.load(conversationId);
      if (stored !== undefined && this.#of(conversationId).add(stored)) this.#changed.fire(conversationId);
    } catch (error) {
      // The next one who needs it tries again.
      this.#loading.delete(conversationId);
      this.#onError(error);
    }
  }

  /** Another window, or this one, has written: what either knows is joined, and written again if somebody's is missing. */
  #followStore(conversationId: string): void {
    if (!this.#loading.has(conversationId) && !this.#conversations.has(conversationId)) return;
    void this.#join(conversationId).catch(this.#onError);
  }

  async #join(conversationId: string): Promise<void> {
    const stored = await this.#store.load(conversationId);
    // The chat was erased, or the store has lost it.
    if (stored === undefined) return;
    const own = this.#of(conversationId);
    if (own.add(stored)) this.#changed.fire(conversationId);
    const lengths = new Map(stored.map(({ tag, issued }) => [tag, issued.length]));
    if (own.groups.some(({ tag, issued }) => issued.length > (lengths.get(tag) ?? 0))) this.keep(conversationId);
  }
}
