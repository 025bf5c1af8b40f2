import type { DraftAttachments } from '../../attachments/draftAttachments.js';
import type { PromptManifest } from '../../chat/answering/promptManifest.js';
import type { SendPolicy } from '../../chat/answering/sendPolicy.js';
import type { ConversationSession } from '../../chat/conversation/conversationSession.js';
import type { ModelPrice } from '../../core/modelPrice.js';
import type { SendTarget } from '../../privacy/sendGate.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import type { FactsSource } from '../models/configuredProviderStatus.js';
import { requiredSendTarget } from '../models/sendTargetOf.js';

/** A request before it is sent: to whom it would go, and what that costs if it is known. */
export interface PreviewedRequest {
  readonly manifest: PromptManifest;
  readonly target: SendTarget;
  readonly price: ModelPrice | undefined;
}

export interface PreviewedRequestDependencies {
  /** What is in the message box. */
  readonly drafts: { text(conversationId: string): Promise<string> };
  readonly attachments: Pick<DraftAttachments, 'list'>;
  /** What becomes of secrets before a request is sent. */
  readonly policy: Pick<SendPolicy, 'preview'>;
  readonly factsOf: FactsSource;
}

/** What the chat would send now, with what stands in its message box. Sends nothing. @throws ScoutError when there is nobody to ask, `AbortError` */
export async function previewedRequest(
  session: Pick<ConversationSession, 'id' | 'preview'>,
  { drafts, attachments, policy, factsOf }: PreviewedRequestDependencies,
  signal: AbortSignal,
): Promise<PreviewedRequest> {
  const built = session.preview(await drafts.text(session.id), await attachments.list(session.id));
  const { ref, endpointName } = built.selection;
  const entries = await policy.preview({ conversationId: session.id, ref, entries: built.entries }, signal);
  const target = requiredSendTarget(ref.endpoint, endpointName);
  const endpoint = findEndpoint(ref.endpoint);
  const facts = endpoint === undefined ? undefined : await factsOf(endpoint);
  return { manifest: { ...built, entries }, target, price: facts?.(ref.model).price?.value };
}
