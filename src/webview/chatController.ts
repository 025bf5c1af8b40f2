import * as vscode from 'vscode';
import type { Conversations } from '../chat/conversations.js';
import type { ConversationSession, SessionEvent } from '../chat/conversationSession.js';
import { newChat, type Preferences } from '../chat/preferences.js';
import { DisposableStore, type Disposable } from '../core/disposables.js';
import { isCancellation, toScoutError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { ChatHistory, StoredJob, StoredMessage } from '../storage/chatHistory.js';
import { detailsView } from './detailsView.js';
import { HistoryController } from './historyController.js';
import { localStrings } from './localStrings.js';
import { messageView } from './messageView.js';
import { openLink } from './openLink.js';
import { problemOf } from './problemView.js';
import type { ChatViewMessage, ConversationDetailsView, ConversationView, HistoryViewMessage, HostMessage, ProblemView, ViewMessage } from './protocol.js';
import type { ProviderStatus } from './providerStatus.js';
import { ShownConversation } from './shownConversation.js';
import { statusView } from './statusView.js';
import { runViewAction } from './viewActions.js';
import { parseViewMessage } from './viewMessageSchema.js';

/** How many messages a view gets at a time. */
const pageSize = 40;

export interface ChatViewPorts {
  readonly conversations: Conversations;
  readonly preferences: Preferences;
  readonly provider: ProviderStatus;
  readonly history: Pick<ChatHistory, 'search' | 'labels'>;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
  /** What the background provider did for a conversation. */
  readonly jobs: (conversationId: string) => Promise<readonly StoredJob[]>;
  /** What is wrong with the storage as a whole, if anything; `undefined` otherwise. */
  readonly storageProblem: () => ProblemView | undefined;
  readonly onStorageProblemChanged: (listener: () => void) => Disposable;
  readonly logger: Logger;
}

/** A handler for every message of the view: a forgotten one does not compile. */
type Handlers = {
  readonly [Type in ChatViewMessage['type']]: (message: Extract<ChatViewMessage, { type: Type }>) => Promise<void> | void;
};

/**
 * One chat view: shows one conversation, passes on what happens in it, does what the user asks. Holds
 * nothing the view would need to keep: after any reload a snapshot tells it everything.
 */
export class ChatController {
  readonly #webview: vscode.Webview;
  readonly #ports: ChatViewPorts;
  readonly #store: DisposableStore;
  readonly #conversation: ShownConversation;
  readonly #history: HistoryController;
  /** Settles when the conversation given at first is there, so that the first snapshot shows it. */
  readonly #opening: Promise<void>;
  #shown = pageSize;
  /** What the last request ran into. */
  #problem: ProblemView | null = null;
  #disposed = false;

  /**
   * @param place where the view is, for what it shows to be found again after a reload or a crash;
   * `undefined` where several windows would share the place.
   * @param conversationId what the view itself remembers, should nothing be kept for its place.
   */
  constructor(webview: vscode.Webview, ports: ChatViewPorts, place: string | undefined, conversationId: string | null) {
    this.#webview = webview;
    this.#ports = ports;
    this.#store = new DisposableStore((error) => ports.logger.error('A view could not be released', error));
    this.#conversation = new ShownConversation(ports, place, (event) => this.#onEvent(event));
    this.#history = new HistoryController({
      ...ports,
      list: ports.conversations.list,
      displayNameOf: (id) => ports.provider.displayNameOf(id),
      post: (message) => this.#post(message),
      onProblem: (problem) => this.#showProblem(problem),
    });
    this.#opening = this.#conversation.openLast(conversationId).catch((error: unknown) => this.#fail(error));
    this.#store.add(webview.onDidReceiveMessage((value: unknown) => this.#receive(value)));
    this.#store.add(ports.provider.onChanged(() => this.#postStatus()));
    this.#store.add(
      ports.conversations.onTroubleChanged(() => {
        this.#postStatus();
        this.#history.refresh();
      }),
    );
    this.#store.add(ports.onStorageProblemChanged(() => this.#postStatus()));
    this.#store.add(this.#history);
  }

  /** Shows a new chat and puts the cursor into the composer. */
  async newChat(): Promise<void> {
    await this.#showNew();
    this.focus();
  }

  focus(): void {
    this.#post({ type: 'focus' });
  }

  dispose(): Promise<void> {
    this.#disposed = true;
    this.#conversation.dispose();
    return this.#store.dispose();
  }

  readonly #handlers: Handlers = {
    'view-ready': async () => {
      await this.#opening;
      await this.#postSnapshot();
    },
    resync: () => this.#postSnapshot(),
    send: ({ text }) => this.#send(text),
    stop: () => this.#session.stop(),
    'new-chat': () => this.newChat(),
    'open-conversation': ({ id }) => this.#open(id),
    'load-older': ({ beforeId }) => this.#postOlder(beforeId),
    draft: ({ text }) => this.#ports.preferences.setDraft(this.#draftKey, text),
    action: ({ action, messageId }) =>
      runViewAction(action, messageId, this.#session, {
        ...this.#ports,
        newChat: () => this.newChat(),
        refresh: () => this.#postSnapshot(),
      }),
    'open-link': ({ url }) => openLink(url, this.#ports.logger),
    copy: async ({ text }) => vscode.env.clipboard.writeText(text),
    'view-error': ({ message, stack }) => {
      this.#ports.logger.error(`The chat view failed: ${message.slice(0, 500)}\n${stack.slice(0, 4_000)}`);
    },
  };

  get #session(): ConversationSession {
    return this.#conversation.session;
  }

  get #draftKey(): string {
    return this.#session.conversation === undefined ? newChat : this.#session.id;
  }

  #receive(value: unknown): void {
    const message = parseViewMessage(value);
    if (message === undefined) {
      this.#ports.logger.warn('The chat view sent a message that is not in the protocol; it is ignored');
      return;
    }
    void (async () => {
      try {
        await (isAboutHistory(message) ? this.#history.handle(message) : this.#handle(message));
      } catch (error) {
        if (!isCancellation(error)) this.#fail(error);
      }
    })();
  }

  #handle(message: ChatViewMessage): Promise<void> | void {
    const handler = this.#handlers[message.type] as (message: ChatViewMessage) => Promise<void> | void;
    return handler(message);
  }

  async #send(text: string): Promise<void> {
    const key = this.#draftKey;
    const isNew = this.#session.conversation === undefined;
    this.#problem = null;
    try {
      this.#session.send(text);
    } catch (error) {
      // Refused: what was written goes back into the composer, and stays there over a reload.
      await this.#ports.preferences.setDraft(key, text);
      this.#fail(error);
      await this.#postSnapshot();
      return;
    }
    await this.#ports.preferences.setDraft(key, '');
    if (!isNew) return;
    // Now there is a conversation that the view can name and find again.
    this.#conversation.keep();
    await this.#postSnapshot();
  }

  #fail(error: unknown): void {
    const failure = toScoutError(error);
    this.#ports.logger[failure.code === 'internal' ? 'error' : 'warn'](`A request of the chat view failed (${failure.code})`, failure);
    this.#showProblem(problemOf(failure, this.#ports.provider.current.providerName));
  }

  #showProblem(problem: ProblemView | null): void {
    this.#problem = problem;
    this.#postStatus();
  }

  async #showNew(): Promise<void> {
    this.#problem = null;
    this.#shown = pageSize;
    this.#conversation.openNew();
    await this.#postSnapshot();
  }

  async #open(id: string): Promise<void> {
    this.#problem = null;
    this.#shown = pageSize;
    await this.#conversation.open(id);
    await this.#postSnapshot();
  }

  #onEvent(event: SessionEvent): void {
    switch (event.type) {
      case 'message':
        this.#post({ type: 'message', message: this.#messageView(event.message) });
        return;
      case 'delta':
        this.#post({ type: 'delta', turnId: event.turnId, seq: event.seq, ...event.delta });
        return;
      case 'turn':
        this.#postStatus();
        if (this.#session.turn === undefined) void this.#postConversation();
        return;
      case 'branch':
        void this.#postSnapshot();
        return;
      case 'conversation':
        void this.#postConversation();
        return;
      case 'deleted':
        // Whoever deletes several in a row stays where they are: in the list.
        void this.#showNew();
        return;
    }
  }

  #messageView(message: StoredMessage): ReturnType<typeof messageView> {
    return messageView(message, this.#session.isSaved(message.id), (id) => this.#ports.provider.displayNameOf(id));
  }

  #postOlder(beforeId: string): void {
    const { branch } = this.#session;
    const end = branch.findIndex((message) => message.id === beforeId);
    if (end < 0) return void this.#postSnapshot();
    const start = Math.max(0, end - pageSize);
    this.#shown = Math.max(this.#shown, branch.length - start);
    const messages = branch.slice(start, end).map((message) => this.#messageView(message));
    this.#post({ type: 'older', messages, hasOlder: start > 0 });
  }

  async #postSnapshot(): Promise<void> {
    const generation = this.#conversation.generation;
    const draft = await this.#ports.preferences.draft(this.#draftKey);
    const details = await this.#details();
    if (generation !== this.#conversation.generation || this.#disposed) return;
    // From here on without a pause: whatever happens later follows the snapshot as a message of its own.
    const session = this.#session;
    const { branch } = session;
    const start = Math.max(0, branch.length - this.#shown);
    this.#post({
      type: 'snapshot',
      state: {
        strings: localStrings(),
        locale: vscode.env.language,
        sendOnEnter: this.#ports.provider.sendOnEnter,
        status: this.#status(),
        conversation: session.conversation === undefined ? null : conversationView(session.conversation),
        details,
        messages: branch.slice(start).map((message) => this.#messageView(message)),
        hasOlder: start > 0,
        draft,
      },
    });
  }

  async #postConversation(): Promise<void> {
    const generation = this.#conversation.generation;
    const details = await this.#details();
    const { conversation } = this.#session;
    if (conversation === undefined || generation !== this.#conversation.generation) return;
    this.#post({ type: 'conversation', conversation: conversationView(conversation), details });
  }

  async #details(): Promise<ConversationDetailsView> {
    const { conversation, branch, id } = this.#session;
    if (conversation === undefined) return { lines: [], actions: [] };
    const jobs = await this.#ports.jobs(id).catch((error: unknown) => {
      this.#ports.logger.warn(`The jobs of a conversation could not be read (${toScoutError(error).message})`);
      return [];
    });
    return detailsView(conversation, branch, jobs, (provider) => this.#ports.provider.displayNameOf(provider));
  }

  #status(): ReturnType<typeof statusView> {
    const trouble = this.#ports.conversations.trouble;
    const saving = trouble === undefined ? undefined : problemOf(trouble, '');
    const problem = this.#problem ?? this.#ports.storageProblem() ?? saving ?? null;
    return statusView(this.#ports.provider, this.#session.turn, problem);
  }

  #postStatus(): void {
    this.#post({ type: 'status', status: this.#status() });
  }

  #post(message: HostMessage): void {
    if (!this.#disposed) void this.#webview.postMessage(message);
  }
}

function conversationView({ id, title, updatedAt }: ConversationView): ConversationView {
  return { id, title, updatedAt };
}

function isAboutHistory(message: ViewMessage): message is HistoryViewMessage {
  return message.type.startsWith('history-');
}
