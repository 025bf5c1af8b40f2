import type { PromptEntry } from '../../chat/answering/promptManifest.js';
import type { SendPolicy } from '../../chat/answering/sendPolicy.js';
import type { ModelRef } from '../../models/modelSelection.js';
import { requiredSendTarget } from '../models/sendTargetOf.js';
import { localOnlyChatRefusal } from './localOnlyRefusal.js';
import { localOnlyRules } from './privacySettings.js';

/** Keeps what is only for local models from every request of a chat, whichever button has caused it; also what was attached long ago. */
export const localOnlyPolicy: SendPolicy = {
  check(entries: readonly PromptEntry[], { endpoint }: ModelRef): void {
    const attachments = entries.flatMap(({ attachment }) => (attachment === undefined ? [] : [attachment]));
    if (attachments.length === 0) return;
    const target = requiredSendTarget(endpoint);
    const refusals = localOnlyRules().refused(attachments, target);
    if (refusals.length > 0) throw localOnlyChatRefusal(refusals, target);
  },
};
