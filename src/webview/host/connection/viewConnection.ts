import type * as vscode from 'vscode';
import type { Disposable } from '../../../core/disposables.js';
import { isCancellation } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { HostMessage, ViewMessage } from '../../protocol/protocol.js';
import type { MessageHandlers } from './messageHandlers.js';
import { parseViewMessage } from './viewMessageSchema.js';

/** The messages between the host and one view. Once disposed of, it sends and receives nothing. */
export class ViewConnection implements Disposable {
  readonly #webview: vscode.Webview;
  readonly #logger: Logger;
  #listening: Disposable | undefined;
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
  listen(handlers: MessageHandlers<ViewMessage>, onFailure: (error: unknown) => void): void {
    this.#listening = this.#webview.onDidReceiveMessage((value: unknown) => {
      const message = parseViewMessage(value);
      if (message === undefined) this.#logger.warn('Ignored an invalid message from the chat view');
      else void handle(message, handlers, onFailure);
    });
  }

  post(message: HostMessage): void {
    if (this.#disposed) return;
    this.#webview.postMessage(message).then(undefined, (error: unknown) => {
      if (!this.#disposed) this.#logger.error(`A message could not be sent to the chat view (${message.type})`, error);
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#listening?.dispose();
  }
}

async function handle(
  message: ViewMessage,
  handlers: MessageHandlers<ViewMessage>,
  onFailure: (error: unknown) => void,
): Promise<void> {
  const handler = handlers[message.type] as (message: ViewMessage) => Promise<void> | void;
  try {
    await handler(message);
  } catch (error) {
    if (!isCancellation(error)) onFailure(error);
  }
}
