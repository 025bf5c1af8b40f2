import { CodeBlockActions } from '../vscode/codeBlocks/codeBlockActions.js';
import type { ChatViews } from '../webview/host/chatViews.js';
import type { ChatApplication, ChatContext } from './chatApplication.js';
import { createAskToMerge } from './createAskToMerge.js';

type CodeParts = Pick<ChatApplication, 'conversations' | 'drafts' | 'attachments' | 'privacy' | 'factsOf'>;

/** What the editor does with code of answers. @param views are there when it is used */
export function createCodeActions(
  { store, tasks, logger }: ChatContext,
  { conversations, drafts, attachments, privacy, factsOf }: CodeParts,
  views: () => ChatViews,
): CodeBlockActions {
  const askToMerge = createAskToMerge({
    drafts,
    views,
    attachments: attachments.drafts,
    sessionOf: (conversationId) => conversations.opened(conversationId),
    concealed: (conversationId, text) => privacy.concealed(conversationId, text),
    policy: privacy.policy,
    factsOf,
    tasks,
    logger,
  });
  const restored = (conversationId: string, text: string): string => privacy.restorer.restore(conversationId, text);
  return store.add(new CodeBlockActions({ askToMerge, restored }));
}
