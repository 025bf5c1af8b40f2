import * as vscode from 'vscode';
import { BackgroundJobs } from '../jobs/backgroundJobs.js';
import { Conversations } from '../chat/conversation/conversations.js';
import { DeletionPurge } from '../chat/list/deletionPurge.js';
import { FavouriteModels } from '../models/favouriteModels.js';
import { ModelCatalogue } from '../models/modelCatalogue.js';
import { ModelListCache } from '../models/modelListCache.js';
import { RecentModels } from '../models/recentModels.js';
import type { DraftAttachments } from '../attachments/draftAttachments.js';
import type { StoredDraftAttachments } from '../profile/storedDraftAttachments.js';
import { Drafts } from '../profile/drafts.js';
import { PlainTextChats } from '../profile/plainTextChats.js';
import { LastShownConversations } from '../profile/lastShownConversations.js';
import { ReadRetirements } from '../profile/readRetirements.js';
import { LocalUserPreferences } from '../profile/localUserPreferences.js';
import { userName } from '../core/hostFacts.js';
import type { Logger } from '../core/logger.js';
import { textOf } from '../core/message.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { PreferenceStore } from '../storage/api/users.js';
import type { Storage } from '../storage/host/storage.js';
import { ConfiguredJobModelResolver } from '../vscode/models/configuredJobModelResolver.js';
import { configuredFacts } from '../vscode/models/configuredFacts.js';
import { addressOf } from '../vscode/configuration/settings.js';
import type { FactsSource } from '../vscode/models/configuredProviderStatus.js';
import { ConfiguredModelResolver } from '../vscode/models/configuredModelResolver.js';
import { takeOnlyModel } from '../vscode/models/takeOnlyModel.js';
import type { SearchChatsDependencies } from '../vscode/search/searchChats.js';
import { QuestionContent } from '../webview/host/chat/questionContent.js';
import { QuestionQueue } from '../webview/host/chat/questionQueue.js';
import { ChatViews } from '../webview/host/chatViews.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { LastUsedSelection } from '../models/lastUsedSelection.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import { CodeBlockActions } from '../vscode/codeBlocks/codeBlockActions.js';
import { openPicture } from '../vscode/pictures/openPicture.js';
import { savePicture } from '../vscode/pictures/savePicture.js';
import { createDraftAttachments } from './createDraftAttachments.js';
import { createAskToMerge } from './createAskToMerge.js';
import { storageProblemView } from '../webview/host/problems/storageProblemView.js';

/** The parts of SCOUT that exist once somebody opens a chat; imported then, and not before. */
export interface ChatApplication {
  readonly conversations: Conversations;
  readonly recentModels: RecentModels;
  readonly favourites: FavouriteModels;
  readonly catalogue: ModelCatalogue;
  /** What is known of an endpoint's models without asking a server. */
  readonly factsOf: FactsSource;
  readonly views: ChatViews;
  /** What the editor does with code of answers. */
  readonly code: CodeBlockActions;
  readonly purge: DeletionPurge;
  readonly searchDependencies: Omit<SearchChatsDependencies, 'showLog'>;
}

export interface ChatApplicationDependencies {
  readonly extensionUri: vscode.Uri;
  /** SCOUT's own folder. */
  readonly storageUri: vscode.Uri;
  readonly logger: Logger;
  readonly tasks: TaskRegistry;
  readonly manager: ProviderManager;
  readonly storage: Storage;
  readonly provider: ProviderStatus;
  /** Who answers in new chats of this window. */
  readonly lastUsed: LastUsedSelection;
  /** Is kept up to date with the chat in use. */
  readonly active: ActiveSelection;
  /** There is news about what models can and cost. */
  readonly onModelsKnown: () => void;
}

/** What several parts are made with. */
interface Context extends ChatApplicationDependencies {
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
}

export function createChatApplication(dependencies: ChatApplicationDependencies): ChatApplication {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? null;
  const context: Context = { ...dependencies, workspace };
  const { storage, logger } = dependencies;
  const preferences = new LocalUserPreferences(storage.users, userName(), logger.child('preferences'));
  const drafts = new Drafts(preferences, logger);
  const conversations = createConversations(context);
  const catalogue = createCatalogue(context, preferences);
  const recentModels = new RecentModels(preferences);
  const { tasks } = dependencies;
  const attachments = createDraftAttachments(dependencies.storageUri, logger.child('attachments'));
  const content = new QuestionContent({ attachments, gate, targetOf });
  const questions = new QuestionQueue(conversations, content, async (session) => {
    await takeOnlyModel(session, { catalogue, recent: recentModels, tasks });
  });
  const retirements = new ReadRetirements(preferences, (error) => logger.error('Could not notify a view', error));
  const code = new CodeBlockActions({
    askToMerge: createAskToMerge(drafts, () => views),
    restored: (text) => text,
  });
  const views: ChatViews = createViews(
    context,
    conversations,
    questions,
    drafts,
    attachments,
    preferences,
    retirements,
    code,
  );
  const purge = createPurge(context, conversations, drafts, attachments);
  // It opens the history, for which the first snapshot should not have to wait.
  void views.firstSnapshot.then(() => {
    void retirements.load();
    dependencies.onModelsKnown();
    void attachments.removeAbandoned(async (id) => (await conversations.list.entry(id)) !== undefined);
    return purge.run();
  });
  return {
    conversations,
    recentModels,
    favourites: new FavouriteModels(preferences),
    catalogue,
    factsOf: async (endpoint) => {
      const { models } = await catalogue.known(endpoint, addressOf(endpoint));
      return (await configuredFacts(endpoint, models)).of;
    },
    views,
    code,
    purge,
    searchDependencies: createSearchDependencies(context, conversations, views),
  };
}

/** Conversations, with a background job that gives each one its title. */
function createConversations({
  storage,
  manager,
  tasks,
  provider,
  lastUsed,
  logger,
  workspace,
}: Context): Conversations {
  const jobs = new BackgroundJobs({
    history: storage.history,
    models: new ConfiguredJobModelResolver(manager),
    tasks,
    logger: logger.child('background'),
    onRecorded: (conversationId) => conversations.notifyChanged(conversationId),
  });
  const conversations = new Conversations({
    history: storage.history,
    unsavable: storage.unsavable,
    models: new ConfiguredModelResolver(manager, provider),
    lastUsed,
    logger: logger.child('chat'),
    tasks,
    workspace,
    policy: { check: () => undefined },
    onFirstAnswer: (session, question, answer) => {
      const title = session.conversation?.title ?? '';
      void jobs.title({
        conversationId: session.id,
        question: textOf(question.parts),
        answer: textOf(answer.parts),
        title,
        rename: (proposed) => {
          if (session.conversation?.title === title) session.rename(proposed);
        },
      });
    },
  });
  return conversations;
}

function createCatalogue({ manager, logger, onModelsKnown }: Context, preferences: PreferenceStore): ModelCatalogue {
  return new ModelCatalogue(
    async (endpoint, use) => {
      const lease = await manager.lease(endpoint.id);
      try {
        return await use(lease.provider);
      } finally {
        lease.release();
      }
    },
    new ModelListCache(preferences),
    logger.child('models'),
    onModelsKnown,
  );
}

function createViews(
  { extensionUri, storage, provider, active, logger, workspace }: Context,
  conversations: Conversations,
  questions: QuestionQueue,
  drafts: Drafts,
  attachments: DraftAttachments,
  preferences: PreferenceStore,
  retirements: ReadRetirements,
  code: CodeBlockActions,
): ChatViews {
  return new ChatViews(extensionUri, {
    conversations,
    questions,
    attachments,
    drafts,
    lastShown: new LastShownConversations(preferences),
    plainTextChats: new PlainTextChats(preferences),
    retirements,
    provider,
    history: storage.history,
    unsavable: storage.unsavable,
    pictures: { open: openPicture, save: savePicture },
    code,
    workspace,
    jobs: (conversationId) => storage.history.jobs(conversationId),
    storageProblem: () => storageProblemView(storage.health),
    onStorageProblemChanged: (listener) => storage.onHealthChanged(listener),
    onShown: (sessions) => active.follow(sessions),
    logger: logger.child('view'),
  });
}

/** What is purged takes its draft, and what could not be saved of it, with it. */
function createPurge(
  { storage, logger }: Context,
  conversations: Conversations,
  drafts: Drafts,
  attachments: StoredDraftAttachments,
): DeletionPurge {
  return new DeletionPurge(
    {
      history: storage.history,
      writer: conversations.writer,
      logger: logger.child('chat'),
      onPurged: (ids) => {
        for (const id of ids) void drafts.save(id, '');
        attachments.forget(ids).catch((error: unknown) => logger.error('Could not delete attachments', error));
        storage.unsavable.forget(ids).catch((error: unknown) => logger.error('Could not delete a file', error));
      },
    },
    (listener) => conversations.list.onChanged(listener),
  );
}

function createSearchDependencies(
  { storage, provider, logger, workspace }: Context,
  conversations: Conversations,
  views: ChatViews,
): ChatApplication['searchDependencies'] {
  return {
    list: conversations.list,
    history: storage.history,
    workspace,
    displayNameOf: (id) => provider.displayNameOf(id),
    open: (conversationId, messageId, words) => views.showPanel().openMessage(conversationId, messageId, words),
    logger: logger.child('search'),
  };
}
