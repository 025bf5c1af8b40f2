import * as vscode from 'vscode';
import type { DisposableStore } from '../core/disposables.js';
import type { Logger } from '../core/logger.js';
import type { ModelCatalogue } from '../models/modelCatalogue.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import { StoredDraftAttachments } from '../profile/storedDraftAttachments.js';
import { Placeholders } from '../privacy/placeholders.js';
import type { PromptSource } from '../prompts/promptSource.js';
import type { EndpointId } from '../providers/endpoint.js';
import type { ModelInputs } from '../providers/provider.js';
import { configuredEndpoints } from '../vscode/configuration/configuredEndpoints.js';
import { AttachmentChanges } from '../vscode/context/attachmentChanges.js';
import { AttachmentMarks } from '../vscode/context/attachmentMarks.js';
import { AttachmentViewer } from '../vscode/context/attachmentViewer.js';
import type { ContextOfWindow } from '../vscode/context/createAttachmentSource.js';
import type { Connections } from '../vscode/models/connections.js';
import { createSendGate } from '../vscode/privacy/sendGate.js';
import { WorkspaceSecrets } from '../vscode/privacy/workspaceSecrets.js';
import { EditorPromptSource } from '../vscode/prompts/editorPromptSource.js';
import type { PromptIndex } from '../vscode/prompts/promptIndex.js';
import type { SecretFinder } from '../privacy/secretFinding.js';
import type { SendGate } from '../privacy/sendGate.js';
import type { AttachmentDependencies } from '../webview/host/attachments/attachmentPorts.js';
import { createContext, type ContextDependencies } from './createContext.js';
import { draftAttachmentTexts } from './draftAttachmentTexts.js';

export interface AttachmentsDependencies extends ContextDependencies {
  /** SCOUT's own folder. */
  readonly storageUri: vscode.Uri;
  readonly catalogue: ModelCatalogue;
  readonly provider: ProviderStatus;
  readonly connections: Connections;
  readonly promptIndex: PromptIndex;
  /** What the model reads that a chat of this window asks. */
  readonly inputsOf: (conversationId: string) => ModelInputs;
  readonly currentEndpoint: () => EndpointId | undefined;
  readonly store: DisposableStore;
  readonly logger: Logger;
}

/** What can be attached and what is, and what stands before it is sent. */
export interface Attachments {
  readonly context: ContextOfWindow;
  readonly drafts: StoredDraftAttachments;
  readonly prompts: PromptSource;
  readonly secrets: SecretFinder;
  readonly placeholders: Placeholders;
  readonly gate: SendGate;
  /** For the views. */
  readonly views: AttachmentDependencies;
}

/** What follows the editor for it is released with `store`. */
export function createAttachments(dependencies: AttachmentsDependencies): Attachments {
  const { store, logger, storageUri, provider, inputsOf } = dependencies;
  const onError = (error: unknown): void => logger.error('Could not notify a view of attachments', error);
  const folder = vscode.Uri.joinPath(storageUri, 'draft-attachments').fsPath;
  const drafts = new StoredDraftAttachments(folder, draftAttachmentTexts, logger);
  const context = createContext(dependencies, store);
  const prompts = createPromptSource(dependencies, context);
  const secrets = store.add(new WorkspaceSecrets());
  const placeholders = new Placeholders();
  const changes = store.add(new AttachmentChanges(context.files));
  const viewer = store.add(new AttachmentViewer(changes, drafts));
  const marks = store.add(
    new AttachmentMarks({
      changes,
      secrets,
      inputsOf,
      onModelChanged: (listener) => provider.onChanged(listener),
      onError,
    }),
  );
  return {
    context,
    drafts,
    prompts,
    secrets,
    placeholders,
    gate: createSendGate(secrets, placeholders),
    views: {
      source: context.source,
      drafts,
      prompts,
      marks: (part, conversationId) => marks.of(part, conversationId),
      onMarksChanged: (listener) => marks.onChanged(listener),
      open: (part, { conversationId, messageId }) => viewer.open(part, messageId === null ? conversationId : undefined),
    },
  };
}

function createPromptSource(
  { catalogue, connections, promptIndex, currentEndpoint }: AttachmentsDependencies,
  context: ContextOfWindow,
): PromptSource {
  return new EditorPromptSource({
    index: promptIndex,
    attachments: context.source,
    editor: context.editor,
    catalogue,
    currentEndpoint,
    usableEndpoints: async () => {
      const endpoints = configuredEndpoints();
      const reached = await Promise.all(endpoints.map((endpoint) => connections.of(endpoint)));
      return endpoints.filter(({ needsKey }, index) => !needsKey || reached[index]!.key !== undefined);
    },
  });
}
