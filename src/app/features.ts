import * as vscode from 'vscode';
import { Lazy } from '../core/lazy.js';
import type { Logger } from '../core/logger.js';
import type { DisposableStore } from '../core/disposables.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ProcessMemory } from '../diagnostics/memoryBaseline.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { LastUsedSelection } from '../models/lastUsedSelection.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { Storage } from '../storage/host/storage.js';
import type { Archives } from '../vscode/archives/archives.js';
import type { Connections } from '../vscode/models/connections.js';
import type { MemoryTools } from '../vscode/diagnostics/memoryTools.js';
import type { EditorInstructions } from '../vscode/instructions/editorInstructions.js';
import type { MaintenanceCommands } from '../vscode/maintenance/maintenanceCommands.js';
import type { CommitMessages } from '../vscode/commitMessage/commitMessages.js';
import type { RequestPreview } from '../vscode/privacy/requestPreview.js';
import type { PromptLibrary } from '../vscode/prompts/promptLibrary.js';
import type { ChatApplication } from './chatApplication.js';

/** The parts of SCOUT that are imported and made on first use. */
export interface Features {
  readonly chat: Lazy<ChatApplication>;
  readonly memoryTools: Lazy<MemoryTools>;
  readonly archives: Lazy<Archives>;
  readonly maintenance: Lazy<MaintenanceCommands>;
  readonly commitMessages: Lazy<CommitMessages>;
  readonly requestPreview: Lazy<RequestPreview>;
  readonly prompts: Lazy<PromptLibrary>;
  readonly instructions: Lazy<EditorInstructions>;
}

/** What exists from the start. */
export interface FeatureDependencies {
  readonly context: vscode.ExtensionContext;
  readonly logger: Logger;
  readonly tasks: TaskRegistry;
  /** Releases a feature at the end of the shutdown. */
  readonly store: DisposableStore;
  readonly manager: ProviderManager;
  readonly storage: Storage;
  readonly provider: ProviderStatus;
  readonly connections: Connections;
  readonly lastUsed: LastUsedSelection;
  readonly active: ActiveSelection;
  /** There is news about what models can and cost. */
  readonly onModelsKnown: () => void;
  readonly memoryBaseline: ProcessMemory;
}

export function createFeatures(dependencies: FeatureDependencies): Features {
  const prompts = createPrompts(dependencies);
  const instructions = createInstructions(dependencies);
  const chat = new Lazy(async () => {
    const { createChatApplication } = await import('./chatApplication.js');
    const { StoredRemovedInstructions } = await import('../vscode/instructions/removedInstructions.js');
    const { context } = dependencies;
    return createChatApplication({
      ...dependencies,
      extensionUri: context.extensionUri,
      storageUri: context.globalStorageUri,
      secrets: context.secrets,
      promptIndex: (await prompts.get()).index,
      instructions: await instructions.get(),
      removedInstructions: new StoredRemovedInstructions(context.workspaceState),
    });
  });
  return {
    chat,
    memoryTools: createMemoryTools(dependencies, chat),
    archives: createArchives(dependencies, chat),
    maintenance: createMaintenance(dependencies),
    prompts,
    requestPreview: new Lazy(async () => {
      const { RequestPreview } = await import('../vscode/privacy/requestPreview.js');
      return dependencies.store.add(new RequestPreview((await chat.get()).privacy.finder));
    }),
    commitMessages: new Lazy(async () => {
      const { createCommitMessages } = await import('./createCommitMessages.js');
      const { gate, restorer: secrets } = (await chat.get()).privacy;
      return createCommitMessages({ ...dependencies, gate, secrets, logger: dependencies.logger.child('commit') });
    }),
    instructions,
  };
}

function createMemoryTools(
  { context, logger, tasks, store, manager, storage, memoryBaseline }: FeatureDependencies,
  chat: Lazy<ChatApplication>,
): Lazy<MemoryTools> {
  return new Lazy(async () => {
    const { MemoryTools } = await import('../vscode/diagnostics/memoryTools.js');
    const tools = new MemoryTools({
      baseline: memoryBaseline,
      storage,
      manager,
      tasks,
      countChats: async () => {
        const started = await chat.started();
        return { views: started?.views.count ?? 0, conversations: started?.conversations.openCount ?? 0 };
      },
      logFolder: context.logUri,
      logger: logger.child('memory'),
    });
    return store.add(tools);
  });
}

function createArchives(
  { context, logger, tasks, store, storage }: FeatureDependencies,
  chat: Lazy<ChatApplication>,
): Lazy<Archives> {
  return new Lazy(async () => {
    const { Archives } = await import('../vscode/archives/archives.js');
    const archives = new Archives({
      history: storage.history,
      unsavedChats: async () => (await chat.started())?.conversations.unsaved ?? [],
      workerFile: vscode.Uri.joinPath(context.extensionUri, 'dist', 'archiveWorker.js').fsPath,
      tasks,
      logger: logger.child('archives'),
    });
    return store.add(archives);
  });
}

function createMaintenance({ logger, tasks, store, storage }: FeatureDependencies): Lazy<MaintenanceCommands> {
  return new Lazy(async () => {
    const { MaintenanceCommands } = await import('../vscode/maintenance/maintenanceCommands.js');
    const commands = new MaintenanceCommands({
      maintenance: storage.maintenance,
      history: storage.history,
      tasks,
      logger: logger.child('maintenance'),
    });
    return store.add(commands);
  });
}

function createPrompts({ context, logger, store }: FeatureDependencies): Lazy<PromptLibrary> {
  return new Lazy(async () => {
    const { PromptIndex } = await import('../vscode/prompts/promptIndex.js');
    const { PromptLibrary } = await import('../vscode/prompts/promptLibrary.js');
    const folder = vscode.Uri.joinPath(context.globalStorageUri, 'prompts');
    const onError = (error: unknown): void => logger.error('Could not notify a view of a change of prompts', error);
    return new PromptLibrary(folder, store.add(new PromptIndex(folder, onError)));
  });
}

function createInstructions({ context, logger, store }: FeatureDependencies): Lazy<EditorInstructions> {
  return new Lazy(async () => {
    const { EditorInstructions } = await import('../vscode/instructions/editorInstructions.js');
    const { InstructionDecisions } = await import('../vscode/instructions/instructionDecisions.js');
    const onError = (error: unknown): void =>
      logger.error('Could not notify a view of a change of instructions', error);
    return store.add(new EditorInstructions(new InstructionDecisions(context.workspaceState), onError));
  });
}
