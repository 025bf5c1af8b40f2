import type { StoredJob, StoredMessage } from '../../storage/api/chatHistory.js';

/** Tokens that vendors have counted. */
export interface TokenSum {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a conversation has used so far: its answers on all branches, and the jobs that were done for it. */
export function conversationUsage(messages: readonly StoredMessage[], jobs: readonly StoredJob[]): TokenSum {
  let inputTokens = 0;
  let outputTokens = 0;
  for (const all of [messages, jobs])
    for (const { usage } of all) {
      inputTokens += usage?.inputTokens ?? 0;
      outputTokens += usage?.outputTokens ?? 0;
    }
  return { inputTokens, outputTokens };
}
