import type { SendPolicy } from '../../chat/answering/sendPolicy.js';
import { sendTargetOf } from '../models/sendTargetOf.js';
import { localOnlyRefusal } from './localOnlyRefusal.js';
import { localOnlyRules } from './privacySettings.js';

/** The rules of the settings, for everything that a chat would send: what was attached long ago counts too. */
export const configuredSendPolicy: SendPolicy = {
  check(entries, { endpoint }) {
    const target = sendTargetOf(endpoint);
    const attachments = entries.flatMap(({ attachment }) => attachment ?? []);
    // There is nobody to send it to.
    if (target === undefined || attachments.length === 0) return;
    const refusals = localOnlyRules().refused(attachments, target);
    if (refusals.length > 0) throw localOnlyRefusal(refusals, target);
  },
};
