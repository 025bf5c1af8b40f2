import { createHash } from 'node:crypto';
import type { ChatAttachments, DraftAttachments } from '../../../attachments/draftAttachments.js';
import { DisposableStore, type Disposable } from '../../../core/disposables.js';
import { Emitter } from '../../../core/event.js';
import { KeyedSequence } from '../../../core/keyedSequence.js';
import type { Logger } from '../../../core/logger.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { WorkspaceInstructions } from '../../../prompts/workspaceInstructions.js';

/** How long a question waits at most for instructions that are being read, in milliseconds. */
const longestWaitMs = 3_000;

/** A chat that is open in this window, as far as instructions depend on it. */
export interface InstructedChat {
  /** Nothing has been said in it. */
  readonly isNew: boolean;
  /** Whether a message of its branch has this file's instructions. */
  hasSent(uri: string): boolean;
}

/** Which instructions were taken off which chats; there again after a reload. */
export interface RemovedInstructions {
  has(conversationId: string, uri: string): boolean;
  add(conversationId: string, uris: readonly string[]): Promise<void>;
}

export interface InstructedAttachmentsDependencies {
  /** What the user attaches. */
  readonly stored: DraftAttachments;
  readonly instructions: WorkspaceInstructions;
  readonly removed: RemovedInstructions;
  /** `undefined` for a chat that nobody has open. */
  readonly chatOf: (conversationId: string) => InstructedChat | undefined;
  readonly logger: Logger;
}

interface Given {
  readonly part: AttachmentPart;
  /** It is meant for files that are attached, and goes with them; the others begin a new chat. */
  readonly isForFiles: boolean;
}

/**
 * What is attached to drafts, with the instructions of the workspace before it: those for all chats in new ones, those for certain files
 * beside these. They are copies, as everything attached is, but of no draft: nothing is stored for them before they are sent.
 */
export class InstructedAttachments implements ChatAttachments, Disposable {
  readonly #dependencies: InstructedAttachmentsDependencies;
  readonly #store: DisposableStore;
  readonly #changed: Emitter<string>;
  /** By chat, then by URI. */
  readonly #given = new Map<string, ReadonlyMap<string, Given>>();
  /** Until what comes by itself into a chat was looked for first; never reject. */
  readonly #begun = new Map<string, Promise<void>>();
  readonly #inOrder = new KeyedSequence();

  constructor(dependencies: InstructedAttachmentsDependencies) {
    const { stored, instructions, logger } = dependencies;
    this.#dependencies = dependencies;
    this.#changed = new Emitter((error) => logger.error('Could not notify a view of attachments', error));
    this.#store = new DisposableStore((error) => logger.error('Could not release attachments', error));
    this.#store.add(
      stored.onChanged((id) => {
        this.#changed.fire(id);
        if (this.#begun.has(id)) void this.#update(id, 'draft');
      }),
    );
    this.#store.add(
      instructions.onChanged(() => {
        for (const id of this.#begun.keys()) void this.#update(id, 'files');
      }),
    );
  }

  /** Does not wait for instructions: `onChanged` tells when they are there. */
  async list(conversationId: string): Promise<readonly AttachmentPart[]> {
    void this.#begin(conversationId);
    const stored = await this.#dependencies.stored.list(conversationId);
    const whole = new Set(stored.flatMap(({ uri, range }) => (range === undefined && uri !== undefined ? [uri] : [])));
    return [...this.#givenTo(conversationId).filter(({ uri }) => !whole.has(uri!)), ...stored];
  }

  async settled(conversationId: string): Promise<void> {
    const timeout = Promise.withResolvers<void>();
    const timer = setTimeout(timeout.resolve, longestWaitMs);
    await Promise.race([this.#begin(conversationId), timeout.promise]);
    clearTimeout(timer);
  }

  add(conversationId: string, parts: readonly AttachmentPart[]): Promise<void> {
    return this.#dependencies.stored.add(conversationId, parts);
  }

  /** Instructions that are taken off a chat do not come back in it. */
  async remove(conversationId: string, ids: readonly string[]): Promise<void> {
    const { stored, removed, chatOf } = this.#dependencies;
    const given = this.#given.get(conversationId) ?? new Map<string, Given>();
    const gone = [...given].filter(([, { part }]) => ids.includes(part.id));
    if (gone.length > 0) {
      const chat = chatOf(conversationId);
      const uris = gone.map(([uri]) => uri);
      const takenOff = uris.filter((uri) => chat?.hasSent(uri) === false);
      // Both at once: more may be taken off while this is being stored, and nothing may bring it back.
      const remembered = takenOff.length === 0 ? undefined : removed.add(conversationId, takenOff);
      this.#given.set(conversationId, new Map([...given].filter(([uri]) => !uris.includes(uri))));
      this.#changed.fire(conversationId);
      await remembered;
    }
    const others = ids.filter((id) => gone.every(([, { part }]) => part.id !== id));
    if (others.length > 0) await stored.remove(conversationId, others);
  }

  replace(conversationId: string, part: AttachmentPart): Promise<void> {
    const given = this.#given.get(conversationId) ?? new Map<string, Given>();
    const found = [...given].find(([, known]) => known.part.id === part.id);
    if (found === undefined) return this.#dependencies.stored.replace(conversationId, part);
    const [uri, { isForFiles }] = found;
    this.#given.set(conversationId, new Map([...given, [uri, { part, isForFiles }]]));
    this.#changed.fire(conversationId);
    return Promise.resolve();
  }

  onChanged(listener: (conversationId: string) => void): Disposable {
    return this.#changed.on(listener);
  }

  dispose(): Promise<void> {
    return this.#store.dispose();
  }

  #givenTo(conversationId: string): readonly AttachmentPart[] {
    const given = this.#given.get(conversationId);
    const chat = given && given.size > 0 ? this.#dependencies.chatOf(conversationId) : undefined;
    if (given === undefined || chat === undefined) return [];
    return [...given]
      .filter(([uri, { isForFiles }]) => (chat.isNew || isForFiles) && !chat.hasSent(uri))
      .map(([, { part }]) => part);
  }

  #begin(conversationId: string): Promise<void> {
    const begun = this.#begun.get(conversationId);
    if (begun !== undefined) return begun;
    if (this.#dependencies.chatOf(conversationId) === undefined) return Promise.resolve();
    for (const id of this.#begun.keys()) if (this.#dependencies.chatOf(id) === undefined) this.#forget(id);
    const beginning = this.#update(conversationId, 'draft');
    this.#begun.set(conversationId, beginning);
    return beginning;
  }

  #forget(conversationId: string): void {
    this.#begun.delete(conversationId);
    this.#given.delete(conversationId);
  }

  /** @param cause what has changed. Never rejects. */
  async #update(conversationId: string, cause: 'draft' | 'files'): Promise<void> {
    try {
      await this.#inOrder.run(conversationId, () => this.#updateNow(conversationId, cause));
    } catch (error) {
      this.#dependencies.logger.error('Could not add instructions to a chat', error);
    }
  }

  async #updateNow(conversationId: string, cause: 'draft' | 'files'): Promise<void> {
    const { stored, instructions, removed, chatOf } = this.#dependencies;
    const chat = chatOf(conversationId);
    if (chat === undefined) return;
    const uris = (await stored.list(conversationId)).flatMap(({ uri }) => (uri === undefined ? [] : [uri]));
    const forAll = chat.isNew ? await instructions.parts() : [];
    const forFiles = uris.length === 0 ? [] : await instructions.partsFor(uris);
    // Now: something may have been taken off, or sent, while they were read.
    const before = this.#given.get(conversationId) ?? new Map<string, Given>();
    const wanted = new Set(forFiles.map(({ uri }) => uri!));
    const kept = [...before].filter(
      ([uri, { isForFiles }]) =>
        instructions.isUsed(uri) && (!isForFiles || wanted.has(uri) || (cause === 'files' && uris.length > 0)),
    );
    const found = [
      ...forAll.map((part) => ({ part, isForFiles: false })),
      ...forFiles.map((part) => ({ part, isForFiles: true })),
    ]
      .filter(({ part: { uri = '' } }) => !before.has(uri) && !removed.has(conversationId, uri))
      .map(({ part, isForFiles }): [string, Given] => [
        part.uri ?? '',
        { part: { ...part, id: idOf(conversationId, part) }, isForFiles },
      ]);
    const isSame = found.length === 0 && kept.length === before.size;
    // Of files that have changed, the chips say so.
    if (isSame && (cause === 'draft' || before.size === 0)) return;
    this.#given.set(conversationId, new Map([...kept, ...found]));
    this.#changed.fire(conversationId);
  }
}

/** The same whenever the same is read for the same chat: a question that the last host did not take names what this one has. */
function idOf(conversationId: string, { uri, text }: AttachmentPart): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([conversationId, uri, text]))
    .digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
