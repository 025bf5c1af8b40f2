import { Placeholders } from '../../../../../src/privacy/placeholders.js';
import { Conversations } from '../../../../../src/chat/conversation/conversations.js';
import type { ConversationSession } from '../../../../../src/chat/conversation/conversationSession.js';
import { Emitter } from '../../../../../src/core/event.js';
import type { PictureReference } from '../../../../../src/core/picture.js';
import { TaskRegistry } from '../../../../../src/core/taskRegistry.js';
import { Drafts } from '../../../../../src/profile/drafts.js';
import { LastShownConversations } from '../../../../../src/profile/lastShownConversations.js';
import { ReadRetirements } from '../../../../../src/profile/readRetirements.js';
import { PlainTextChats } from '../../../../../src/profile/plainTextChats.js';
import { LocalUserPreferences } from '../../../../../src/profile/localUserPreferences.js';
import type { Conversation, StoredJob, StoredMessage } from '../../../../../src/storage/api/chatHistory.js';
import { QuestionQueue } from '../../../../../src/webview/host/chat/questionQueue.js';
import { ChatView } from '../../../../../src/webview/host/chatView.js';
import type { ChatViewsDependencies } from '../../../../../src/webview/host/chatViews.js';
import type { ProblemView } from '../../../../../src/webview/protocol/problems.js';
import { QuestionContent } from '../../../../../src/webview/host/chat/questionContent.js';
import { openGate, openPolicy } from '../../../../support/openGate.js';
import { lastUsedInMemory } from '../../../../support/lastUsedInMemory.js';
import { MemoryHistory } from '../../../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../../../support/memoryUnsavable.js';
import { MemoryUsers } from '../../../../support/memoryUsers.js';
import { recordingLogger } from '../../../../support/recordingLogger.js';
import { says, ScriptedModels } from '../../../../support/scriptedModels.js';
import { SettableProviderStatus } from '../../../../support/settableProviderStatus.js';
import { ChatPage } from './chatPage.js';
import { RecordedCode } from './recordedCode.js';
import { MemoryAttachments } from './memoryAttachments.js';

function rethrow(error: unknown): void {
  throw error;
}

/** A window with chat views: the real conversations over a history in memory, with answers that a test writes down. */
export class ChatWindow {
  readonly history: MemoryHistory;
  readonly users: MemoryUsers;
  readonly models = new ScriptedModels(says('Hello ', 'there.'));
  readonly logger = recordingLogger();
  readonly tasks = new TaskRegistry(this.logger);
  readonly provider = new SettableProviderStatus();
  readonly lastUsed = lastUsedInMemory();
  /** The chats on screen, the one in use first, as they were told last. */
  shown: readonly ConversationSession[] = [];
  readonly conversations: Conversations;
  readonly drafts: Drafts;
  /** What every question passes. */
  gate = openGate;
  /** What was replaced in what was sent. */
  readonly secrets = new Placeholders();
  readonly unsavable = new MemoryUnsavable();
  readonly lastShown: LastShownConversations;
  readonly retirements: ReadRetirements;
  readonly dependencies: ChatViewsDependencies;
  /** Pictures that were opened, and what those that were saved are called. */
  readonly openedPictures: PictureReference[] = [];
  readonly code = new RecordedCode();
  readonly savedPictures: string[] = [];
  /** What can be attached in its views. */
  readonly attachments = new MemoryAttachments();
  /** While set, the jobs of conversations cannot be read. */
  jobsFailure: Error | undefined;
  /** Settles before a question what can be settled without the user. */
  prepare: (session: ConversationSession) => Promise<void> = () => Promise.resolve();
  readonly #views: ChatView[] = [];
  readonly #storageProblemChanged = new Emitter<void>(rethrow);
  #storageProblem: ProblemView | undefined;

  /** @param folder what another window has written, should they share it. */
  constructor(folder?: Pick<ChatWindow, 'history' | 'users'>, workspace: string | null = 'file:///projects/alpha') {
    this.history = folder?.history ?? new MemoryHistory();
    this.users = folder?.users ?? new MemoryUsers();
    const preferences = new LocalUserPreferences(this.users, 'ada', this.logger);
    this.drafts = new Drafts(preferences, this.logger);
    this.lastShown = new LastShownConversations(preferences);
    this.retirements = new ReadRetirements(preferences, rethrow);
    this.conversations = new Conversations({
      lastUsed: this.lastUsed,
      unsavable: this.unsavable,
      history: this.history,
      models: this.models,
      logger: this.logger,
      tasks: this.tasks,
      workspace,
      policy: openPolicy,
      onFirstAnswer: () => undefined,
    });
    this.dependencies = {
      conversations: this.conversations,
      questions: new QuestionQueue(
        this.conversations,
        new QuestionContent({
          attachments: this.attachments.drafts,
          gate: { check: (query, signal) => this.gate.check(query, signal) },
          targetOf: () => ({ id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1' }),
          modelOf: ({ selection }) => this.provider.of(selection),
          logger: this.logger,
        }),
        (session) => this.prepare(session),
      ),
      attachments: this.attachments,
      secrets: this.secrets,
      drafts: this.drafts,
      lastShown: this.lastShown,
      plainTextChats: new PlainTextChats(preferences),
      retirements: this.retirements,
      provider: this.provider,
      history: this.history,
      unsavable: this.unsavable,
      pictures: {
        open: (reference) => Promise.resolve(void this.openedPictures.push(reference)),
        save: (_picture, label) => Promise.resolve(void this.savedPictures.push(label)),
      },
      code: this.code,
      workspace,
      jobs: (id) => (this.jobsFailure === undefined ? this.history.jobs(id) : Promise.reject(this.jobsFailure)),
      storageProblem: () => this.#storageProblem,
      onStorageProblemChanged: (listener) => this.#storageProblemChanged.on(listener),
      logger: this.logger,
      onShown: (sessions) => {
        this.shown = sessions;
      },
    };
  }

  /** Opens a view whose page is there; it has been sent nothing but what it asks for. */
  open(name?: string, remembered: string | null = null): { readonly view: ChatView; readonly page: ChatPage } {
    const page = new ChatPage();
    const isShared = this.dependencies.workspace === null;
    const place = name === undefined ? undefined : { name, isShared };
    const view = new ChatView(page.webview, this.dependencies, place, remembered, () => undefined);
    this.#views.push(view);
    return { view, page };
  }

  /** Opens a view and waits for its first snapshot. */
  async show(conversationId: string | null = null): Promise<{ readonly view: ChatView; readonly page: ChatPage }> {
    const opened = this.open(undefined, conversationId);
    await opened.page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    return opened;
  }

  setStorageProblem(problem: ProblemView | undefined): void {
    this.#storageProblem = problem;
    this.#storageProblemChanged.fire();
  }

  /** Stores a conversation with these messages, each the answer to the one before. */
  async store(id: string, fields: Partial<Conversation>, messages: readonly StoredMessage[] = []): Promise<void> {
    const headId = messages.at(-1)?.id ?? null;
    await this.history.append(
      [
        { type: 'conversation.set', id, fields: { title: id, createdAt: 1, updatedAt: 1, headId, ...fields } },
        ...messages.map((message) => ({ type: 'message.put', message }) as const),
      ],
      'synced',
    );
  }

  async storeJob(job: StoredJob): Promise<void> {
    await this.history.append([{ type: 'job.put', job }], 'synced');
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#views.map((view) => view.dispose()));
    await this.conversations.flush();
    this.conversations.dispose();
  }
}
