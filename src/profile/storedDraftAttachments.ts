import type { DraftAttachments } from '../attachments/draftAttachments.js';
import { isSameAttachment } from '../attachments/isSameAttachment.js';
import { maximumLabelLength } from '../attachments/limits.js';
import type { Disposable } from '../core/disposables.js';
import { ScoutError, toScoutError } from '../core/errors.js';
import { Emitter } from '../core/event.js';
import { KeyedSequence } from '../core/keyedSequence.js';
import type { Logger } from '../core/logger.js';
import type { AttachmentPart } from '../core/message.js';
import { singleLine } from '../core/text/singleLine.js';
import { AttachmentFolder, codeOf, type AttachmentFile } from './attachmentFolder.js';
import { refuseBeyondLimits, type DraftAttachmentTexts } from './draftAttachmentLimits.js';
import { attachmentFolders, removeFolder, removeLeftovers } from './attachmentFolders.js';

/** How long attachments stay that nobody sent, in a chat that is not in the history, in milliseconds: thirty days. */
const abandonedAfterMs = 30 * 24 * 3_600_000;

/** What is attached to drafts, in a folder for each chat: it is there again after a reload or a crash, and in the other windows. */
export class StoredDraftAttachments implements DraftAttachments {
  readonly #root: string;
  readonly #texts: DraftAttachmentTexts;
  readonly #logger: Logger;
  readonly #changed: Emitter<string>;
  /** What is read before something is written must still hold then. */
  readonly #inOrder = new KeyedSequence();
  /** Of the chat that was asked for last, so that not all of it is read again with each change. */
  #last: { readonly id: string; readonly folder: AttachmentFolder } | undefined;

  /** @param root a folder for nothing else; it need not exist. */
  constructor(root: string, texts: DraftAttachmentTexts, logger: Logger) {
    this.#root = root;
    this.#texts = texts;
    this.#logger = logger;
    this.#changed = new Emitter((error) => logger.error('Could not notify a view of attachments', error));
  }

  /** @throws ScoutError when the folder cannot be read; a file that cannot be is left out. */
  list(conversationId: string): Promise<readonly AttachmentPart[]> {
    return this.#inOrder.run(conversationId, async () => {
      const files = await this.#files(conversationId);
      return files.map(({ part }) => part);
    });
  }

  /** Nor are those whose id is there. Of several, all are stored or none. */
  add(conversationId: string, parts: readonly AttachmentPart[]): Promise<void> {
    return this.#change(conversationId, async (files, folder) => {
      const known = files.map(({ part }) => part);
      const added: AttachmentPart[] = [];
      for (const part of parts.map(withShortLabel)) {
        const isKnown = (other: AttachmentPart): boolean => other.id === part.id || isSameAttachment(other, part);
        if (!known.some(isKnown) && !added.some(isKnown)) added.push(part);
      }
      refuseBeyondLimits(added, known, this.#texts);
      if (added.length > 0) await folder.add(added);
      return added.length > 0;
    });
  }

  remove(conversationId: string, ids: readonly string[]): Promise<void> {
    return this.#change(conversationId, async (files, folder) => {
      const names = files.filter(({ part }) => ids.includes(part.id)).map(({ name }) => name);
      await folder.remove(names);
      return names.length > 0;
    });
  }

  replace(conversationId: string, part: AttachmentPart): Promise<void> {
    return this.#change(conversationId, async (files, folder) => {
      const file = files.find((each) => each.part.id === part.id);
      if (file === undefined) return false;
      const others = files.filter((each) => each !== file).map((each) => each.part);
      refuseBeyondLimits([part], others, this.#texts);
      await folder.replace(file.name, withShortLabel(part));
      return true;
    });
  }

  onChanged(listener: (conversationId: string) => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Removes what is attached in these chats, which are deleted for good. */
  async forget(conversationIds: readonly string[]): Promise<void> {
    for (const id of conversationIds) {
      await this.#inOrder.run(id, () =>
        this.#asStorageError(this.#texts.notStored, () => removeFolder(new AttachmentFolder(this.#root, id).path)),
      );
      this.#changed.fire(id);
    }
  }

  /**
   * Removes what has not changed for thirty days: the folders of chats that are not in the history, which are drafts in new chats that were
   * left, and of others what a crash or the last removal has left. Never rejects.
   */
  async removeAbandoned(exists: (conversationId: string) => Promise<boolean>, now = Date.now()): Promise<void> {
    try {
      for (const { path, conversationId, changedAt } of await attachmentFolders(this.#root)) {
        if (now - changedAt <= abandonedAfterMs) continue;
        if (await exists(conversationId)) await removeLeftovers(path);
        else await removeFolder(path);
      }
    } catch (error) {
      this.#logger.warn(`Could not remove attachments that nobody sent: ${toScoutError(error).message}`);
    }
  }

  /** @param change resolves with whether there was anything to change */
  async #change(
    conversationId: string,
    change: (files: readonly AttachmentFile[], folder: AttachmentFolder) => Promise<boolean>,
  ): Promise<void> {
    const isChanged = await this.#inOrder.run(conversationId, async () => {
      const files = await this.#files(conversationId);
      return this.#asStorageError(this.#texts.notStored, () => change(files, this.#folderOf(conversationId)));
    });
    if (isChanged) this.#changed.fire(conversationId);
  }

  #files(conversationId: string): Promise<readonly AttachmentFile[]> {
    return this.#asStorageError(this.#texts.notRead, () =>
      this.#folderOf(conversationId).files((name, error) =>
        this.#logger.warn(
          error === undefined
            ? `The attachment ${name} of a draft is damaged and was left out`
            : `The attachment ${name} of a draft could not be read: ${codeOf(error)}`,
        ),
      ),
    );
  }

  #folderOf(conversationId: string): AttachmentFolder {
    if (this.#last?.id !== conversationId)
      this.#last = { id: conversationId, folder: new AttachmentFolder(this.#root, conversationId) };
    return this.#last.folder;
  }

  async #asStorageError<T>(text: () => string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof ScoutError) throw error;
      const isFull = ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
      throw new ScoutError('storage', isFull ? this.#texts.diskFull() : text(), { retryable: true, cause: error });
    }
  }
}

function withShortLabel(part: AttachmentPart): AttachmentPart {
  const label = singleLine(part.label, maximumLabelLength);
  return label === part.label ? part : { ...part, label };
}
