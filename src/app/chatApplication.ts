import * as vscode from 'vscode';
import type { Conversations } from '../chat/conversation/conversations.js';
import { DeletionPurge } from '../chat/list/deletionPurge.js';
import { FavouriteModels } from '../models/favouriteModels.js';
import { ModelCatalogue } from '../models/modelCatalogue.js';
import { ModelListCache } from '../models/modelListCache.js';
import { RecentModels } from '../models/recentModels.js';
import type { StoredDraftAttachments } from '../profile/storedDraftAttachments.js';
import { Drafts } from '../profile/drafts.js';
import { PlainTextChats } from '../profile/plainTextChats.js';
import { LastShownConversations } from '../profile/lastShownConversations.js';
import { ReadRetirements } from '../profile/readRetirements.js';
import { LocalUserPreferences } from '../profile/localUserPreferences.js';
import { userName } from '../core/hostFacts.js';
import type { ConversationSession } from '../chat/conversation/conversationSession.js';
import type { Disposable, DisposableStore } from '../core/disposables.js';
import { Emitter } from '../core/event.js';
import type { Logger } from '../core/logger.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { PreferenceStore } from '../storage/api/users.js';
import type { Storage } from '../storage/host/storage.js';
import { configuredFacts } from '../vscode/models/configuredFacts.js';
import { addressOf } from '../vscode/configuration/settings.js';
import type { FactsSource } from '../vscode/models/configuredProviderStatus.js';
import { noteChosenModel, selectModel } from '../vscode/models/askModel.js';
import { findEndpoint } from '../vscode/configuration/configuredEndpoints.js';
import { takeOnlyModel } from '../vscode/models/takeOnlyModel.js';
import type { SearchChatsDependencies } from '../vscode/search/searchChats.js';
import { QuestionContent } from '../webview/host/chat/questionContent.js';
import { QuestionQueue } from '../webview/host/chat/questionQueue.js';
import { ImageScaling } from '../webview/host/attachments/imageScaling.js';
import { ChatViews, type ChatViewsDependencies } from '../webview/host/chatViews.js';
import type { SendTarget } from '../privacy/sendGate.js';
import type { Connections } from '../vscode/models/connections.js';
import { modelOf } from '../vscode/models/configuredModel.js';
import { ConfiguredModelResolver } from '../vscode/models/configuredModelResolver.js';
import { requiredSendTarget, sendTargetOf } from '../vscode/models/sendTargetOf.js';
import type { PromptIndex } from '../vscode/prompts/promptIndex.js';
import type { WorkspaceInstructions } from '../prompts/workspaceInstructions.js';
import type { RemovedInstructions } from '../webview/host/attachments/instructedAttachments.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { LastUsedSelection } from '../models/lastUsedSelection.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import { CodeBlockActions } from '../vscode/codeBlocks/codeBlockActions.js';
import { openPicture } from '../vscode/pictures/openPicture.js';
import { savePicture } from '../vscode/pictures/savePicture.js';
import { createAttachments, type Attachments } from './createAttachments.js';
import { createPrivacy, type Privacy } from './createPrivacy.js';
import { createConversations } from './createConversations.js';
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
  /** Another chat of this window may be in use. */
  readonly onShownChanged: (listener: () => void) => Disposable;
  readonly attachments: Attachments;
  readonly privacy: Privacy;
  readonly drafts: Drafts;
  readonly purge: DeletionPurge;
  readonly searchDependencies: Omit<SearchChatsDependencies, 'showLog'>;
}

export interface ChatApplicationDependencies {
  readonly extensionUri: vscode.Uri;
  /** SCOUT's own folder. */
  readonly storageUri: vscode.Uri;
  readonly secrets: vscode.SecretStorage;
  readonly logger: Logger;
  readonly tasks: TaskRegistry;
  readonly manager: ProviderManager;
  readonly storage: Storage;
  readonly provider: ProviderStatus;
  /** Who answers in new chats of this window. */
  readonly lastUsed: LastUsedSelection;
  readonly connections: Connections;
  readonly promptIndex: PromptIndex;
  readonly instructions: WorkspaceInstructions;
  readonly removedInstructions: RemovedInstructions;
  /** Releases what follows the editor at the end of the shutdown. */
  readonly store: DisposableStore;
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
  const catalogue = createCatalogue(context, preferences);
  const recentModels = new RecentModels(preferences);
  const factsOf = createFactsSource(catalogue);
  const privacy = dependencies.store.add(createPrivacy(dependencies.secrets, logger.child('privacy')));
  const conversations = createConversations({ ...context, privacy });
  const attachments = createChatAttachments(
    context,
    { conversations, catalogue, recentModels, privacy, factsOf },
    () => views,
  );
  const questions = createQuestions(context, { conversations, attachments, privacy, catalogue, recentModels });
  const retirements = new ReadRetirements(preferences, (error) => logger.error('Could not notify a view', error));
  const code = createCode(context, { conversations, drafts, attachments, privacy, factsOf }, () => views);
  const shown = new Emitter<void>((error) => logger.error('Could not notify a list of attachments', error));
  const views: ChatViews = createViews(context, {
    onShown: () => shown.fire(),
    conversations,
    questions,
    drafts,
    attachments,
    preferences,
    retirements,
    code,
    privacy,
  });
  const purge = createPurge(context, { conversations, drafts, attachments: attachments.stored, privacy });
  // What follows opens the history, for which the first snapshot should not have to wait.
  void views.firstSnapshot.then(() => {
    void retirements.load();
    return prepareRest(dependencies, { conversations, attachments, privacy, purge });
  });
  return {
    conversations,
    recentModels,
    favourites: new FavouriteModels(preferences),
    catalogue,
    factsOf,
    views,
    onShownChanged: (listener) => shown.on(listener),
    code,
    attachments,
    privacy,
    drafts,
    purge,
    searchDependencies: createSearchDependencies(context, conversations, views),
  };
}

function createFactsSource(catalogue: ModelCatalogue): FactsSource {
  return async (endpoint) => {
    const { models } = await catalogue.known(endpoint, addressOf(endpoint));
    return (await configuredFacts(endpoint, models)).of;
  };
}

/** What nobody waits for. */
function prepareRest(
  dependencies: ChatApplicationDependencies,
  {
    conversations,
    attachments,
    privacy,
    purge,
  }: Pick<ChatApplication, 'conversations' | 'attachments' | 'privacy' | 'purge'>,
): Promise<void> {
  dependencies.onModelsKnown();
  offerInstructions(dependencies);
  const exists = async (id: string): Promise<boolean> => (await conversations.list.entry(id)) !== undefined;
  void attachments.stored.removeAbandoned(exists);
  void privacy.removeAbandoned(exists);
  return purge.run();
}

/** Asks what is to be asked about the instructions of the workspace, now that a chat is shown, and whenever there are others. */
function offerInstructions({ instructions, store, logger }: ChatApplicationDependencies): void {
  const offer = (): void => {
    instructions.offer().catch((error: unknown) => logger.error('Could not offer instructions', error));
  };
  store.add(instructions.onChanged(offer));
  offer();
}

type AttachmentParts = Pick<ChatApplication, 'conversations' | 'catalogue' | 'recentModels' | 'privacy' | 'factsOf'>;

/** What can be attached in the chats of this window. @param views are there when it is used */
function createChatAttachments(
  context: Context,
  { conversations, catalogue, recentModels, privacy, factsOf }: AttachmentParts,
  views: () => ChatViews,
): Attachments {
  const { storage, provider, extensionUri, logger } = context;
  return createAttachments({
    ...context,
    history: storage.history,
    workerFile: vscode.Uri.joinPath(extensionUri, 'dist', 'documentWorker.js'),
    displayNameOf: (id) => provider.displayNameOf(id),
    catalogue,
    privacy,
    scaling: new ImageScaling(() => void views().showBeside()),
    targetOf: (conversationId) => {
      const session = views().sessionOf(conversationId);
      return session && sendTargetOf(modelOf(session.selection).endpoint?.id);
    },
    // A chat that is not on screen has no draft to look at.
    inputsOf: (conversationId) => provider.of(views().sessionOf(conversationId)?.selection ?? null).inputs,
    sessionOf: (conversationId) => conversations.opened(conversationId),
    selectModel: async (conversationId, { endpoint: id, model }) => {
      const endpoint = findEndpoint(id);
      if (endpoint === undefined) return;
      const ref = { endpoint: endpoint.id, model };
      const facts = (await factsOf(endpoint))?.(model) ?? {};
      const session = conversations.opened(conversationId);
      if (session !== undefined && selectModel(session, ref, facts)) await noteChosenModel(ref, recentModels);
    },
    currentEndpoint: () => modelOf(views().sessionOf(undefined)?.selection ?? null).endpoint?.id,
    logger: logger.child('attachments'),
  });
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

type CodeParts = Pick<ChatApplication, 'conversations' | 'drafts' | 'attachments' | 'privacy' | 'factsOf'>;

/** What the editor does with code of answers. @param views are there when it is used */
function createCode(
  { store, tasks, logger }: Context,
  { conversations, drafts, attachments, privacy, factsOf }: CodeParts,
  views: () => ChatViews,
): CodeBlockActions {
  const askToMerge = createAskToMerge({
    drafts,
    views,
    attachments: attachments.drafts,
    sessionOf: (conversationId) => conversations.opened(conversationId),
    concealed: (conversationId, text) => privacy.concealed(conversationId, text),
    policy: privacy.policy,
    factsOf,
    tasks,
    logger,
  });
  const restored = (conversationId: string, text: string): string => privacy.restorer.restore(conversationId, text);
  return store.add(new CodeBlockActions({ askToMerge, restored }));
}

type QuestionParts = Pick<ChatApplication, 'conversations' | 'attachments' | 'privacy' | 'catalogue' | 'recentModels'>;

/** What is asked in the chats of this window, until it is sent. */
function createQuestions(
  { tasks, manager, provider, logger }: Context,
  { conversations, attachments, privacy, catalogue, recentModels }: QuestionParts,
): QuestionQueue {
  const models = new ConfiguredModelResolver(manager, provider);
  const content = new QuestionContent({
    attachments: attachments.drafts,
    gate: privacy.gate,
    targetOf: (session) => questionTarget(models, session),
    modelOf: ({ selection }) => provider.of(selection),
    logger,
  });
  return new QuestionQueue(conversations, content, async (session) => {
    await takeOnlyModel(session, { catalogue, recent: recentModels, tasks });
  });
}

/** Where a chat would send its next question. @throws ScoutError when nobody can be asked */
function questionTarget(models: ConfiguredModelResolver, { selection }: ConversationSession): SendTarget {
  const { ref, endpointName } = models.resolve(selection);
  return requiredSendTarget(ref.endpoint, endpointName);
}

interface ViewParts extends Pick<
  ChatViewsDependencies,
  'conversations' | 'questions' | 'drafts' | 'retirements' | 'code'
> {
  readonly onShown: () => void;
  readonly attachments: Attachments;
  readonly preferences: PreferenceStore;
  readonly privacy: Privacy;
}

function createViews(
  { extensionUri, storage, provider, active, logger, workspace }: Context,
  { conversations, questions, drafts, attachments, preferences, retirements, code, privacy, onShown }: ViewParts,
): ChatViews {
  return new ChatViews(extensionUri, {
    conversations,
    questions,
    attachments: attachments.views,
    secrets: privacy.restorer,
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
    onShown: (sessions) => {
      active.follow(sessions);
      onShown();
    },
    logger: logger.child('view'),
  });
}

interface PurgedParts {
  readonly conversations: Conversations;
  readonly drafts: Drafts;
  readonly attachments: StoredDraftAttachments;
  readonly privacy: Privacy;
}

/** What is purged takes its draft, what its placeholders stand for, and what could not be saved of it, with it. */
function createPurge(
  { storage, logger }: Context,
  { conversations, drafts, attachments, privacy }: PurgedParts,
): DeletionPurge {
  return new DeletionPurge(
    {
      history: storage.history,
      writer: conversations.writer,
      logger: logger.child('chat'),
      onPurged: (ids) => {
        for (const id of ids) void drafts.save(id, '');
        privacy.forget(ids).catch(() => logger.warn('Could not remove the placeholders of deleted chats'));
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
