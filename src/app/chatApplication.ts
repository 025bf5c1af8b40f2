import type * as vscode from 'vscode';
import type { Conversations } from '../chat/conversation/conversations.js';
import type { DeletionPurge } from '../chat/list/deletionPurge.js';
import type { DisposableStore } from '../core/disposables.js';
import type { Disposable } from '../core/disposables.js';
import type { Logger } from '../core/logger.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { FavouriteModels } from '../models/favouriteModels.js';
import type { LastUsedSelection } from '../models/lastUsedSelection.js';
import type { ModelCatalogue } from '../models/modelCatalogue.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import type { RecentModels } from '../models/recentModels.js';
import type { Drafts } from '../profile/drafts.js';
import type { WorkspaceInstructions } from '../prompts/workspaceInstructions.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { Storage } from '../storage/host/storage.js';
import type { CodeBlockActions } from '../vscode/codeBlocks/codeBlockActions.js';
import type { FactsSource } from '../vscode/models/configuredProviderStatus.js';
import type { Connections } from '../vscode/models/connections.js';
import type { PromptIndex } from '../vscode/prompts/promptIndex.js';
import type { SearchChatsDependencies } from '../vscode/search/searchChats.js';
import type { RemovedInstructions } from '../webview/host/attachments/instructedAttachments.js';
import type { ChatViews } from '../webview/host/chatViews.js';
import type { Attachments } from './createAttachments.js';
import type { Privacy } from './createPrivacy.js';

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

/** What the parts of the chat are made with. */
export interface ChatContext extends ChatApplicationDependencies {
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
}
