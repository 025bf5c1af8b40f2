import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposables.js';
import type { ConversationSession } from '../../chat/conversation/conversationSession.js';
import type { PreparedQuestion } from '../../attachments/preparedQuestion.js';
import type { ViewPart } from '../protocol/chat.js';
import type { HostMessage } from '../protocol/protocol.js';
import type { AttachmentDependencies } from './attachments/attachmentPorts.js';
import { AttachmentsController } from './attachments/attachmentsController.js';
import type { ScalingConnection } from './attachments/imageScaling.js';
import { ChatController, type ChatDependencies } from './chat/chatController.js';
import type { ViewPlace } from './chat/shownConversation.js';
import { codeHandlers, type CodeActions } from './code/codeHandlers.js';
import { ViewConnection, type ViewHandlers } from './connection/viewConnection.js';
import {
  ConversationListController,
  type ConversationListDependencies,
} from './conversationList/conversationListController.js';
import { pageHandlers } from './page/pageHandlers.js';
import { pictureHandlers, type PictureActions } from './pictures/pictureHandlers.js';
import { type ActionDependencies, actionHandlers } from './problems/viewActions.js';

export interface ChatViewDependencies
  extends
    ChatDependencies,
    Pick<ConversationListDependencies, 'history' | 'workspace'>,
    Pick<ActionDependencies, 'unsavable'> {
  readonly pictures: PictureActions;
  readonly attachments: AttachmentDependencies;
  readonly code: CodeActions;
}

/** One view of the chat: its features, connected to its page. */
export class ChatView implements Disposable {
  readonly #connection: ViewConnection;
  readonly #chat: ChatController;
  readonly #attachments: AttachmentsController | undefined;
  readonly #store: DisposableStore;

  /**
   * @param place where the view is, for what it shows to be found again after a reload or a crash.
   * @param conversationId what the view itself remembers, should nothing be stored for its place.
   * @param onTitle is given the title of what is shown, whenever it may have changed.
   * @param onStatus is called whenever an answer may have begun or ended, or somebody else may be asked.
   * @param onUse is called whenever the page is used, after another one was.
   */
  constructor(
    webview: vscode.Webview,
    dependencies: ChatViewDependencies,
    place: ViewPlace | undefined,
    conversationId: string | null,
    onTitle: (title: string) => void,
    onStatus: () => void = () => undefined,
    onUse: () => void = () => undefined,
  ) {
    const { conversations, provider, logger } = dependencies;
    const connection = new ViewConnection(webview, logger);
    const scaling = dependencies.attachments.scaling.connect((message) => connection.post(message));
    const chat = new ChatController(dependencies, place, conversationId, (message) => {
      connection.post(message);
      const title = titleIn(message);
      if (title !== undefined) onTitle(title);
      if (message.type === 'snapshot' || message.type === 'status') onStatus();
      if (message.type !== 'snapshot') return;
      this.#attachments?.show();
      scaling.announce();
    });
    const attachments = new AttachmentsController({
      ...dependencies.attachments,
      chat: () => chat.session,
      post: (message) => connection.post(message),
      logger,
    });
    const list = new ConversationListController({
      ...dependencies,
      list: conversations.list,
      displayNameOf: (id) => provider.displayNameOf(id),
      firstSnapshot: chat.firstSnapshot,
      post: (message) => connection.post(message),
      onProblem: (problem) => chat.status.showProblem(problem),
    });
    this.#connection = connection;
    this.#chat = chat;
    this.#attachments = attachments;
    this.#store = new DisposableStore((error) => logger.error('Could not release a view', error));
    this.#store.add(chat);
    this.#store.add(list);
    this.#store.add(attachments);
    this.#store.add(scaling);
    this.#store.add(conversations.onWriteErrorChanged(() => list.refresh()));
    connection.listen(handlersOf({ connection, chat, list, attachments, scaling }, dependencies, onUse), (error) =>
      chat.status.fail(error),
    );
  }

  /** Resolves once the view has been sent everything for the first time. */
  get firstSnapshot(): Promise<void> {
    return this.#chat.firstSnapshot;
  }

  /** Shows a new chat and puts the cursor into the composer. */
  newChat(): Promise<void> {
    return this.#chat.newChat();
  }

  /** Shows a conversation at this message, on whichever branch it is; `null`, or one that is gone: at its end. @param words are marked in it. */
  openMessage(conversationId: string, messageId: string | null, words: readonly string[] = []): Promise<void> {
    return this.#chat.openMessage(conversationId, messageId, words);
  }

  /** See `ChatController.ask`. */
  ask(question: PreparedQuestion): Promise<void> {
    return this.#chat.ask(question);
  }

  /** See `ChatController.opened`. */
  opened(): Promise<ConversationSession> {
    return this.#chat.opened();
  }

  /** What is shown, a new chat included. */
  get session(): ConversationSession {
    return this.#chat.session;
  }

  /** The id of what is shown, a new chat included. */
  get chatId(): string {
    return this.#chat.session.id;
  }

  /** Whether what is shown is being answered. */
  get isAnswering(): boolean {
    return this.#chat.session.turn !== undefined;
  }

  /** Ends the answer on screen, if one is under way; what waits for its end is taken back. */
  async stop(): Promise<void> {
    await this.#chat.stop();
  }

  /** The page is gone, until it announces itself again; nothing is sent to it meanwhile. */
  suspend(): void {
    this.#connection.suspend();
    this.#chat.suspend();
    this.#attachments?.suspend();
  }

  focus(): void {
    this.#chat.focus();
  }

  /** Shows or hides a part of the page. */
  toggle(part: ViewPart): void {
    this.#connection.post({ type: 'toggle', part });
  }

  /** Nothing is sent to the view from now on. */
  dispose(): Promise<void> {
    this.#connection.dispose();
    return this.#store.dispose();
  }
}

/** The title of the conversation on screen, where a message has it. */
function titleIn(message: HostMessage): string | undefined {
  if (message.type === 'snapshot') return message.state.conversation?.title || message.state.strings.newChat;
  return message.type === 'conversation' ? message.conversation.title || undefined : undefined;
}

interface ViewParts {
  readonly connection: ViewConnection;
  readonly chat: ChatController;
  readonly list: ConversationListController;
  readonly attachments: AttachmentsController;
  readonly scaling: ScalingConnection;
}

/** Every feature is registered here, with the handlers of its messages. */
function handlersOf(
  { connection, chat, list, attachments, scaling }: ViewParts,
  dependencies: ChatViewDependencies,
  onUse: () => void,
): ViewHandlers {
  const session = (): ConversationSession => chat.session;
  return {
    ...chat.handlers,
    ...list.handlers,
    ...actionHandlers(chat, dependencies),
    ...pageHandlers(dependencies.logger, onUse),
    ...pictureHandlers(session, dependencies.pictures, (message) => connection.post(message)),
    ...attachments.handlers,
    'view-ready': (message) => {
      // It is a new page, whatever has become of the one before.
      attachments.suspend();
      return chat.handlers['view-ready'](message);
    },
    ...scaling.handlers,
    ...codeHandlers(session, dependencies.code),
  };
}
