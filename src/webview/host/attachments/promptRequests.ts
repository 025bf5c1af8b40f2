import type { AcceptedPrompt } from '../../../prompts/promptSource.js';
import type { AttachmentHostMessage, AttachmentViewMessage } from '../../protocol/attachments.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import type { AttachmentDependencies } from './attachmentPorts.js';
import type { AttachmentRequests, AttachRequest } from './attachmentRequests.js';

type PromptMessage = Extract<AttachmentViewMessage, { readonly type: 'prompt-accept' | 'prompt-call' }>;
type Command = { readonly id: string; readonly argument: string };

/** Fills prompts into the composer: what they attach is there before their text. Nothing is sent. */
export function promptHandlers(
  { prompts, selectModel }: Pick<AttachmentDependencies, 'prompts' | 'selectModel'>,
  requests: Pick<AttachmentRequests, 'attach'>,
  post: (message: AttachmentHostMessage) => void,
): MessageHandlers<PromptMessage> {
  const fillIn = async (message: AttachRequest, commandOf: () => Promise<Command | undefined>): Promise<void> => {
    let isPrompt = true;
    let accepted: AcceptedPrompt | undefined;
    const isAttached = await requests.attach(message, null, async (signal) => {
      const command = await commandOf();
      isPrompt = command !== undefined;
      accepted = command && (await prompts.accept(command.id, command.argument, signal));
      return accepted?.attachments ?? [];
    });
    // What it wants to have with it could not be attached: what was typed stays as it is.
    const filled = isAttached ? accepted : undefined;
    if (filled?.model !== undefined) await selectModel(message.conversationId, filled.model);
    post({
      type: 'prompt-text',
      request: message.request,
      isPrompt,
      text: filled?.text ?? null,
      cursor: filled?.cursor ?? 0,
      notice: filled?.notice ?? '',
    });
  };
  return {
    'prompt-accept': (message) => fillIn(message, () => Promise.resolve({ id: message.promptId, argument: '' })),
    'prompt-call': (message) => fillIn(message, () => prompts.commandOf(message.text)),
  };
}
