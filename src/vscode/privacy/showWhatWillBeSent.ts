import type { ConversationSession } from '../../chat/conversation/conversationSession.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import { previewedRequest, type PreviewedRequestDependencies } from './previewedRequest.js';
import type { RequestPreview } from './requestPreview.js';

export interface ShowWhatWillBeSentDependencies extends PreviewedRequestDependencies {
  readonly preview: RequestPreview;
  readonly tasks: TaskRegistry;
}

/** Shows what the chat would send now, with what stands in its message box. Sends nothing. @throws ScoutError when there is nobody to ask */
export async function showWhatWillBeSent(
  session: ConversationSession,
  { preview, tasks, ...parts }: ShowWhatWillBeSentDependencies,
): Promise<void> {
  await tasks.run('preview of a request', async (signal) => {
    await preview.show(await previewedRequest(session, parts, signal), signal);
  });
}
