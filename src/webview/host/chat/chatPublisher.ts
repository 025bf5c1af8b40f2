import { setImmediate as immediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { soundTime } from '../../../core/soundTime.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../chat/conversation/sessionEvent.js';
import { toScoutError } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { ProviderStatus } from '../../../models/providerStatus.js';
import type { Drafts } from '../../../profile/drafts.js';
import type { PlainTextChats } from '../../../profile/plainTextChats.js';
import type { SecretRestorer } from '../../../privacy/sendGate.js';
import type { StoredJob } from '../../../storage/api/chatHistory.js';
import type { ChatHostMessage, ConversationDetailsView, ConversationView } from '../../protocol/chat.js';
import { localStrings } from '../localStrings.js';
import type { ChatStatus } from './chatStatus.js';
import { detailsView } from './detailsView.js';
import type { ShownConversation } from './shownConversation.js';
import { ShownMessages } from './shownMessages.js';
import { ShownSecrets } from './shownSecrets.js';
import { SnapshotWatch } from './snapshotWatch.js';

export interface ChatPublisherDependencies {
  readonly drafts: Drafts;
  readonly plainTextChats: PlainTextChats;
  readonly provider: ProviderStatus;
  readonly secrets: SecretRestorer;
  /** What the background provider did for a conversation. */
  readonly jobs: (conversationId: string) => Promise<readonly StoredJob[]>;
  readonly logger: Logger;
}

/** Sends a view what it shows: everything in a snapshot, and then every change as a message of its own. */
export class ChatPublisher {
  readonly #dependencies: ChatPublisherDependencies;
  readonly #shown: ShownConversation;
  readonly #messages: ShownMessages;
  readonly #secrets: ShownSecrets;
  readonly #status: ChatStatus;
  readonly #post: (message: ChatHostMessage) => void;
  readonly #onShown: (conversationId: string, draft: string) => void;
  readonly #watch: SnapshotWatch;
  /** Before the view has said so, no snapshot is sent. */
  #isReady = false;
  #hasSnapshot = false;
  /** Counts them: the next one takes over from the one before. */
  #snapshots = 0;
  /** Whether the chat on screen is shown as plain text, which never freezes. */
  #isPlainText = false;
  /** The generation of what the page has on screen. */
  #shownGeneration: number | undefined;
  readonly #firstSnapshot = Promise.withResolvers<void>();

  /** @param onShown called when the page is given another chat than it had, with this draft. */
  constructor(
    dependencies: ChatPublisherDependencies,
    shown: ShownConversation,
    status: ChatStatus,
    post: (message: ChatHostMessage) => void,
    onShown: (conversationId: string, draft: string) => void,
  ) {
    this.#dependencies = dependencies;
    this.#shown = shown;
    this.#secrets = new ShownSecrets(dependencies.secrets, () => shown.session);
    this.#messages = new ShownMessages(
      () => shown.session,
      (id) => dependencies.provider.displayNameOf(id),
      this.#secrets,
    );
    this.#status = status;
    this.#post = post;
    this.#onShown = onShown;
    this.#watch = new SnapshotWatch(dependencies.plainTextChats);
  }

  /** Resolves once the first snapshot was posted. Until then nothing is asked for that it can do without: it would wait for that. */
  get firstSnapshot(): Promise<void> {
    return this.#firstSnapshot.promise;
  }

  /** Whether the view has been sent one since it is ready. */
  get hasSnapshot(): boolean {
    return this.#hasSnapshot;
  }

  /** From now on the view gets snapshots. @param anchorId a message that the next one is to hold, where the reader was. */
  viewIsReady(anchorId: string | null): void {
    this.#watch.forget();
    this.#isReady = true;
    this.#hasSnapshot = false;
    this.#shownGeneration = undefined;
    this.#messages.forget();
    if (anchorId !== null) this.stayAt(anchorId);
  }

  /** The reader is at this message: the next snapshot, or what follows it, goes back as far. */
  stayAt(messageId: string): void {
    this.#messages.include(messageId);
  }

  /** Until the view is ready again, it gets no snapshot. */
  suspend(): void {
    this.#watch.forget();
    this.#isReady = false;
    this.#hasSnapshot = false;
  }

  /** The next snapshot begins with the newest page of messages. @param targetId a message that the view is to show, once, with these words marked. */
  restart(targetId: string | null = null, words: readonly string[] = []): void {
    this.#messages.restart(targetId, words);
  }

  /** Posts everything; nothing when another conversation has come on screen meanwhile, which has a snapshot of its own. */
  async postSnapshot(): Promise<void> {
    if (!this.#isReady) return;
    const { generation } = this.#shown;
    // Whoever closes the databases has disconnected the views before: nothing is read for them any more.
    const isWanted = (): boolean => generation === this.#shown.generation && this.#isReady;
    const details = await this.#details();
    if (!isWanted()) return;
    const isPlainText = await this.#dependencies.plainTextChats.has(this.#session.id);
    if (!isWanted()) return;
    // Read last: a draft that is saved meanwhile is acknowledged after this snapshot, and the view takes its own.
    const draft = await this.#draft();
    if (!isWanted()) return;
    // From here on without a pause: whatever happens later follows the snapshot as a message of its own.
    const { conversation, id } = this.#session;
    this.#secrets.prepare();
    this.#hasSnapshot = true;
    this.#isPlainText = isPlainText;
    if (this.#shownGeneration !== generation) {
      this.#messages.forget();
      this.#onShown(id, draft);
    }
    this.#shownGeneration = generation;
    this.#post({
      type: 'snapshot',
      state: {
        strings: localStrings(),
        locale: vscode.env.language,
        sendOnEnter: this.#dependencies.provider.sendOnEnter,
        offersTerminal: vscode.workspace.isTrusted,
        status: this.#status.view,
        chatId: id,
        conversation: conversation === undefined ? null : conversationView(conversation),
        details,
        ...this.#messages.newest(),
        isPlainText,
        draft,
      },
    });
    this.#firstSnapshot.resolve();
    this.#expectShown();
    this.#postFollowing(generation).catch((error: unknown) =>
      this.#dependencies.logger.error('Could not show messages far back', error),
    );
  }

  /** Posts older messages up to one far back that is to be shown, and to what the view had: in steps, between which others get their turn, here and in the view. */
  async #postFollowing(generation: number): Promise<void> {
    const serial = (this.#snapshots += 1);
    for (;;) {
      await immediate();
      if (serial !== this.#snapshots || generation !== this.#shown.generation || !this.#isReady) return;
      const older = this.#messages.following();
      if (older === undefined) return;
      this.#post({ type: 'older', ...older });
    }
  }

  /** The view has this chat on the screen. */
  confirmShown(conversationId: string): void {
    this.#watch.confirm(conversationId);
  }

  /** Sends the chat on screen to be shown formatted. */
  async format(): Promise<void> {
    await this.#dependencies.plainTextChats.remove(this.#session.id);
    await this.postSnapshot();
  }

  /** Posts the page before this message, or everything when the message is not on the branch. */
  async postOlder(beforeId: string): Promise<void> {
    const older = this.#messages.older(beforeId);
    if (older === undefined) await this.postSnapshot();
    else this.#post({ type: 'older', ...older });
  }

  /** Sends the view what happened in the conversation that it shows. */
  postEvent(event: Exclude<SessionEvent, { type: 'deleted' }>): Promise<void> | void {
    switch (event.type) {
      case 'message':
        if (!this.#messages.includes(event.message)) return;
        this.#post({ type: 'message', message: this.#messages.view(event.message) });
        return this.#expectShown();
      case 'delta':
        this.#post({ type: 'delta', turnId: event.turnId, ...this.#secrets.delta(event.delta) });
        return this.#expectShown();
      case 'turn':
        this.#status.followTurn();
        return this.#session.turn === undefined ? this.#postConversation() : undefined;
      case 'branch':
        return this.postSnapshot();
      case 'conversation':
        this.#status.onTargetChanged();
        return this.#postConversation();
    }
  }

  get #session(): ConversationSession {
    return this.#shown.session;
  }

  /** The view is to say that it shows what it was sent. */
  #expectShown(): void {
    if (this.#hasSnapshot && !this.#isPlainText) this.#watch.expect(this.#session.id);
  }

  async #postConversation(): Promise<void> {
    const { generation } = this.#shown;
    const details = await this.#details();
    const { conversation } = this.#session;
    if (conversation === undefined || generation !== this.#shown.generation) return;
    this.#post({ type: 'conversation', conversation: conversationView(conversation), details });
  }

  async #draft(): Promise<string> {
    const { conversation, id } = this.#session;
    const { drafts } = this.#dependencies;
    // A page that has this chat on screen goes by its own text.
    const isOnScreen = this.#shownGeneration === this.#shown.generation;
    const text = await (isOnScreen ? drafts.text(id) : drafts.open(id));
    return text === '' && conversation === undefined ? drafts.takeShared(id) : text;
  }

  async #details(): Promise<ConversationDetailsView> {
    const session = this.#session;
    const { conversation, id } = session;
    if (conversation === undefined) return { lines: [], actions: [] };
    const jobs = await this.#dependencies.jobs(id).catch((error: unknown) => {
      this.#dependencies.logger.warn(`Could not read the background jobs of a chat (${toScoutError(error).message})`);
      return [];
    });
    return detailsView(conversation, session, jobs, (provider) => this.#dependencies.provider.displayNameOf(provider));
  }
}

function conversationView({ id, title, updatedAt }: ConversationView): ConversationView {
  return { id, title, updatedAt: soundTime(updatedAt) };
}
