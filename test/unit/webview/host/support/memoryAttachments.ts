import type { AttachmentCandidate, AttachmentSource } from '../../../../../src/attachments/attachmentSource.js';
import type { DraftAttachments } from '../../../../../src/attachments/draftAttachments.js';
import { Emitter } from '../../../../../src/core/event.js';
import type { AttachmentPart } from '../../../../../src/core/message.js';
import type {
  AttachmentDependencies,
  AttachmentMarks,
  AttachmentPlace,
  PromptSource,
} from '../../../../../src/webview/host/attachments/attachmentPorts.js';

function rethrow(error: unknown): void {
  throw error;
}

export function attachmentPart(id: string, fields: Partial<AttachmentPart> = {}): AttachmentPart {
  return {
    type: 'attachment',
    id,
    kind: 'file',
    label: `${id}.ts`,
    mediaType: 'text/plain',
    text: 'x'.repeat(400),
    bytes: 400,
    capturedAt: 1,
    ...fields,
  };
}

/** What is attached to drafts, in memory. */
export class MemoryDraftAttachments implements DraftAttachments {
  readonly #parts = new Map<string, readonly AttachmentPart[]>();
  readonly #changed = new Emitter<string>(rethrow);
  /** While set, nothing can be stored. */
  failure: Error | undefined;

  list(conversationId: string): Promise<readonly AttachmentPart[]> {
    return Promise.resolve(this.#parts.get(conversationId) ?? []);
  }

  async add(conversationId: string, parts: readonly AttachmentPart[]): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.#set(conversationId, [...(await this.list(conversationId)), ...parts]);
  }

  async remove(conversationId: string, ids: readonly string[]): Promise<void> {
    this.#set(
      conversationId,
      (await this.list(conversationId)).filter(({ id }) => !ids.includes(id)),
    );
  }

  async replace(conversationId: string, part: AttachmentPart): Promise<void> {
    const parts = await this.list(conversationId);
    this.#set(
      conversationId,
      parts.map((one) => (one.id === part.id ? part : one)),
    );
  }

  onChanged(listener: (conversationId: string) => void) {
    return this.#changed.on(listener);
  }

  #set(conversationId: string, parts: readonly AttachmentPart[]): void {
    this.#parts.set(conversationId, parts);
    this.#changed.fire(conversationId);
  }
}

/** All that a window can attach, as a test writes it down: each method says what it was asked for. */
export class MemoryAttachments implements AttachmentDependencies {
  readonly drafts = new MemoryDraftAttachments();
  readonly asked: string[] = [];
  readonly opened: AttachmentPlace[] = [];
  /** Answers whatever is captured. */
  capture: (what: string, signal: AbortSignal) => Promise<readonly AttachmentPart[]> = (what) =>
    Promise.resolve([attachmentPart(what)]);
  find: (query: string, signal: AbortSignal) => Promise<readonly AttachmentCandidate[]> = () => Promise.resolve([]);
  offered: AttachmentCandidate | undefined;
  isAutomatic = false;
  markOf: (part: AttachmentPart) => Promise<AttachmentMarks> = () => Promise.resolve({ changed: '', warnings: [] });
  readonly #offeredChanged = new Emitter<void>(rethrow);
  readonly #marksChanged = new Emitter<void>(rethrow);

  readonly source: AttachmentSource = {
    find: (query, signal) => this.find(query, signal),
    capture: (id, signal) => this.#capture(id, signal),
    captureUris: (uris, signal) => this.#capture(uris.join(' '), signal),
    capturePasted: (text, signal) => this.#capture(text, signal),
    captureData: (name, mediaType, data, signal) => this.#capture(`${name} ${mediaType} ${data.length}`, signal),
    pick: (signal) => this.#capture('picked', signal),
    offered: () => this.offered,
    attachesOffered: () => this.isAutomatic,
    onOfferedChanged: (listener) => this.#offeredChanged.on(listener),
  };

  readonly prompts: PromptSource = {
    find: (query) =>
      Promise.resolve([{ id: 'prompt:review', name: `review ${query}`, description: 'd', matches: [0] }]),
    accept: async (id, signal) => ({ text: `Text of ${id}`, attachments: await this.#capture(id, signal) }),
  };

  readonly marks = (part: AttachmentPart): Promise<AttachmentMarks> => this.markOf(part);
  readonly onMarksChanged = (listener: () => void) => this.#marksChanged.on(listener);
  readonly open = (_part: AttachmentPart, place: AttachmentPlace): Promise<void> =>
    Promise.resolve(void this.opened.push(place));

  offer(candidate: AttachmentCandidate | undefined): void {
    this.offered = candidate;
    this.#offeredChanged.fire();
  }

  changeMarks(): void {
    this.#marksChanged.fire();
  }

  #capture(what: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    this.asked.push(what);
    return this.capture(what, signal);
  }
}
