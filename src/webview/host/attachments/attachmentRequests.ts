import * as vscode from 'vscode';
import type { DraftAttachments } from '../../../attachments/draftAttachments.js';
import { isCancellation, ScoutError } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { AttachmentHostMessage, AttachOutcome, PendingAttachmentView } from '../../protocol/attachments.js';
import { lineOf } from './attachmentViews.js';

/** How many may be under way in one view: each may ask the user something. */
const maximumPending = 100;
/** How many answers are kept for a page, the newest. */
const maximumUntold = 200;

interface Pending {
  readonly conversationId: string;
  readonly label: string | null;
  readonly cancellation: AbortController;
}

type AttachEnd = Extract<AttachmentHostMessage, { readonly type: 'attach-ended' }>;

/** What somebody asked to have attached. */
export interface AttachRequest {
  readonly request: string;
  readonly conversationId: string;
}

export interface AttachmentRequestsDependencies {
  readonly drafts: DraftAttachments;
  readonly post: (message: AttachmentHostMessage) => void;
  /** What is under way in this chat has changed. */
  readonly onPendingChanged: (conversationId: string) => void;
  /** Resolves when the view has been told what is attached there by now. */
  readonly published: (conversationId: string) => Promise<void>;
  readonly logger: Logger;
}

/** What is on its way into the drafts of one view: each can be cancelled, and ends with an answer to the view. */
export class AttachmentRequests {
  readonly #dependencies: AttachmentRequestsDependencies;
  readonly #pending = new Map<string, Pending>();
  /** Those that have ended, and are answered once the view has been told what is attached. */
  readonly #ending = new Set<string>();
  /** Answers for which there was no page. */
  #untold: AttachEnd[] = [];
  #isPageGone = false;
  /** Counts the pages that are gone. */
  #pagesGone = 0;

  constructor(dependencies: AttachmentRequestsDependencies) {
    this.#dependencies = dependencies;
  }

  /** Those of one chat, in their order. */
  pendingIn(conversationId: string): readonly PendingAttachmentView[] {
    return [...this.#pending]
      .filter(([, pending]) => pending.conversationId === conversationId)
      .flatMap(([request, { label }]) => (label === null ? [] : [{ request, label }]));
  }

  /**
   * Reads something, attaches it, and tells the view how that ended. Never rejects.
   * @param label of what is on its way; empty when nobody knows yet, `null` when nothing is to be seen of it, as while a list asks
   */
  async run(
    target: AttachRequest,
    label: string | null,
    capture: (signal: AbortSignal) => Promise<readonly AttachmentPart[]>,
  ): Promise<void> {
    await this.attach(target, label, capture);
  }

  /** As `run`. @returns whether it is attached, or there was nothing to attach */
  async attach(
    { request, conversationId }: AttachRequest,
    label: string | null,
    capture: (signal: AbortSignal) => Promise<readonly AttachmentPart[]>,
  ): Promise<boolean> {
    // Its answer is on its way already.
    if (this.#pending.has(request)) return false;
    if (this.#pending.size >= maximumPending) {
      await this.#end({ request, conversationId }, 'failed', [], tooMuchAtOnce(label ?? ''));
      return false;
    }
    const cancellation = new AbortController();
    this.#pending.set(request, { conversationId, label, cancellation });
    if (label !== null) this.#dependencies.onPendingChanged(conversationId);
    try {
      const parts = await capture(cancellation.signal);
      cancellation.signal.throwIfAborted();
      if (parts.length > 0) await this.#dependencies.drafts.add(conversationId, parts);
      await this.#end({ request, conversationId }, parts.length > 0 ? 'added' : 'nothing', parts);
      return true;
    } catch (error) {
      const isCancelled = isCancellation(error) || cancellation.signal.aborted;
      await this.#end({ request, conversationId }, isCancelled ? 'nothing' : 'failed', [], this.#problemOf(error));
      return false;
    }
  }

  /** There is no page until `tellPage`: answers are kept for the next one. */
  pageIsGone(): void {
    this.#isPageGone = true;
    this.#pagesGone += 1;
  }

  /** Ends what never became a request that runs. @param problem a sentence for the user */
  fail(request: string, problem: string): void {
    this.#tell({ type: 'attach-ended', request, outcome: 'failed', attachmentIds: [], label: '', problem });
  }

  /**
   * Once that is settled, tells the page what it or the one before has missed, and what is still under way.
   * @param uploads what is on its way here
   */
  async tellPage(published: Promise<void>, uploads: () => readonly string[]): Promise<void> {
    const page = this.#pagesGone;
    await published.catch((error: unknown) => this.#dependencies.logger.error('Could not show attachments', error));
    if (page !== this.#pagesGone) return;
    this.#isPageGone = false;
    this.#untold.splice(0).forEach((end) => this.#tell(end));
    this.#dependencies.post({
      type: 'attach-settled',
      underWay: [...this.#pending.keys(), ...this.#ending, ...uploads()],
    });
  }

  cancel(request: string): void {
    this.#pending.get(request)?.cancellation.abort();
  }

  cancelAll(): void {
    for (const { cancellation } of this.#pending.values()) cancellation.abort();
  }

  async #end(
    { request, conversationId }: AttachRequest,
    outcome: AttachOutcome,
    parts: readonly AttachmentPart[],
    problem = '',
  ): Promise<void> {
    const { published, logger } = this.#dependencies;
    this.#pending.delete(request);
    this.#ending.add(request);
    await published(conversationId).catch((error: unknown) => logger.error('Could not show attachments', error));
    this.#ending.delete(request);
    this.#tell({
      type: 'attach-ended',
      request,
      outcome,
      attachmentIds: parts.map(({ id }) => id),
      label: lineOf(parts[0]?.label ?? ''),
      problem: outcome === 'failed' ? problem : '',
    });
  }

  #tell(end: AttachEnd): void {
    if (!this.#isPageGone) this.#dependencies.post(end);
    else this.#untold = [...this.#untold, end].slice(-maximumUntold);
  }

  /** Those who read know how to say it; anything else is a fault of ours. */
  #problemOf(error: unknown): string {
    if (error instanceof ScoutError) return error.message;
    if (!isCancellation(error)) this.#dependencies.logger.error('Could not attach something', error);
    return vscode.l10n.t('It could not be attached, because of a fault in SCOUT. The log has the details.');
  }
}

/** @param name of what is not attached; empty where nobody knows */
export function tooMuchAtOnce(name: string): string {
  const { t } = vscode.l10n;
  return name === ''
    ? t('Too much is being attached at once, and this was not. Attach it again when the rest is there.')
    : t('Too much is being attached at once, and “{0}” was not. Attach it again when the rest is there.', name);
}
