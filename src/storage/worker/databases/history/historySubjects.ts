import type { EventSubjects } from '../../engine/schema.js';

type Fields = Readonly<Record<string, unknown>>;

/** The conversation that an event is about, and the message that streams. A delta is news only for who shows its message. */
export const historySubjects: EventSubjects = {
  subjectOf(event) {
    const { type, id, message, job } = event as Fields;
    if (type === 'message.delta') return undefined;
    const subject = id ?? ((message ?? job) as Fields | undefined)?.['conversationId'];
    return typeof subject === 'string' ? subject : undefined;
  },

  growingOf(event) {
    const { type, messageId, message } = event as Fields;
    if (type === 'message.delta') return String(messageId);
    if (type !== 'message.put') return undefined;
    const { id, status } = message as Fields;
    return status === 'streaming' ? String(id) : undefined;
  },
};
