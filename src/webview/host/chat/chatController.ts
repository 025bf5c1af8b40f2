import type { Conversations } from '../../../chat/conversation/conversations.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../chat/conversation/sessionEvent.js';
import type { Disposable } from '../../../core/disposables.js';
import type { ChatHostMessage, ChatViewMessage } from '../../protocol/chat.js';
import type { Drafts } from '../../../profile/drafts.js';
import type { LastShownConversations } from '../../../profile/lastShownConversations.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import { deletedElsewhere, otherBranchIsAnswered } from '../problems/problemView.js';
import { ChatPublisher, type ChatPublisherDependencies } from './chatPublisher.js';
import { ChatStatus, type ChatStatusDependencies } from './chatStatus.js';
import { ShownConversation } from './shownConversation.js';

export interface ChatDependencies extends ChatPublisherDependencies, ChatStatusDependencies {
  readonly conversations: Conversations;
  readonly lastShown: LastShownConversations;
}

/**
 * The conversation of one view: shows it, passes on what happens in it, does what the user asks. Holds
 * nothing the view would need to store: after any reload a snapshot gives it everything.
 */
export class ChatController implements Disposable {
  readonly status: ChatStatus;
  readonly #drafts: Drafts;
  readonly #post: (message: ChatHostMessage) => void;
  readonly #shown: ShownConversation;
  readonly #publisher: ChatPublisher;
  /** Settles when the conversation given at first is there, so that the first snapshot shows it. */
  readonly #opening: Promise<void>;

  /**
   * @param place where the view is, for what it shows to be found again after a reload or a crash;
   * `undefined` where several windows would share the place.
   * @param conversationId what the view itself remembers, should nothing be stored for its place.
   */
  constructor(
    dependencies: ChatDependencies,
    place: string | undefined,
    conversationId: string | null,
    post: (message: ChatHostMessage) => void,
  ) {
    this.#drafts = dependencies.drafts;
    this.#post = post;
    this.#shown = new ShownConversation(dependencies, place, (event) => this.#onEvent(event));
    this.status = new ChatStatus(dependencies, () => this.session.turn, post);
    this.#publisher = new ChatPublisher(dependencies, this.#shown, this.status, post);
    this.#opening = this.#shown.openLast(conversationId).catch((error: unknown) => this.status.fail(error));
  }

  readonly handlers: MessageHandlers<ChatViewMessage> = {
    'view-ready': async () => {
      this.#publisher.viewIsReady();
      await this.#opening;
      await this.refresh();
    },
    resync: () => this.refresh(),
    send: ({ text }) => this.#send(text),
    stop: () => this.session.stop(),
    'new-chat': () => this.newChat(),
    'open-conversation': ({ id, messageId }) => this.openMessage(id, messageId),
    'select-branch': ({ messageId }) => void this.session.showMessage(messageId),
    'load-older': ({ beforeId }) => this.#publisher.postOlder(beforeId),
    draft: ({ text }) => this.#drafts.setText(this.#publisher.draftKey, text),
  };

  /** The conversation on screen. */
  get session(): ConversationSession {
    return this.#shown.session;
  }

  /** Shows a new chat and puts the cursor into the composer. */
  async newChat(): Promise<void> {
    await this.#showNew();
    this.focus();
  }

  /** Shows a conversation at this message, on whichever branch it is; `null`, or one that is gone: at its end. */
  async openMessage(conversationId: string, messageId: string | null): Promise<void> {
    this.status.clearProblem();
    const isShown = await this.#shown.open(conversationId);
    if (isShown) this.#publisher.restart(messageId);
    const outcome = isShown && messageId !== null ? this.session.showMessage(messageId) : 'shown';
    if (outcome === 'another branch is answered') this.status.showProblem(otherBranchIsAnswered(), true);
    await this.refresh();
  }

  focus(): void {
    this.#post({ type: 'focus' });
  }

  /** Sends the view everything anew. */
  refresh(): Promise<void> {
    return this.#publisher.postSnapshot();
  }

  dispose(): Promise<void> {
    this.#shown.dispose();
    return this.status.dispose();
  }

  async #send(text: string): Promise<void> {
    const key = this.#publisher.draftKey;
    const isNew = this.session.conversation === undefined;
    this.status.clearProblem();
    try {
      this.session.send(text);
    } catch (error) {
      // Refused: what was written goes back into the composer, and stays there over a reload.
      await this.#drafts.setText(key, text);
      this.status.fail(error);
      await this.refresh();
      return;
    }
    await this.#drafts.setText(key, '');
    if (!isNew) return;
    // Now there is a conversation that the view can name and find again.
    this.#shown.remember();
    await this.refresh();
  }

  async #showNew(): Promise<void> {
    this.status.clearProblem();
    this.#publisher.restart();
    this.#shown.openNew();
    await this.refresh();
  }

  #onEvent(event: SessionEvent): void {
    void this.#follow(event).catch((error: unknown) => this.status.fail(error));
  }

  async #follow(event: SessionEvent): Promise<void> {
    if (event.type !== 'deleted') return this.#publisher.postEvent(event);
    // Whoever deletes several in a row stays where they are: in the list.
    const shown = this.#showNew();
    if (event.deletion !== 'here') this.status.showProblem(deletedElsewhere(event.deletion));
    await shown;
  }
}
