import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { CodeActionId, CodeBlockView, CodeViewMessage } from '../../protocol/code.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';

/** Where a block of code stands. */
export interface CodeOrigin {
  readonly conversationId: string;
  /** What the questions before it were asked about: those of the last one first. */
  readonly attachments: readonly AttachmentPart[];
}

/** What the editor does with code of a message. Each says itself how that ended. */
export interface CodeActions {
  run(action: CodeActionId, block: CodeBlockView, origin: CodeOrigin): Promise<void>;
  applyAll(blocks: readonly CodeBlockView[], origin: CodeOrigin): Promise<void>;
}

/** Hands code of the conversation on screen to the editor. */
export function codeHandlers(
  session: () => Pick<ConversationSession, 'id' | 'branch'>,
  actions: CodeActions,
): MessageHandlers<CodeViewMessage> {
  return {
    'code-action': ({ action, messageId, block }) => actions.run(action, block, originOf(session(), messageId)),
    'code-apply-all': ({ messageId, blocks }) => actions.applyAll(blocks, originOf(session(), messageId)),
  };
}

function originOf({ id, branch }: Pick<ConversationSession, 'id' | 'branch'>, messageId: string): CodeOrigin {
  const end = branch.findIndex((message) => message.id === messageId);
  const attachments = branch
    .slice(0, end + 1)
    .toReversed()
    .flatMap(({ parts }) => parts.filter((part) => part.type === 'attachment'));
  return { conversationId: id, attachments };
}
