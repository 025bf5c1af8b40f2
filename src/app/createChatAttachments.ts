import * as vscode from 'vscode';
import { findEndpoint } from '../vscode/configuration/configuredEndpoints.js';
import { noteChosenModel, selectModel } from '../vscode/models/askModel.js';
import { modelOf } from '../vscode/models/configuredModel.js';
import { sendTargetOf } from '../vscode/models/sendTargetOf.js';
import { ImageScaling } from '../webview/host/attachments/imageScaling.js';
import type { ChatViews } from '../webview/host/chatViews.js';
import type { ChatApplication, ChatContext } from './chatApplication.js';
import { createAttachments, type Attachments } from './createAttachments.js';

type AttachmentParts = Pick<ChatApplication, 'conversations' | 'catalogue' | 'recentModels' | 'privacy' | 'factsOf'>;

/** What can be attached in the chats of this window. @param views are there when it is used */
export function createChatAttachments(
  context: ChatContext,
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
