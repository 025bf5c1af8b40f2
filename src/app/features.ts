import { Lazy } from '../core/lazy.js';
import type { Archives } from '../vscode/archives/archives.js';
import type { MemoryTools } from '../vscode/diagnostics/memoryTools.js';
import type { EditorInstructions } from '../vscode/instructions/editorInstructions.js';
import type { MaintenanceCommands } from '../vscode/maintenance/maintenanceCommands.js';
import type { CommitMessages } from '../vscode/commitMessage/commitMessages.js';
import type { RequestPreview } from '../vscode/privacy/requestPreview.js';
import type { PromptLibrary } from '../vscode/prompts/promptLibrary.js';
import type { ChatApplication } from './chatApplication.js';
import type { FeatureDependencies } from './featureDependencies.js';

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

export function createFeatures(dependencies: FeatureDependencies): Features {
  const factories = () => import('./featureFactories.js');
  const prompts = new Lazy(async () => (await factories()).createPrompts(dependencies));
  const instructions = new Lazy(async () => (await factories()).createInstructions(dependencies));
  const chat = new Lazy(async () => {
    const { createChatApplication } = await import('./createChatApplication.js');
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
    memoryTools: new Lazy(async () => (await factories()).createMemoryTools(dependencies, chat)),
    archives: new Lazy(async () => (await factories()).createArchives(dependencies, chat)),
    maintenance: new Lazy(async () => (await factories()).createMaintenance(dependencies)),
    prompts,
    instructions,
    requestPreview: new Lazy(async () => (await factories()).createRequestPreview(dependencies, await chat.get())),
    commitMessages: new Lazy(async () => (await factories()).createCommitMessagesOf(dependencies, await chat.get())),
  };
}
