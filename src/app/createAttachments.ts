import * as vscode from 'vscode';
import type { ChatAttachments } from '../attachments/draftAttachments.js';
import type { ConversationSession } from '../chat/conversation/conversationSession.js';
import type { Disposable, DisposableStore } from '../core/disposables.js';
import type { Logger } from '../core/logger.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { ModelCatalogue } from '../models/modelCatalogue.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import { StoredDraftAttachments } from '../profile/storedDraftAttachments.js';
import type { PromptSource } from '../prompts/promptSource.js';
import type { WorkspaceInstructions } from '../prompts/workspaceInstructions.js';
import type { EndpointId } from '../providers/endpoint.js';
import type { ModelInputs } from '../providers/provider.js';
import { configuredEndpoints } from '../vscode/configuration/configuredEndpoints.js';
import { AttachmentChanges } from '../vscode/context/attachmentChanges.js';
import { AttachmentMarks } from '../vscode/context/attachmentMarks.js';
import { AttachmentViewer } from '../vscode/context/attachmentViewer.js';
import type { ContextOfWindow } from '../vscode/context/createAttachmentSource.js';
import type { Connections } from '../vscode/models/connections.js';
import { EditorPromptSource } from '../vscode/prompts/editorPromptSource.js';
import type { PromptIndex } from '../vscode/prompts/promptIndex.js';
import type { SendTarget } from '../privacy/sendGate.js';
import { AttachmentWarnings } from '../vscode/privacy/attachmentWarnings.js';
import type { Privacy } from './createPrivacy.js';
import type { ImageScaling } from '../webview/host/attachments/imageScaling.js';
import type { AttachmentDependencies } from '../webview/host/attachments/attachmentPorts.js';
import { InstructedAttachments, type RemovedInstructions } from '../webview/host/attachments/instructedAttachments.js';
import { createContext, type ContextDependencies } from './createContext.js';
import { draftAttachmentTexts } from './draftAttachmentTexts.js';

export interface AttachmentsDependencies extends Omit<ContextDependencies, 'scaleImage'> {
  /** SCOUT's own folder. */
  readonly storageUri: vscode.Uri;
  readonly catalogue: ModelCatalogue;
  readonly provider: ProviderStatus;
  /** Follows whom the chats on screen ask. */
  readonly active: Pick<ActiveSelection, 'onChanged'>;
  readonly connections: Connections;
  readonly promptIndex: PromptIndex;
  /** What the model reads that a chat of this window asks. */
  readonly inputsOf: (conversationId: string) => ModelInputs;
  /** Where a chat of this window asks; `undefined` where nobody can be. */
  readonly targetOf: (conversationId: string) => SendTarget | undefined;
  readonly privacy: Privacy;
  readonly scaling: ImageScaling;
  readonly currentEndpoint: () => EndpointId | undefined;
  readonly instructions: WorkspaceInstructions;
  readonly removedInstructions: RemovedInstructions;
  /** A chat that somebody has open. */
  readonly sessionOf: (conversationId: string) => ConversationSession | undefined;
  /** Has a chat ask the model that a prompt names. */
  readonly selectModel: AttachmentDependencies['selectModel'];
  readonly store: DisposableStore;
  readonly logger: Logger;
}

/** What can be attached and what is, and what stands before it is sent. */
export interface Attachments {
  readonly context: ContextOfWindow;
  /** What is attached to drafts, with what comes by itself. */
  readonly drafts: ChatAttachments;
  /** What the user attached to them. */
  readonly stored: StoredDraftAttachments;
  readonly prompts: PromptSource;
  readonly viewer: AttachmentViewer;
  /** For the views. */
  readonly views: AttachmentDependencies;
}

/** What follows the editor for it is released with `store`. */
export function createAttachments(dependencies: AttachmentsDependencies): Attachments {
  const { store, logger, storageUri, inputsOf, targetOf, privacy } = dependencies;
  const onError = (error: unknown): void => logger.error('Could not notify a view of attachments', error);
  const folder = vscode.Uri.joinPath(storageUri, 'draft-attachments').fsPath;
  const stored = new StoredDraftAttachments(folder, draftAttachmentTexts, logger);
  const drafts = store.add(createInstructed(dependencies, stored));
  const context = createContext({ ...dependencies, scaleImage: dependencies.scaling.scale }, store);
  const prompts = createPromptSource(dependencies, context);
  const changes = store.add(new AttachmentChanges(context.files));
  const viewer = store.add(new AttachmentViewer(changes, drafts));
  const warnings = new AttachmentWarnings(privacy.finder);
  const marks = store.add(
    new AttachmentMarks({
      changes,
      warningsOf: (part, conversationId) => warnings.of(part, targetOf(conversationId)),
      inputsOf,
      onRulesChanged: (listener) => onRulesChanged(dependencies, warnings, listener),
      onError,
    }),
  );
  return {
    context,
    drafts,
    stored,
    prompts,
    viewer,
    views: {
      source: context.source,
      drafts,
      scaling: dependencies.scaling,
      prompts,
      selectModel: dependencies.selectModel,
      marks: (part, conversationId) => marks.of(part, conversationId),
      change: (part) => marks.changeOf(part),
      compare: (part) => changes.showChanges(part),
      presentVersion: (part, signal) => changes.presentVersion(part, signal),
      onMarksChanged: (listener) => marks.onChanged(listener),
      open: (part, { conversationId, messageId }) => viewer.open(part, messageId === null ? conversationId : undefined),
    },
  };
}

/** Another model is asked, a rule or an address counts as local, or an environment file has changed. */
function onRulesChanged(
  { provider, active, privacy }: AttachmentsDependencies,
  warnings: AttachmentWarnings,
  listener: () => void,
): Disposable {
  const listening = [
    provider.onChanged(listener),
    active.onChanged(listener),
    privacy.onSecretsChanged(() => {
      warnings.forget();
      listener();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('scout.privacy')) listener();
    }),
  ];
  return { dispose: () => listening.forEach((each) => void each.dispose()) };
}

function createInstructed(
  { instructions, removedInstructions, sessionOf, logger }: AttachmentsDependencies,
  stored: StoredDraftAttachments,
): InstructedAttachments {
  return new InstructedAttachments({
    stored,
    instructions,
    removed: removedInstructions,
    chatOf: (conversationId) => {
      const session = sessionOf(conversationId);
      return session && { isNew: session.conversation === undefined, hasSent: (uri) => hasInstructions(session, uri) };
    },
    logger,
  });
}

function hasInstructions({ branch }: ConversationSession, uri: string): boolean {
  return branch.some(({ parts }) =>
    parts.some((part) => part.type === 'attachment' && part.kind === 'instructions' && part.uri === uri),
  );
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
