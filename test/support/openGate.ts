import type { SendPolicy } from '../../src/chat/answering/sendPolicy.js';
import type { SendGate } from '../../src/privacy/sendGate.js';

/** Lets everything through, as it is. */
export const openGate: SendGate = {
  check: ({ text, attachments }) => Promise.resolve({ text, attachments }),
};

/** Sends every request of a chat as it is. */
export const openPolicy: SendPolicy = {
  check: () => undefined,
  sendable: ({ entries }) => Promise.resolve(entries),
  preview: ({ entries }) => Promise.resolve(entries),
};
