import type { DraftAttachments } from '../attachments/draftAttachments.js';
import type { ConversationSession } from '../chat/conversation/conversationSession.js';
import type { Logger } from '../core/logger.js';
import type { Drafts } from '../profile/drafts.js';
import type { AskToMerge } from '../vscode/apply/mergeRequest.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { FactsSource } from '../vscode/models/configuredProviderStatus.js';
import type { PreviewedRequestDependencies } from '../vscode/privacy/previewedRequest.js';
import type { Privacy } from './createPrivacy.js';
import { keepBoth } from '../webview/protocol/keepBoth.js';
import type { ChatViews } from '../webview/host/chatViews.js';

export interface AskToMergeDependencies {
  readonly drafts: Drafts;
  readonly views: () => Pick<ChatViews, 'focusChat'>;
  readonly attachments: DraftAttachments;
  /** A chat that is open. */
  readonly sessionOf: (conversationId: string) => ConversationSession | undefined;
  readonly concealed: Privacy['concealed'];
  readonly policy: PreviewedRequestDependencies['policy'];
  readonly factsOf: FactsSource;
  readonly tasks: TaskRegistry;
  readonly logger: Logger;
}

/** Puts the questions behind what is being written in the chat, with the files attached, shows the chat, and says what sending it costs. */
export function createAskToMerge(dependencies: AskToMergeDependencies): AskToMerge {
  const { drafts, views, attachments, concealed, logger } = dependencies;
  return async (conversationId, requests) => {
    for (const { question, file } of requests) {
      if (file !== undefined) await attachments.add(conversationId, [file]);
      // The code is that of an answer as it was shown, with its secrets: no draft is stored with them.
      const written = await concealed(conversationId, question);
      await drafts.change(conversationId, (stored) => keepBoth(stored, written));
    }
    await views().focusChat(conversationId);
    // The question is there, whatever becomes of this; and nobody waits for the answer to a notice.
    tell(conversationId, dependencies).catch((error: unknown) =>
      logger.error('Could not tell what a question costs', error),
    );
  };
}

/** Nothing where nobody can be asked: the chat itself says so. */
async function tell(conversationId: string, { sessionOf, tasks, ...parts }: AskToMergeDependencies): Promise<void> {
  const session = sessionOf(conversationId);
  if (session === undefined) return;
  const { previewedRequest } = await import('../vscode/privacy/previewedRequest.js');
  const { tellCost } = await import('../vscode/privacy/tellCost.js');
  const request = await tasks
    .run('cost of a question', (signal) => previewedRequest(session, parts, signal))
    .catch(() => undefined);
  if (request !== undefined) await tellCost(request, conversationId);
}
