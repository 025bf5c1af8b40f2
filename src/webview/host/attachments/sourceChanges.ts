import * as vscode from 'vscode';
import type { AttachmentPart } from '../../../core/message.js';
import type { AttachmentHostMessage, SourceChangeView } from '../../protocol/attachments.js';
import type { AttachmentDependencies, MarksChange } from './attachmentPorts.js';
import { attachmentsOf, type ShownChat } from './attachmentReads.js';

export interface SourceChangesDependencies extends Pick<AttachmentDependencies, 'change'> {
  /** The conversation on screen. */
  readonly chat: () => ShownChat;
  readonly post: (message: AttachmentHostMessage) => void;
}

/** Tells a view which sources have changed of what is attached to the messages that it shows. Looks at no others. */
export class SourceChanges {
  readonly #dependencies: SourceChangesDependencies;
  #messageIds: readonly string[] = [];
  /** What the view was told last, by message. It is told once even that nothing has changed: it may know better from before. */
  readonly #posted = new Map<string, string>();
  /** Counts what was begun for each message: what a later one has overtaken is not posted. */
  readonly #serials = new Map<string, number>();

  constructor(dependencies: SourceChangesDependencies) {
    this.#dependencies = dependencies;
  }

  /** The view shows these now, and no others. */
  async watch(messageIds: readonly string[]): Promise<void> {
    const added = messageIds.filter((id) => !this.#messageIds.includes(id));
    this.#messageIds = messageIds;
    await Promise.all(added.map((id) => this.#find(id)));
  }

  /** The page is a new one, or shows another chat: it knows nothing, and says anew what it shows. */
  forget(): void {
    this.#messageIds = [];
    this.#posted.clear();
  }

  async onMarksChanged(change: MarksChange): Promise<void> {
    // Other rules change no source.
    if (change === 'all') return;
    const chat = this.#dependencies.chat();
    const concerned = this.#messageIds.filter((id) => attachmentsOf(chat, id).some((part) => change.has(part.id)));
    await Promise.all(concerned.map((id) => this.#find(id)));
  }

  async #find(messageId: string): Promise<void> {
    const chat = this.#dependencies.chat();
    const serial = (this.#serials.get(messageId) ?? 0) + 1;
    this.#serials.set(messageId, serial);
    const changes = await Promise.all(attachmentsOf(chat, messageId).map((part) => this.#viewOf(part)));
    const isWanted = this.#messageIds.includes(messageId) && this.#dependencies.chat().id === chat.id;
    if (!isWanted || serial !== this.#serials.get(messageId)) return;
    const message: AttachmentHostMessage = {
      type: 'source-changes',
      conversationId: chat.id,
      messageId,
      changes: changes.filter((view) => view !== undefined),
    };
    const told = JSON.stringify(message.changes);
    if (told === this.#posted.get(messageId)) return;
    this.#posted.set(messageId, told);
    this.#dependencies.post(message);
  }

  async #viewOf(part: AttachmentPart): Promise<SourceChangeView | undefined> {
    const change = await this.#dependencies.change(part);
    if (change === 'unchanged') return undefined;
    const { t } = vscode.l10n;
    const isThere = change === 'changed';
    return {
      attachmentId: part.id,
      text: isThere ? t('The file has changed since.') : t('The file is gone. What was attached is kept.'),
      isComparable: isThere && part.text !== undefined && part.data === undefined,
      isThere,
    };
  }
}
