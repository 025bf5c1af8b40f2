import * as vscode from 'vscode';
import type { AttachmentCandidate } from '../../../attachments/attachmentSource.js';
import { DisposableStore, type Disposable } from '../../../core/disposables.js';
import type { Logger } from '../../../core/logger.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { AttachmentHostMessage, AttachmentViewMessage } from '../../protocol/attachments.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import type { AttachmentDependencies, AttachmentMarks, MarksChange } from './attachmentPorts.js';
import { attachmentReadHandlers, attachmentsOf, type ShownChat } from './attachmentReads.js';
import { AttachmentRequests } from './attachmentRequests.js';
import { AttachmentUploads, type AttachmentPiece } from './attachmentUploads.js';
import { attachmentView, lineOf, noMarks, offeredView } from './attachmentViews.js';
import { chipLabels, offeredThing } from './chipLabels.js';
import { completionHandlers } from './completionHandlers.js';
import { promptHandlers } from './promptRequests.js';
import { SourceChanges } from './sourceChanges.js';

export interface AttachmentsControllerDependencies extends AttachmentDependencies {
  /** The conversation on screen. */
  readonly chat: () => ShownChat;
  readonly post: (message: AttachmentHostMessage) => void;
  readonly logger: Logger;
}

/** What is attached in one view: tells it, and does what it asks. */
export class AttachmentsController implements Disposable {
  readonly #dependencies: AttachmentsControllerDependencies;
  readonly #requests: AttachmentRequests;
  readonly #uploads = new AttachmentUploads();
  readonly #sourceChanges: SourceChanges;
  readonly #store: DisposableStore;
  /** What was found out last, by the ids of attachments. */
  #marks: ReadonlyMap<string, AttachmentMarks> = new Map();
  /** Of which candidate attachments were made, by their ids. */
  readonly #candidates = new Map<string, string>();
  /** The ids of what is attached to the draft on screen, as far as that is known. */
  #attachedIds: readonly string[] = [];
  /** What the view was told last: the same is not told twice. */
  #posted = '';
  /** Counts what was begun: what a later one has overtaken is not posted. */
  #serial = 0;

  constructor(dependencies: AttachmentsControllerDependencies) {
    const { source, drafts, logger } = dependencies;
    this.#dependencies = dependencies;
    this.#requests = new AttachmentRequests({
      ...dependencies,
      onPendingChanged: (id) => this.#publishSoon(id),
      published: (id) => this.#publish(id),
    });
    this.#sourceChanges = new SourceChanges(dependencies);
    this.#store = new DisposableStore((error) => logger.error('Could not release attachments', error));
    this.#store.add(drafts.onChanged((id) => this.#publishSoon(id)));
    this.#store.add(source.onOfferedChanged(() => this.#run(this.#postOffered())));
    this.#store.add(dependencies.onMarksChanged((change) => this.#onMarksChanged(change)));
  }

  get handlers(): MessageHandlers<AttachmentViewMessage> {
    const { drafts, chat, post, logger } = this.#dependencies;
    return {
      ...this.#attachHandlers,
      ...completionHandlers(this.#dependencies, post, logger),
      ...promptHandlers(this.#dependencies, this.#requests, post),
      ...attachmentReadHandlers(this.#dependencies, chat, post),
      'attachments-watch': ({ messageIds }) => this.#sourceChanges.watch(messageIds),
      'attachment-remove': ({ conversationId, attachmentIds }) => drafts.remove(conversationId, attachmentIds),
    };
  }

  /** The view shows another chat, or has been made anew. */
  show(): void {
    this.#posted = '';
    this.#sourceChanges.forget();
    this.#run(this.#requests.tellPage(this.#publish(this.#shownId), () => this.#uploads.requests));
  }

  /** The page is gone, or another one is there: nobody sends the rest of what has come in part. */
  suspend(): void {
    this.#requests.pageIsGone();
    for (const [request, name] of this.#uploads.clear())
      this.#requests.fail(
        request,
        vscode.l10n.t(
          '“{0}” was not attached, because the chat was hidden before all of it had arrived. Attach it again.',
          name,
        ),
      );
  }

  dispose(): Promise<void> {
    this.#serial += 1;
    this.#requests.cancelAll();
    this.#uploads.clear();
    return this.#store.dispose();
  }

  readonly #attachHandlers = {
    attach: (message) => {
      const { source } = this.#dependencies;
      const offered = source.offered();
      const label = offered?.id === message.candidateId ? offered.label : '';
      return this.#requests.run(message, lineOf(label), async (signal) => {
        const parts = await source.capture(message.candidateId, signal);
        for (const { id } of parts) this.#candidates.set(id, message.candidateId);
        return parts;
      });
    },
    'attach-pick': (message) => this.#requests.run(message, null, (signal) => this.#dependencies.source.pick(signal)),
    'attach-uris': (message) =>
      this.#requests.run(message, lineOf(nameIn(message.uris[0]!)), (signal) =>
        this.#dependencies.source.captureUris(message.uris, signal),
      ),
    'attach-present': (message) => {
      const { chat, presentVersion } = this.#dependencies;
      const parts = message.messageId === null ? [] : attachmentsOf(chat(), message.messageId);
      const part = parts.find(({ id }) => id === message.attachmentId);
      return this.#requests.run(message, lineOf(part?.label ?? ''), async (signal) => {
        const present = part && (await presentVersion(part, signal));
        return present === undefined ? [] : [present];
      });
    },
    'attach-pasted': (message) =>
      this.#requests.run(message, message.isLong ? vscode.l10n.t('Pasted text') : null, async (signal) => {
        const parts = await this.#dependencies.source.capturePasted(message.text, signal);
        // A short text is attached for the place it came from, or else stays text.
        return message.isLong ? parts : parts.filter(({ kind }) => kind !== 'text');
      }),
    'attach-piece': (message) => this.#takePiece(message),
    'attach-cancel': ({ request }) => {
      this.#uploads.end(request);
      this.#requests.cancel(request);
    },
  } satisfies Partial<MessageHandlers<AttachmentViewMessage>>;

  get #shownId(): string {
    return this.#dependencies.chat().id;
  }

  async #takePiece(piece: AttachmentPiece): Promise<void> {
    const { request, name, mediaType, scaledFrom, offset, base64, isLast } = piece;
    let data: string | undefined;
    try {
      data = this.#uploads.add(piece);
    } catch (error) {
      // The view goes no further, and says so.
      return this.#requests.run(piece, lineOf(name), () => {
        throw error;
      });
    }
    if (!isLast || data === undefined)
      return this.#dependencies.post({ type: 'piece-taken', request, offset: offset + base64.length });
    const whole = data;
    await this.#requests.run(piece, lineOf(name), async (signal) => {
      const parts = await this.#dependencies.source.captureData(name, mediaType, whole, signal);
      return scaledFrom === null ? parts : parts.map((part) => withScale(part, scaledFrom));
    });
  }

  #publishSoon(conversationId: string): void {
    if (conversationId !== this.#shownId) return;
    this.#run(this.#publish(conversationId));
  }

  /** What is attached to no draft on screen concerns nobody here. */
  #onMarksChanged(change: MarksChange): void {
    if (change === 'all' || this.#attachedIds.some((id) => change.has(id))) this.#publishSoon(this.#shownId);
    this.#run(this.#sourceChanges.onMarksChanged(change));
  }

  #run(publishing: Promise<void>): void {
    publishing.catch((error: unknown) => this.#dependencies.logger.error('Could not show attachments', error));
  }

  /** Another selection changes nothing about what is attached, which is not looked through again for it. */
  async #postOffered(): Promise<void> {
    const conversationId = this.#shownId;
    const serial = this.#serial;
    const parts = await this.#dependencies.drafts.list(conversationId);
    // A later one tells of it as well.
    if (serial === this.#serial && conversationId === this.#shownId) this.#post(conversationId, parts);
  }

  /** Posts what is attached, at once with what is known of it, and again when more has been found out. */
  async #publish(conversationId: string): Promise<void> {
    if (conversationId !== this.#shownId) return;
    const serial = (this.#serial += 1);
    const parts = await this.#dependencies.drafts.list(conversationId);
    const isWanted = (): boolean => serial === this.#serial && conversationId === this.#shownId;
    if (!isWanted()) return;
    this.#post(conversationId, parts);
    void this.#findMarks(conversationId, parts).then((marks) => {
      if (!isWanted()) return;
      const before = this.#marks;
      this.#marks = marks;
      if (!parts.every(({ id }) => isSameMarks(before.get(id), marks.get(id)))) this.#post(conversationId, parts);
    });
  }

  #post(conversationId: string, parts: readonly AttachmentPart[]): void {
    const { source, post } = this.#dependencies;
    const used = source.offered();
    const offered = used === undefined || this.#isAttached(used, parts) ? undefined : used;
    const labels = chipLabels([...parts, ...(offered === undefined ? [] : [offeredThing(offered)])]);
    this.#attachedIds = parts.map(({ id }) => id);
    const message: AttachmentHostMessage = {
      type: 'attachments',
      conversationId,
      attachments: parts.map((part, index) => attachmentView(part, labels[index]!, this.#marks.get(part.id))),
      pending: this.#requests.pendingIn(conversationId),
      offered: offered === undefined ? null : offeredView(offered, labels.at(-1)!, source.attachesOffered()),
    };
    const told = JSON.stringify(message);
    if (told === this.#posted) return;
    this.#posted = told;
    post(message);
  }

  /** However it was attached: a file by its address, a selection by its lines, and anything else by what was asked for here. */
  #isAttached({ id, kind, place }: AttachmentCandidate, parts: readonly AttachmentPart[]): boolean {
    const isAt = (part: AttachmentPart, { uri, range }: NonNullable<AttachmentCandidate['place']>): boolean =>
      part.kind === kind && part.uri === uri && part.range?.start === range?.start && part.range?.end === range?.end;
    return parts.some((part) => (place === undefined ? this.#candidates.get(part.id) === id : isAt(part, place)));
  }

  async #findMarks(
    conversationId: string,
    parts: readonly AttachmentPart[],
  ): Promise<ReadonlyMap<string, AttachmentMarks>> {
    const found = await Promise.allSettled(parts.map((part) => this.#dependencies.marks(part, conversationId)));
    return new Map(
      found.flatMap((result, index) => (result.status === 'fulfilled' ? [[parts[index]!.id, result.value]] : [])),
    );
  }
}

/** Whether what is said of an attachment is the same. */
function isSameMarks(one: AttachmentMarks = noMarks, other: AttachmentMarks = noMarks): boolean {
  return one.changed === other.changed && one.warnings.join('\n') === other.warnings.join('\n');
}

function withScale(part: AttachmentPart, { width, height }: { readonly width: number; readonly height: number }) {
  const scaled = vscode.l10n.t('Scaled from {0} × {1} pixels', width, height);
  return { ...part, note: part.note === undefined ? scaled : `${scaled}. ${part.note}` };
}

/** How a dropped thing is called until it has been read. */
function nameIn(uri: string): string {
  const end = uri.replace(/[?#].*$/u, '').replace(/\/+$/u, '');
  const name = end.slice(end.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
