import type { ArchiveHistory } from '../import/historyImporter.js';
import type { StoredMessage } from '../../storage/api/chatHistory.js';
import { toError } from './threadFailure.js';
import type { FromThread, HistoryMethod, ToThread } from './protocol.js';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The history as the thread sees it: every question goes to the extension host. */
export class RemoteHistory implements ArchiveHistory {
  readonly append = this.#method('append');
  readonly conversations = this.#method('conversations');
  readonly conversation = this.#method('conversation');
  readonly isTombstoned = this.#method('isTombstoned');
  readonly messagePages = this.#method('messagePages');
  readonly messageRanks = this.#method('messageRanks');
  readonly jobs = this.#method('jobs');
  readonly #post: (message: FromThread) => void;
  readonly #messages = this.#method('messages');
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(post: (message: FromThread) => void) {
    this.#post = post;
  }

  /** Page by page: the host copies each in one go, in which it does nothing else. */
  async messages(conversationId: string, ids?: readonly string[]): Promise<readonly StoredMessage[]> {
    if (ids !== undefined) return this.#messages(conversationId, ids);
    const pages: (readonly StoredMessage[])[] = [];
    for (const page of await this.messagePages(conversationId)) pages.push(await this.#messages(conversationId, page));
    return pages.toReversed().flat();
  }

  /** The host has answered. */
  receiveReply(message: Exclude<ToThread, { kind: 'cancel' }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(toError(message.failure));
  }

  #method<Method extends HistoryMethod>(method: Method): ArchiveHistory[Method] {
    const ask = (...parameters: unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const id = ++this.#lastId;
        this.#waiting.set(id, { resolve, reject });
        this.#post({ kind: 'ask', id, method, parameters });
      });
    return ask as ArchiveHistory[Method];
  }
}
