import * as vscode from 'vscode';
import type { Conversations } from '../chat/conversation/conversations.js';
import { Emitter } from '../core/event.js';
import { userName } from '../core/hostFacts.js';
import { FavouriteModels } from '../models/favouriteModels.js';
import { RecentModels } from '../models/recentModels.js';
import { Drafts } from '../profile/drafts.js';
import { LocalUserPreferences } from '../profile/localUserPreferences.js';
import { ReadRetirements } from '../profile/readRetirements.js';
import type { ChatViews } from '../webview/host/chatViews.js';
import type { ChatApplication, ChatApplicationDependencies, ChatContext } from './chatApplication.js';
import { createCatalogue, createFactsSource } from './createCatalogue.js';
import { createChatAttachments } from './createChatAttachments.js';
import { createChatViews } from './createChatViews.js';
import { createCodeActions } from './createCodeActions.js';
import { createConversations } from './createConversations.js';
import { createPrivacy } from './createPrivacy.js';
import { createPurge } from './createPurge.js';
import { createQuestions } from './createQuestions.js';

export function createChatApplication(dependencies: ChatApplicationDependencies): ChatApplication {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? null;
  const context: ChatContext = { ...dependencies, workspace };
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
  const code = createCodeActions(context, { conversations, drafts, attachments, privacy, factsOf }, () => views);
  const shown = new Emitter<void>((error) => logger.error('Could not notify a list of attachments', error));
  const views: ChatViews = createChatViews(context, {
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

function createSearchDependencies(
  { storage, provider, logger, workspace }: ChatContext,
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
