import * as vscode from 'vscode';
import type { Conversations } from '../../../chat/conversation/conversations.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../chat/conversation/sessionEvent.js';
import { newChat, type Preferences } from '../../../profile/preferences.js';
import { DisposableStore, type Disposable } from '../../../core/disposables.js';
import { isCancellation, toScoutError } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { ChatHistory, StoredJob } from '../../../storage/api/chatHistory.js';
import { detailsView } from './detailsView.js';
import { ConversationListController } from '../conversationList/conversationListController.js';
import { localStrings } from '../localStrings.js';
import { openLink } from './openLink.js';
import { deletedElsewhere, otherBranchIsAnswered, problemOf } from '../problems/problemView.js';
import type {
  ChatViewMessage,
  ConversationDetailsView,
  ConversationView,
  ListViewMessage,
  HostMessage,
  ProblemView,
  ViewMessage,
} from '../../protocol/protocol.js';
import type { ProviderStatus } from '../../../models/providerStatus.js';
import { ShownConversation } from './shownConversation.js';
import { ShownMessages } from './shownMessages.js';
import { statusView } from './statusView.js';
import { runViewAction } from './viewActions.js';
import { parseViewMessage } from '../connection/viewMessageSchema.js';

export interface ChatViewDependencies {
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
  readonly [Type in ChatViewMessage['type']]: (
    message: Extract<ChatViewMessage, { type: Type }>,
  ) => Promise<void> | void;
};

/**
 * One chat view: shows one conversation, passes on what happens in it, does what the user asks. Holds
 * nothing the view would need to keep: after any reload a snapshot tells it everything.
 */
export class ChatController {
  readonly #webview: vscode.Webview;
  readonly #dependencies: ChatViewDependencies;
  readonly #store: DisposableStore;
  readonly #conversation: ShownConversation;
  readonly #messages: ShownMessages;
  readonly #list: ConversationListController;
  /** Settles when the conversation given at first is there, so that the first snapshot shows it. */
  readonly #opening: Promise<void>;
  /** Before the view has said so, nobody hears a snapshot. */
  #isReady = false;
  /** What the last request ran into. */
  #problem: ProblemView | null = null;
  #disposed = false;

  /**
   * @param place where the view is, for what it shows to be found again after a reload or a crash;
   * `undefined` where several windows would share the place.
   * @param conversationId what the view itself remembers, should nothing be kept for its place.
   */
  constructor(
    webview: vscode.Webview,
    ports: ChatViewDependencies,
    place: string | undefined,
    conversationId: string | null,
  ) {
    this.#webview = webview;
    this.#dependencies = ports;
    this.#store = new DisposableStore((error) => ports.logger.error('A view could not be released', error));
    this.#conversation = new ShownConversation(ports, place, (event) => this.#onEvent(event));
    this.#messages = new ShownMessages(
      () => this.#session,
      (id) => ports.provider.displayNameOf(id),
    );
    this.#list = new ConversationListController({
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
      ports.conversations.onWriteErrorChanged(() => {
        this.#postStatus();
        this.#list.refresh();
      }),
    );
    this.#store.add(ports.onStorageProblemChanged(() => this.#postStatus()));
    this.#store.add(this.#list);
  }

  /** Shows a new chat and puts the cursor into the composer. */
  async newChat(): Promise<void> {
    await this.#showNew();
    this.focus();
  }

  /** Shows a conversation at this message, on whichever branch it is; `null`, or one that is gone: at its end. */
  async openMessage(conversationId: string, messageId: string | null): Promise<void> {
    this.#problem = null;
    await this.#opening;
    const isShown = await this.#conversation.open(conversationId);
    if (isShown) this.#messages.restart(messageId);
    const outcome = isShown && messageId !== null ? this.#session.showMessage(messageId) : 'shown';
    if (outcome === 'another branch is answered') this.#showProblem(otherBranchIsAnswered());
    await this.#postSnapshot();
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
      this.#isReady = true;
      await this.#opening;
      await this.#postSnapshot();
    },
    resync: () => this.#postSnapshot(),
    send: ({ text }) => this.#send(text),
    stop: () => this.#session.stop(),
    'new-chat': () => this.newChat(),
    'open-conversation': ({ id, messageId }) => this.openMessage(id, messageId),
    'select-branch': ({ messageId }) => void this.#session.showMessage(messageId),
    'load-older': ({ beforeId }) => this.#postOlder(beforeId),
    draft: ({ text }) => this.#dependencies.preferences.setDraft(this.#draftKey, text),
    action: ({ action, messageId }) =>
      runViewAction(action, messageId, this.#session, {
        ...this.#dependencies,
        newChat: () => this.newChat(),
        refresh: () => this.#postSnapshot(),
      }),
    'open-link': ({ url }) => openLink(url, this.#dependencies.logger),
    copy: async ({ text }) => vscode.env.clipboard.writeText(text),
    'view-error': ({ message, stack }) => {
      this.#dependencies.logger.error(`The chat view failed: ${message.slice(0, 500)}\n${stack.slice(0, 4_000)}`);
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
      this.#dependencies.logger.warn('The chat view sent a message that is not in the protocol; it is ignored');
      return;
    }
    void (async () => {
      try {
        await (isListMessage(message) ? this.#list.handle(message) : this.#handle(message));
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
      await this.#dependencies.preferences.setDraft(key, text);
      this.#fail(error);
      await this.#postSnapshot();
      return;
    }
    await this.#dependencies.preferences.setDraft(key, '');
    if (!isNew) return;
    // Now there is a conversation that the view can name and find again.
    this.#conversation.keep();
    await this.#postSnapshot();
  }

  #fail(error: unknown): void {
    const failure = toScoutError(error);
    this.#dependencies.logger[failure.code === 'internal' ? 'error' : 'warn'](
      `A request of the chat view failed (${failure.code})`,
      failure,
    );
    this.#showProblem(problemOf(failure, this.#dependencies.provider.current.providerName));
  }

  #showProblem(problem: ProblemView | null): void {
    this.#problem = problem;
    this.#postStatus();
  }

  async #showNew(): Promise<void> {
    this.#problem = null;
    this.#messages.restart();
    this.#conversation.openNew();
    await this.#postSnapshot();
  }

  #onEvent(event: SessionEvent): void {
    switch (event.type) {
      case 'message':
        if (this.#messages.includes(event.message))
          this.#post({ type: 'message', message: this.#messages.view(event.message) });
        return;
      case 'delta':
        this.#post({ type: 'delta', turnId: event.turnId, ...event.delta });
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
        if (event.deletion !== 'here') this.#showProblem(deletedElsewhere(event.deletion));
        return;
    }
  }

  async #postOlder(beforeId: string): Promise<void> {
    const older = this.#messages.older(beforeId);
    if (older === undefined) await this.#postSnapshot();
    else this.#post({ type: 'older', ...older });
  }

  async #postSnapshot(): Promise<void> {
    if (!this.#isReady) return;
    const generation = this.#conversation.generation;
    const draft = await this.#dependencies.preferences.draft(this.#draftKey);
    const details = await this.#details();
    if (generation !== this.#conversation.generation || this.#disposed) return;
    // From here on without a pause: whatever happens later follows the snapshot as a message of its own.
    const { conversation } = this.#session;
    this.#post({
      type: 'snapshot',
      state: {
        strings: localStrings(),
        locale: vscode.env.language,
        sendOnEnter: this.#dependencies.provider.sendOnEnter,
        status: this.#status(),
        conversation: conversation === undefined ? null : conversationView(conversation),
        details,
        ...this.#messages.newest(),
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
    const session = this.#session;
    const { conversation, id } = session;
    if (conversation === undefined) return { lines: [], actions: [] };
    const jobs = await this.#dependencies.jobs(id).catch((error: unknown) => {
      this.#dependencies.logger.warn(`The jobs of a conversation could not be read (${toScoutError(error).message})`);
      return [];
    });
    return detailsView(conversation, session, jobs, (provider) => this.#dependencies.provider.displayNameOf(provider));
  }

  #status(): ReturnType<typeof statusView> {
    const writeError = this.#dependencies.conversations.writeError;
    const saving = writeError === undefined ? undefined : problemOf(writeError, '');
    const problem = this.#problem ?? this.#dependencies.storageProblem() ?? saving ?? null;
    return statusView(this.#dependencies.provider, this.#session.turn, problem);
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

function isListMessage(message: ViewMessage): message is ListViewMessage {
  return message.type.startsWith('list-');
}
