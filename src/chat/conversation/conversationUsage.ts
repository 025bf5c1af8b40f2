import { addUsage } from '../../core/addUsage.js';
import type { Usage } from '../../core/message.js';
import type { StoredJob, StoredMessage } from '../../storage/api/chatHistory.js';

const none: Usage = { inputTokens: 0, outputTokens: 0 };

/** What a conversation has used so far: its answers on all branches, and the jobs that were done for it. */
export function conversationUsage(messages: readonly StoredMessage[], jobs: readonly StoredJob[]): Usage {
  return [...messages, ...jobs].reduce((sum, { usage }) => addUsage(sum, usage), none);
}
