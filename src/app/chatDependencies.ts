import type * as vscode from 'vscode';
import type { DisposableStore } from '../core/disposables.js';
import type { Logger } from '../core/logger.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { LastUsedSelection } from '../models/lastUsedSelection.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import type { WorkspaceInstructions } from '../prompts/workspaceInstructions.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { Storage } from '../storage/host/storage.js';
import type { Connections } from '../vscode/models/connections.js';
import type { PromptIndex } from '../vscode/prompts/promptIndex.js';
import type { RemovedInstructions } from '../webview/host/attachments/instructedAttachments.js';

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
