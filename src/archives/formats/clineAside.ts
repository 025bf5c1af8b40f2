import type { Usage } from '../../core/message.js';
import type { JsonObject } from '../input/jsonRecords.js';
import {
  countOrUndefined,
  jsonOrText,
  objectOrEmpty,
  timeOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';

/** What Cline's and Roo Code's other files say of the messages that were sent. */
export interface ClineAside {
  /** When a message was sent or had arrived. @param index counts what was sent from 0 */
  timeOf(index: number, role: 'user' | 'assistant'): number | undefined;
  modelAt(time: number | undefined): { readonly model?: string | undefined; readonly provider?: string | undefined };
  usageOf(index: number): Usage | undefined;
  /** Whether this is what the task began with. */
  isFirst(shown: JsonObject): boolean;
}

/**
 * @param shown what was shown; each names the latest message that had been sent by then: the question, while its answer was shown
 * @param models which model was used from when on
 */
export function clineAside(shown: readonly JsonObject[], models: readonly JsonObject[]): ClineAside {
  const byQuestion = Map.groupBy(shown, (message) => message['conversationHistoryIndex']);
  const times = (index: number): number[] =>
    (byQuestion.get(index) ?? []).flatMap(({ ts }) => timeOrUndefined(ts) ?? []);
  const entries = models.map((entry) => ({
    time: timeOrUndefined(entry['ts']) ?? 0,
    model: wordsOrUndefined(entry['model_id']),
    provider: wordsOrUndefined(entry['model_provider_id']),
  }));
  const used = entries.sort((a, b) => a.time - b.time);
  return {
    timeOf: (index, role) =>
      index === 0 ? timeOrUndefined(shown[0]?.['ts']) : role === 'user' ? times(index).at(0) : times(index - 1).at(-1),
    modelAt(time) {
      const latest = lastUntil(used, time) ?? used[0];
      return { model: latest?.model, provider: latest?.provider };
    },
    usageOf(index) {
      const request = byQuestion.get(index - 1)?.findLast(({ say }) => say === 'api_req_started');
      return usageOf(objectOrEmpty(jsonOrText(request?.['text'])));
    },
    isFirst: (message) => message === shown[0],
  };
}

/** The last of what is ordered by time that is no later. */
function lastUntil<T extends { readonly time: number }>(all: readonly T[], time: number | undefined): T | undefined {
  let [from, to] = [0, time === undefined ? 0 : all.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (all[middle]!.time <= time!) from = middle + 1;
    else to = middle;
  }
  return all[from - 1];
}

function usageOf(counts: JsonObject): Usage | undefined {
  const input = countOrUndefined(counts['tokensIn']);
  const outputTokens = countOrUndefined(counts['tokensOut']);
  if (input === undefined || outputTokens === undefined) return undefined;
  const read = countOrUndefined(counts['cacheReads']) ?? 0;
  const written = countOrUndefined(counts['cacheWrites']) ?? 0;
  return {
    inputTokens: input + read + written,
    outputTokens,
    ...(read === 0 ? {} : { cachedInputTokens: read }),
    ...(written === 0 ? {} : { cacheWriteTokens: written }),
  };
}
