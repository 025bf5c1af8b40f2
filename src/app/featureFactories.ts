import * as vscode from 'vscode';
import type { Lazy } from '../core/lazy.js';
import type { Archives } from '../vscode/archives/archives.js';
import type { CommitMessages } from '../vscode/commitMessage/commitMessages.js';
import type { MemoryTools } from '../vscode/diagnostics/memoryTools.js';
import type { EditorInstructions } from '../vscode/instructions/editorInstructions.js';
import type { MaintenanceCommands } from '../vscode/maintenance/maintenanceCommands.js';
import type { RequestPreview } from '../vscode/privacy/requestPreview.js';
import type { PromptLibrary } from '../vscode/prompts/promptLibrary.js';
import type { ChatApplication } from './chatApplication.js';
import type { FeatureDependencies } from './featureDependencies.js';

// How the features are made that need more than one import. None of it is parsed at the start.

export async function createMemoryTools(
  { context, logger, tasks, store, manager, storage, memoryBaseline }: FeatureDependencies,
  chat: Lazy<ChatApplication>,
): Promise<MemoryTools> {
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
}

export async function createArchives(
  { context, logger, tasks, store, storage }: FeatureDependencies,
  chat: Lazy<ChatApplication>,
): Promise<Archives> {
  const { Archives } = await import('../vscode/archives/archives.js');
  const archives = new Archives({
    history: storage.history,
    unsavedChats: async () => (await chat.started())?.conversations.unsaved ?? [],
    workerFile: vscode.Uri.joinPath(context.extensionUri, 'dist', 'archiveWorker.js').fsPath,
    tasks,
    logger: logger.child('archives'),
  });
  return store.add(archives);
}

export async function createMaintenance({
  logger,
  tasks,
  store,
  storage,
}: FeatureDependencies): Promise<MaintenanceCommands> {
  const { MaintenanceCommands } = await import('../vscode/maintenance/maintenanceCommands.js');
  const commands = new MaintenanceCommands({
    maintenance: storage.maintenance,
    history: storage.history,
    tasks,
    logger: logger.child('maintenance'),
  });
  return store.add(commands);
}

export async function createPrompts({ context, logger, store }: FeatureDependencies): Promise<PromptLibrary> {
  const { PromptIndex } = await import('../vscode/prompts/promptIndex.js');
  const { PromptLibrary } = await import('../vscode/prompts/promptLibrary.js');
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'prompts');
  const onError = (error: unknown): void => logger.error('Could not notify a view of a change of prompts', error);
  return new PromptLibrary(folder, store.add(new PromptIndex(folder, onError)));
}

export async function createInstructions({ context, logger, store }: FeatureDependencies): Promise<EditorInstructions> {
  const { EditorInstructions } = await import('../vscode/instructions/editorInstructions.js');
  const { InstructionDecisions } = await import('../vscode/instructions/instructionDecisions.js');
  const onError = (error: unknown): void => logger.error('Could not notify a view of a change of instructions', error);
  const { ToldInstructions } = await import('../vscode/instructions/toldInstructions.js');
  const { workspaceState } = context;
  return store.add(
    new EditorInstructions(new InstructionDecisions(workspaceState), new ToldInstructions(workspaceState), onError),
  );
}

export async function createRequestPreview(
  { store }: FeatureDependencies,
  { privacy }: ChatApplication,
): Promise<RequestPreview> {
  const { RequestPreview } = await import('../vscode/privacy/requestPreview.js');
  return store.add(new RequestPreview(privacy.finder));
}

export async function createCommitMessagesOf(
  dependencies: FeatureDependencies,
  { privacy: { gate, finder, restorer: secrets } }: ChatApplication,
): Promise<CommitMessages> {
  const { createCommitMessages } = await import('./createCommitMessages.js');
  return createCommitMessages({ ...dependencies, gate, finder, secrets, logger: dependencies.logger.child('commit') });
}
