import type * as vscode from 'vscode';
import type { Disposable } from '../../../core/disposables.js';
import { isCancellation, ScoutError } from '../../../core/errors.js';
import { timeOfUuidv7 } from '../../../core/uuid.js';
import type { Logger } from '../../../core/logger.js';
import { isDurable, isOpening, type RequestEnvelope } from '../../protocol/delivery.js';
import type { HostMessage, ViewMessage } from '../../protocol/protocol.js';
import type { MessageHandlers } from './messageHandlers.js';
import { RequestLedger } from './requestLedger.js';
import { parseEnvelope, parseEndlessMessageId, parseViewMessage } from './viewMessageSchema.js';

/** What features handle; the connection answers pings itself. */
export type ViewHandlers = MessageHandlers<Exclude<ViewMessage, { readonly type: 'ping' }>>;

/**
 * The messages between the host and one view. Requests are carried out once and acknowledged. Nothing is posted to a page
 * before it has announced itself, nor while it is hidden: nobody would receive it. Once disposed of, it sends and receives
 * nothing.
 */
export class ViewConnection implements Disposable {
  readonly #webview: vscode.Webview;
  readonly #logger: Logger;
  readonly #ledger = new RequestLedger();
  /** Messages that were refused while the page was gone: it sends them once more, and is told then. */
  readonly #untold = new Set<string>();
  #listening: Disposable | undefined;
  #isReady = false;
  #disposed = false;

  constructor(webview: vscode.Webview, logger: Logger) {
    this.#webview = webview;
    this.#logger = logger;
  }

  /**
   * Hands every message of the view to its handler; what is not in the protocol is logged and ignored. Called once.
   *
   * @param onFailure is given what a handler throws or rejects with, cancellations excepted.
   */
  listen(handlers: ViewHandlers, onFailure: (error: unknown) => void): void {
    const run = async (message: ViewMessage, madeAt?: number): Promise<void> => {
      try {
        await this.#handle(message, handlers, madeAt);
      } catch (error) {
        if (!isCancellation(error)) onFailure(error);
        throw error;
      }
    };
    this.#listening = this.#webview.onDidReceiveMessage((value: unknown) => {
      const envelope = parseEnvelope(value);
      if (envelope !== undefined) {
        void this.#deliver(envelope, run);
        return;
      }
      const message = parseViewMessage(value);
      if (message !== undefined) run(message).catch(() => undefined);
      else this.#ignore(value, onFailure);
    });
  }

  /** The page is gone, or about to be, until another one announces itself. */
  suspend(): void {
    this.#isReady = false;
  }

  post(message: HostMessage): void {
    if (this.#disposed || !this.#isReady) return;
    this.#webview.postMessage(message).then(undefined, (error: unknown) => {
      if (!this.#disposed) this.#logger.error(`A message could not be sent to the chat view (${message.type})`, error);
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#listening?.dispose();
  }

  /** The view keeps a message until it has an answer to it. */
  #ignore(value: unknown, onFailure: (error: unknown) => void): void {
    this.#logger.warn('Ignored an invalid message from the chat view');
    const id = parseEndlessMessageId(value);
    if (id === undefined) return;
    onFailure(new ScoutError('message-too-long', 'It is longer than anything that SCOUT takes.'));
    this.post({ type: 'refused', id });
  }

  async #deliver(
    { id, request, late }: RequestEnvelope,
    run: (message: ViewMessage, madeAt?: number) => Promise<void>,
  ): Promise<void> {
    if (this.#isReady && this.#untold.delete(id)) return this.post({ type: 'refused', id });
    // The page has what was refused of a draft in its composer by now, or will have.
    const mayTryAgain = request.type !== 'keep-draft';
    const outcome = this.#ledger.run(id, () => run(request, late && timeOfUuidv7(id)), mayTryAgain);
    // What is not stored anywhere has been taken over once it is here.
    const type = isDurable(request) || isOpening(request) ? await outcome : 'acknowledged';
    if (type === 'refused' && request.type === 'send' && !this.#isReady) this.#untold.add(id);
    this.post({ type, id });
  }

  async #handle(message: ViewMessage, handlers: ViewHandlers, madeAt: number | undefined): Promise<void> {
    if (message.type === 'view-ready') this.#isReady = true;
    if (message.type === 'ping') {
      // The page outlived the moment in which it was hidden: it has missed what was posted since.
      const wasReady = this.#isReady;
      this.#isReady = true;
      this.post(wasReady ? { type: 'pong' } : { type: 'pong', missed: true });
      if (!wasReady) await handlers['view-ready']({ type: 'view-ready', anchorId: null });
      return;
    }
    const handler = handlers[message.type] as (message: ViewMessage, madeAt?: number) => Promise<void> | void;
    await handler(message, madeAt);
  }
}
