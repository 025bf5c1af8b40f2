import { createHash } from 'node:crypto';
import type { ChatMessage, PromptCache } from '../../providers/provider.js';
import type { TargetModel } from './buildPrompt.js';
import type { StoredMessage } from '../../storage/api/chatHistory.js';

const minuteMs = 60_000;
/** The lifetimes that Anthropic sells; reading a prefix renews its own. */
const shortMs = 5 * minuteMs;
const longMs = 60 * minuteMs;
/**
 * From this many characters on, about 8,000 tokens, a prefix is large. The longer lifetime doubles the price of what is new in each
 * request (1.25 times for the shorter one), and spares writing the whole prefix again after a pause.
 */
const largePrefix = 32_000;
const charactersPerToken = 4;
/** What an image or a PDF counts as, in characters: vendors bill 1,000 tokens and more. */
const fileCharacters = 4_000;

/**
 * How the vendor's cache is used for the next request of a conversation. A first question without files writes nothing: many chats end
 * there, and writing costs 1.25 times the price. A chat whose requests come at intervals of 5 to 60 minutes (their median) pays for an hour
 * once its prompt is large; beyond an hour every lifetime is too short.
 * @param branch what is answered, with the answers before it
 * @param now when the request is made, in milliseconds since the epoch
 */
export function promptCache(
  conversationId: string,
  branch: readonly StoredMessage[],
  prompt: readonly ChatMessage[],
  now: number,
): PromptCache {
  const key = createHash('sha256').update(conversationId).digest('hex').slice(0, 32);
  const isFirst = !prompt.some(({ role }) => role === 'assistant');
  if (isFirst && !prompt.some(({ parts }) => parts.some(({ type }) => type === 'file'))) return { key };
  return {
    key,
    ttl: lifetimeOf([...requestTimes(branch), now], lengthOf(prompt) >= largePrefix) === longMs ? '1h' : '5m',
  };
}

/** What the next question of a conversation could read from the vendor's cache. */
export interface CachedPrompt {
  /** Tokens of the latest prompt, and of the answer, which the vendor has not in its cache yet. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** When it is gone, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * The cached prompt of a conversation, where it is large and its lifetime is known: Anthropic's is what the request asked for, every other
 * vendor keeps a prompt as long as it likes.
 * @param target who is asked next: another model has nothing of it
 */
export function cachedPrompt(branch: readonly StoredMessage[], { ref, vendor }: TargetModel): CachedPrompt | undefined {
  const index = branch.findLastIndex(({ role, usage }) => role === 'assistant' && usage !== undefined);
  const answer = branch[index];
  if (vendor !== 'anthropic' || answer?.usage === undefined) return undefined;
  if (answer.provider !== ref.endpoint || answer.model !== ref.model) return undefined;
  const { inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteTokens = 0 } = answer.usage;
  if (cachedInputTokens + cacheWriteTokens === 0 || inputTokens < largePrefix / charactersPerToken) return undefined;
  const expiresAt = answer.createdAt + lifetimeOf(requestTimes(branch.slice(0, index + 1)), true);
  return { inputTokens, outputTokens, expiresAt };
}

/** How long what a request writes is kept, in milliseconds. @param times of the requests so far, with its own */
function lifetimeOf(times: readonly number[], isLarge: boolean): number {
  const interval = median(intervals(times));
  const pauses = interval !== undefined && interval > shortMs && interval <= longMs;
  return pauses && isLarge ? longMs : shortMs;
}

/** An answer begins when its question is sent; a question that waited, or was asked again, has another time. */
function requestTimes(branch: readonly StoredMessage[]): number[] {
  return branch.filter(({ role }) => role === 'assistant').map(({ createdAt }) => createdAt);
}

function intervals(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - times[index]!);
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function lengthOf(prompt: readonly ChatMessage[]): number {
  let length = 0;
  for (const { parts } of prompt)
    for (const part of parts) {
      if (part.type === 'file') length += fileCharacters;
      else if ('text' in part) length += part.text.length;
      else if (part.type === 'tool-result') length += part.output.length;
    }
  return length;
}
