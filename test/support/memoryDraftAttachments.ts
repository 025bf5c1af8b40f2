import type { ChatAttachments } from '../../src/attachments/draftAttachments.js';
import { isSameAttachment } from '../../src/attachments/isSameAttachment.js';
import { maximumLabelLength } from '../../src/attachments/limits.js';
import { Emitter } from '../../src/core/event.js';
import type { AttachmentPart } from '../../src/core/message.js';
import { singleLine } from '../../src/core/text/singleLine.js';

/** What is attached to drafts, in memory, with labels as short as those on disk. */
export class MemoryDraftAttachments implements ChatAttachments {
  readonly #parts = new Map<string, readonly AttachmentPart[]>();
  readonly #changed = new Emitter<string>((error) => {
    throw error;
  });
  /** While set, nothing can be stored. */
  failure: Error | undefined;

  list(conversationId: string): Promise<readonly AttachmentPart[]> {
    return Promise.resolve(this.#parts.get(conversationId) ?? []);
  }

  add(conversationId: string, parts: readonly AttachmentPart[]): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const there = this.#parts.get(conversationId) ?? [];
    const added = parts
      .map((part) => ({ ...part, label: singleLine(part.label, maximumLabelLength) }))
      .filter((part) => !there.some((known) => isSameAttachment(known, part)));
    return this.#set(conversationId, [...there, ...added]);
  }

  async remove(conversationId: string, ids: readonly string[]): Promise<void> {
    const there = await this.list(conversationId);
    return this.#set(
      conversationId,
      there.filter(({ id }) => !ids.includes(id)),
    );
  }

  async replace(conversationId: string, part: AttachmentPart): Promise<void> {
    const there = await this.list(conversationId);
    return this.#set(
      conversationId,
      there.map((known) => (known.id === part.id ? part : known)),
    );
  }

  settled(): Promise<void> {
    return Promise.resolve();
  }

  onChanged = this.#changed.on.bind(this.#changed);

  #set(conversationId: string, parts: readonly AttachmentPart[]): Promise<void> {
    this.#parts.set(conversationId, parts);
    this.#changed.fire(conversationId);
    return Promise.resolve();
  }
}
