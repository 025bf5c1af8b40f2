import type { ChatAttachments } from '../../../attachments/draftAttachments.js';
import type { PreparedQuestion } from '../../../attachments/preparedQuestion.js';
import { isSameAttachment } from '../../../attachments/isSameAttachment.js';
import type { Conversations } from '../../../chat/conversation/conversations.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../chat/conversation/sessionEvent.js';
import type { Disposable } from '../../../core/disposables.js';
import { isCancellation } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import { uuidv7 } from '../../../core/uuid.js';
import type { ChatHostMessage, ChatViewMessage } from '../../protocol/chat.js';
import type { Drafts } from '../../../profile/drafts.js';
import type { LastShownConversations } from '../../../profile/lastShownConversations.js';
import type { AttachmentDependencies } from '../attachments/attachmentPorts.js';
import { moveAttachments } from '../attachments/moveAttachments.js';
import { withKept } from '../../protocol/keepBoth.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import { deletedElsewhere, otherBranchIsAnswered } from '../problems/problemView.js';
import { ChatDrafts, type DraftMessage } from './chatDrafts.js';
import { ChatPublisher, type ChatPublisherDependencies } from './chatPublisher.js';
import { ChatStatus, type ChatStatusDependencies } from './chatStatus.js';
import type { Question } from './question.js';
import type { QuestionQueue } from './questionQueue.js';
import { ShownConversation, type ViewPlace } from './shownConversation.js';

export interface ChatDependencies extends ChatPublisherDependencies, ChatStatusDependencies {
  readonly conversations: Conversations;
  readonly questions: QuestionQueue;
  readonly attachments: Pick<AttachmentDependencies, 'drafts' | 'selectModel'>;
  readonly lastShown: LastShownConversations;
}

/**
 * The conversation of one view: shows it, passes on what happens in it, does what the user asks. Holds
 * nothing the view would need to store: after any reload a snapshot gives it everything.
 */
export class ChatController implements Disposable {
  readonly status: ChatStatus;
  readonly #drafts: Drafts;
  readonly #chatDrafts: ChatDrafts;
  readonly #questions: QuestionQueue;
  readonly #attachments: ChatAttachments;
  readonly #selectModel: AttachmentDependencies['selectModel'];
  readonly #post: (message: ChatHostMessage) => void;
  readonly #shown: ShownConversation;
  readonly #publisher: ChatPublisher;
  /** Settles when the conversation given at first is there, so that the first snapshot shows it. */
  readonly #opening: Promise<void>;
  readonly #secrets: Disposable;
  /** The composer is to take the focus as soon as there is one. */
  #wantsFocus = false;

  /**
   * @param place where the view is, for what it shows to be found again after a reload or a crash.
   * @param conversationId what the view itself remembers, should nothing be stored for its place.
   */
  constructor(
    dependencies: ChatDependencies,
    place: ViewPlace | undefined,
    conversationId: string | null,
    post: (message: ChatHostMessage) => void,
  ) {
    this.#drafts = dependencies.drafts;
    this.#questions = dependencies.questions;
    this.#attachments = dependencies.attachments.drafts;
    this.#selectModel = dependencies.attachments.selectModel;
    this.#post = post;
    this.#shown = new ShownConversation(dependencies, place, (event) => this.#onEvent(event));
    this.status = new ChatStatus(dependencies, () => this.session, post);
    const onShown = (id: string, draft: string): void => this.#chatDrafts.noteShown(id, draft);
    this.#publisher = new ChatPublisher(dependencies, this.#shown, this.status, post, onShown);
    this.#opening = this.#shown.openLast(conversationId).catch((error: unknown) => this.status.fail(error));
    this.#secrets = dependencies.secrets.onChanged((id) => {
      if (id === this.session.id) void this.refresh();
    });
    this.#chatDrafts = new ChatDrafts({
      drafts: dependencies.drafts,
      list: dependencies.conversations.list,
      shownId: () => this.#opening.then(() => this.session.id),
      post,
      moveAttachments: (fromId, toId) => moveAttachments(this.#attachments, fromId, toId),
    });
  }

  readonly #handlers: MessageHandlers<Exclude<ChatViewMessage, DraftMessage>> = {
    'view-ready': async ({ anchorId }) => {
      await this.#opening;
      this.#publisher.viewIsReady(anchorId);
      this.#chatDrafts.keepUnread();
      await this.refresh();
      if (!(await this.#shown.confirmNew())) return;
      this.#publisher.restart();
      await this.refresh();
    },
    shown: ({ conversationId }) => this.#publisher.confirmShown(conversationId),
    'draft-read': ({ conversationId }) => this.#chatDrafts.noteRead(conversationId),
    format: () => this.#publisher.format(),
    resync: () => this.refresh(),
    send: (question) => this.#send(question),
    withdraw: ({ messageId }) => this.#questions.withdraw(messageId),
    stop: () => this.stop(),
    'new-chat': () => this.newChat(),
    'open-conversation': ({ id, messageId, words }) => this.openMessage(id, messageId, words),
    'select-branch': ({ messageId }) => {
      this.#publisher.stayAt(messageId);
      this.session.showMessage(messageId);
    },
    'load-older': ({ beforeId }) => this.#publisher.postOlder(beforeId),
  };

  get handlers(): MessageHandlers<ChatViewMessage> {
    return { ...this.#handlers, ...this.#chatDrafts.handlers };
  }

  /** Resolves once the view has been sent everything for the first time. */
  get firstSnapshot(): Promise<void> {
    return this.#publisher.firstSnapshot;
  }

  /** The conversation on screen, once what was shown last has been found: before that it is a new chat that nobody gets to see. */
  async opened(): Promise<ConversationSession> {
    await this.#opening;
    return this.session;
  }

  /** The conversation on screen. */
  get session(): ConversationSession {
    return this.#shown.session;
  }

  /** Ends the answer on screen, if one is under way; what waits for its end is taken back. */
  stop(): Promise<void> | void {
    return this.session.stop();
  }

  /** Shows a new chat and puts the cursor into the composer. */
  async newChat(): Promise<void> {
    await this.#showNew(true);
    this.focus();
  }

  /** Takes off what may not be sent of what is attached; the text is in the composer already. */
  async removeRefused(): Promise<void> {
    const ids = this.status.refusedIds;
    await this.#attachments.remove(this.session.id, ids);
    this.status.showProblem(null);
    this.focus();
  }

  /** Shows a conversation at this message, on whichever branch it is; `null`, or one that is gone: at its end. @param words are marked in it. */
  async openMessage(conversationId: string, messageId: string | null, words: readonly string[]): Promise<void> {
    this.status.clearProblem();
    const isShown = await this.#shown.open(conversationId).catch((error: unknown) => {
      this.status.fail(error);
      return false;
    });
    if (isShown) this.#publisher.restart(messageId, words);
    const outcome = isShown && messageId !== null ? this.session.showMessage(messageId) : 'shown';
    if (outcome === 'another branch is answered') this.status.showProblem(otherBranchIsAnswered(), true);
    // Also when it cannot be shown: until a chat is on screen the view sends nothing.
    await this.refresh();
  }

  /**
   * Attaches these to what is being written in the chat on screen, and adds the text to it, or sends both as a question of their own.
   * Resolves once they are stored; a question that is refused leaves what was attached, and says why.
   */
  async ask({ text, attachments, model, isSent }: PreparedQuestion): Promise<void> {
    const { id: conversationId } = await this.opened();
    if (attachments.length > 0) await this.#attachments.add(conversationId, attachments);
    if (model !== undefined) await this.#selectModel(conversationId, model);
    this.focus();
    if (!isSent) {
      if (text !== '')
        await this.#drafts.change(conversationId, (stored) => (stored === '' ? text : `${stored}\n\n${text}`));
      return;
    }
    await this.#attachments.settled(conversationId);
    const listed = await this.#attachments.list(conversationId);
    // What was attached before has another id. What is not there any more has the question refused.
    const storedId = (own: AttachmentPart): string =>
      (listed.find(({ id }) => id === own.id) ?? listed.find((part) => isSameAttachment(own, part)))?.id ?? own.id;
    // Instructions go with the first question, whoever asks it.
    const instructions = listed.filter(({ kind }) => kind === 'instructions').map(({ id }) => id);
    const attachmentIds = [...new Set([...instructions, ...attachments.map(storedId)])];
    await this.#questions
      .ask({ messageId: uuidv7(), conversationId, text, attachmentIds }, () => void this.refresh())
      .catch((error: unknown) => this.#giveBack(conversationId, text, error));
  }

  /** The text of a question that was refused becomes the draft again. */
  async #giveBack(conversationId: string, text: string, error: unknown): Promise<void> {
    await this.#drafts.change(conversationId, (stored) => withKept(stored, text, undefined));
    if (!isCancellation(error)) this.status.fail(error);
  }

  /** Puts the cursor into the composer, when the view is there: a page that is being loaded gets the wish after its snapshot. */
  focus(): void {
    this.#wantsFocus = true;
    this.#postFocus();
  }

  /** Sends the view everything anew. */
  async refresh(): Promise<void> {
    // A page takes the draft of a chat from the first snapshot of it.
    await this.#chatDrafts.settle();
    await this.#publisher.postSnapshot();
    this.#postFocus();
  }

  /** The page is gone until it announces itself again. */
  suspend(): void {
    this.#publisher.suspend();
  }

  dispose(): Promise<void> {
    this.#secrets.dispose();
    this.#publisher.suspend();
    this.#shown.dispose();
    this.#chatDrafts.dispose();
    return this.status.dispose();
  }

  /** Resolves once the question is on disk. */
  async #send(question: Question): Promise<void> {
    const { conversationId, text } = question;
    if (conversationId === this.session.id) this.status.clearProblem();
    const isNew = this.session.conversation === undefined;
    // Now: the same may be written once more while this one waits.
    const removed = this.#drafts.removeSent(conversationId, text);
    await this.#questions.ask(question, () => {
      // Now there is a conversation that the view can name and find again.
      if (isNew && conversationId === this.session.id) void this.refresh();
    });
    await removed;
  }

  #postFocus(): void {
    if (!this.#wantsFocus || !this.#publisher.hasSnapshot) return;
    this.#wantsFocus = false;
    this.#post({ type: 'focus' });
  }

  async #showNew(isChosen: boolean): Promise<void> {
    this.status.clearProblem();
    this.#publisher.restart();
    this.#shown.openNew(isChosen);
    const { id } = this.session;
    // What was being written in new chats is found nowhere else.
    await this.#chatDrafts.moveUnsaid(this.#shown.takeUnsaidId(), () => this.#shown.takeOtherUnsaidIds(), id);
    await this.refresh();
  }

  #onEvent(event: SessionEvent): void {
    void this.#follow(event).catch((error: unknown) => this.status.fail(error));
  }

  async #follow(event: SessionEvent): Promise<void> {
    if (event.type !== 'deleted') return this.#publisher.postEvent(event);
    // Whoever deletes several in a row stays where they are: in the list.
    const { id } = this.session;
    const shown = this.#showNew(false);
    if (event.deletion !== 'here') this.status.showProblem(deletedElsewhere(event.deletion));
    await shown;
    if (event.deletion !== 'here') await this.#chatDrafts.move(id, this.session.id);
  }
}
