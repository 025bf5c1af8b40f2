import type { Lazy } from '../core/lazy.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { RequestPreview } from '../vscode/privacy/requestPreview.js';
import type { ChatApplication } from './chatApplication.js';

/** Shows what the chat with this id, or else the one in use, would send now. */
export async function showWhatWillBeSent(
  chat: ChatApplication,
  preview: Lazy<RequestPreview>,
  chatId: unknown,
  tasks: TaskRegistry,
): Promise<void> {
  const { views, drafts, attachments, privacy, factsOf } = chat;
  const shown = await import('../vscode/privacy/showWhatWillBeSent.js');
  const session = views.sessionOf(chatId) ?? (await views.showBeside().opened());
  const { policy } = privacy;
  const dependencies = {
    preview: await preview.get(),
    drafts,
    attachments: attachments.drafts,
    policy,
    factsOf,
    tasks,
  };
  await shown.showWhatWillBeSent(session, dependencies);
}
