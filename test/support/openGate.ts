import type { SendGate } from '../../src/privacy/sendGate.js';

/** Lets everything through, as it is. */
export const openGate: SendGate = {
  check: ({ text, attachments }) => Promise.resolve({ text, attachments }),
};
