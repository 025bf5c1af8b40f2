import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Emitter } from '../../../../../src/core/event.js';
import type { ChatState } from '../../../../../src/webview/protocol/chat.js';
import { uuidv7 } from '../../../../../src/core/uuid.js';
import type { ViewRequest } from '../../../../../src/webview/protocol/delivery.js';
import type { HostMessage } from '../../../../../src/webview/protocol/protocol.js';
import { until } from '../../../storage/support/until.js';

type HostMessageOf<Type extends HostMessage['type']> = Extract<HostMessage, { readonly type: Type }>;

/** The page of a view as the host sees it: says what a test writes down, and remembers what it was sent. */
export class ChatPage {
  readonly posted: HostMessage[] = [];
  /** While set, nothing can be posted. */
  failure: Error | undefined;
  readonly #messages = new Emitter<unknown>((error) => {
    throw error;
  });
  readonly webview: vscode.Webview = {
    options: {},
    html: '',
    cspSource: 'https://*.csp.test',
    asWebviewUri: (uri) => uri.with({ scheme: 'https', authority: 'page.test' }),
    onDidReceiveMessage: (listener: (value: unknown) => unknown) => this.#messages.on(listener),
    postMessage: (message: HostMessage) => {
      if (this.failure !== undefined) return Promise.reject(this.failure);
      // As the editor does it: the page gets a copy, made at once.
      this.posted.push(structuredClone(message));
      return Promise.resolve(true);
    },
  };

  /** @param message what the page's script posts, whether it is in the protocol or not. */
  say(message: unknown): void {
    this.#messages.fire(message);
  }

  /** Posts a request as the view does, and resolves with how it ended. */
  async request(
    request: ViewRequest,
    id = request.type === 'send' ? request.messageId : uuidv7(),
  ): Promise<'acknowledged' | 'refused'> {
    const answer = (): HostMessage | undefined =>
      this.posted.find(
        (message) => (message.type === 'acknowledged' || message.type === 'refused') && message.id === id,
      );
    this.say({ type: 'request', id, request });
    await until(() => answer() !== undefined);
    return answer()!.type as 'acknowledged' | 'refused';
  }

  /** Posts the question into the chat on screen. @returns the id of its message. */
  question(text: string): string {
    const messageId = uuidv7();
    this.say({ type: 'send', attachmentIds: [], messageId, conversationId: this.chatId, text });
    return messageId;
  }

  /** What the last snapshot showed. */
  get chatId(): string {
    return this.last('snapshot').state.chatId;
  }

  all<Type extends HostMessage['type']>(type: Type): readonly HostMessageOf<Type>[] {
    return this.posted.filter((message): message is HostMessageOf<Type> => message.type === type);
  }

  /** The last message of this type, which must be there. */
  last<Type extends HostMessage['type']>(type: Type): HostMessageOf<Type> {
    const message = this.all(type).at(-1);
    assert.ok(message, `a message of the type ${type}`);
    return message;
  }

  /** Posts the message and resolves with the next answer of this type. */
  async ask<Type extends HostMessage['type']>(message: unknown, type: Type): Promise<HostMessageOf<Type>> {
    const before = this.all(type).length;
    this.say(message);
    await until(() => this.all(type).length > before);
    return this.last(type);
  }

  /** Everything the view would show after a reload. */
  async state(): Promise<ChatState> {
    return (await this.ask({ type: 'resync' }, 'snapshot')).state;
  }
}
