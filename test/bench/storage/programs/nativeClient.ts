import { Worker } from 'node:worker_threads';
import type { Conversation, HistoryEvent, StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import type { NativeRequest, NativeWorkerOptions } from './nativeWorker.js';

/** The other thread's side of the peer. The thread starts at once. */
export class NativeClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (value: unknown) => void>();
  #lastId = 0;

  constructor(options: NativeWorkerOptions) {
    this.#worker = new Worker(new URL('nativeWorker.js', import.meta.url), { workerData: options });
    this.#worker.on('message', ({ id, value }: { readonly id: number; readonly value: unknown }) => {
      this.#waiting.get(id)?.(value);
      this.#waiting.delete(id);
    });
    this.#worker.on('error', (error) => {
      throw error;
    });
  }

  async append(events: readonly HistoryEvent[]): Promise<void> {
    await this.#ask('append', events);
  }

  async conversations(limit: number): Promise<readonly Conversation[]> {
    return (await this.#ask('conversations', limit)) as readonly Conversation[];
  }

  async messages(conversationId: string): Promise<readonly StoredMessage[]> {
    return (await this.#ask('messages', conversationId)) as readonly StoredMessage[];
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(name: NativeRequest['name'], argument: unknown): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, name, argument } satisfies NativeRequest);
    });
  }
}
