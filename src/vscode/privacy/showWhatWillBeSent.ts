import type { DraftAttachments } from '../../attachments/draftAttachments.js';
import type { ConversationSession } from '../../chat/conversation/conversationSession.js';
import type { SendPolicy } from '../../chat/answering/sendPolicy.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import type { FactsSource } from '../models/configuredProviderStatus.js';
import { requiredSendTarget } from '../models/sendTargetOf.js';
import type { RequestPreview } from './requestPreview.js';

export interface ShowWhatWillBeSentDependencies {
  readonly preview: RequestPreview;
  /** What is in the message box. */
  readonly drafts: { text(conversationId: string): Promise<string> };
  readonly attachments: Pick<DraftAttachments, 'list'>;
  /** What becomes of secrets before a request is sent. */
  readonly policy: Pick<SendPolicy, 'preview'>;
  readonly factsOf: FactsSource;
  readonly tasks: TaskRegistry;
}

/** Shows what the chat would send now, with what stands in its message box. Sends nothing. @throws ScoutError when there is nobody to ask */
export async function showWhatWillBeSent(
  session: ConversationSession,
  { preview, drafts, attachments, policy, factsOf, tasks }: ShowWhatWillBeSentDependencies,
): Promise<void> {
  await tasks.run('preview of a request', async (signal) => {
    const built = session.preview(await drafts.text(session.id), await attachments.list(session.id));
    const { ref, endpointName } = built.selection;
    const entries = await policy.preview({ conversationId: session.id, ref, entries: built.entries }, signal);
    const manifest = { ...built, entries };
    const target = requiredSendTarget(ref.endpoint, endpointName);
    const endpoint = findEndpoint(ref.endpoint);
    const facts = endpoint === undefined ? undefined : await factsOf(endpoint);
    await preview.show({ manifest, target, price: facts?.(ref.model).price?.value }, signal);
  });
}
