import { Worker } from 'node:worker_threads';
import type { NumberedRequest } from '../../../../src/storage/protocol/workerProtocol.js';
import type { FakeWebview } from '../../../support/vscodeStub/webviews.js';

/** What storage threads are asked for and what pages are told, in order: `users.preference`, `posted snapshot` and so on. Until `dispose`. */
export class WorkerRequests {
  readonly log: string[] = [];
  // Called with its thread as `this` below.
  readonly #post = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage')!;

  constructor() {
    const { log } = this;
    const post = this.#post.value as Worker['postMessage'];
    Worker.prototype.postMessage = function (message: NumberedRequest) {
      const { request } = message;
      if ('database' in request)
        log.push(`${request.database}.${request.kind === 'query' ? request.query : request.kind}`);
      post.call(this, message);
    };
  }

  follow(webview: FakeWebview): void {
    const { log } = this;
    const post = webview.postMessage.bind(webview);
    webview.postMessage = (message: { readonly type: string }) => {
      log.push(`posted ${message.type}`);
      return post(message);
    };
  }

  /** What came before this, of the history. */
  historyBefore(entry: string): readonly string[] {
    return this.log.slice(0, this.log.indexOf(entry)).filter((each) => each.startsWith('history.'));
  }

  dispose(): void {
    Object.defineProperty(Worker.prototype, 'postMessage', this.#post);
  }
}
