import type { ConversationSession } from '../chat/conversation/conversationSession.js';
import type { SendTarget } from '../privacy/sendGate.js';
import { ConfiguredModelResolver } from '../vscode/models/configuredModelResolver.js';
import { requiredSendTarget } from '../vscode/models/sendTargetOf.js';
import { takeOnlyModel } from '../vscode/models/takeOnlyModel.js';
import { QuestionContent } from '../webview/host/chat/questionContent.js';
import { QuestionQueue } from '../webview/host/chat/questionQueue.js';
import type { ChatApplication, ChatContext } from './chatApplication.js';

type QuestionParts = Pick<ChatApplication, 'conversations' | 'attachments' | 'privacy' | 'catalogue' | 'recentModels'>;

/** What is asked in the chats of this window, until it is sent. */
export function createQuestions(
  { tasks, manager, provider, logger }: ChatContext,
  { conversations, attachments, privacy, catalogue, recentModels }: QuestionParts,
): QuestionQueue {
  const models = new ConfiguredModelResolver(manager, provider);
  const content = new QuestionContent({
    attachments: attachments.drafts,
    gate: privacy.gate,
    targetOf: (session) => questionTarget(models, session),
    modelOf: ({ selection }) => provider.of(selection),
    logger,
  });
  return new QuestionQueue(conversations, content, async (session) => {
    await takeOnlyModel(session, { catalogue, recent: recentModels, tasks });
  });
}

/** Where a chat would send its next question. @throws ScoutError when nobody can be asked */
function questionTarget(models: ConfiguredModelResolver, { selection }: ConversationSession): SendTarget {
  const { ref, endpointName } = models.resolve(selection);
  return requiredSendTarget(ref.endpoint, endpointName);
}
