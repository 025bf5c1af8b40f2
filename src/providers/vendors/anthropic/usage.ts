import type { Usage as AnthropicUsage } from '@anthropic-ai/sdk/resources/messages';
import type { Usage } from '../../../core/message.js';
import type { ChatEvent } from '../../provider.js';
import { countIn, fieldsOf, sumOf, usageFrom } from '../../adapter/wireValues.js';

/** The counts that are read. */
const counts = [
  'input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'output_tokens_details',
] as const;

/** `message_delta` repeats only some of the totals; what it leaves empty stays as `message_start` had it. */
export function knownCounts(usage: unknown): Partial<AnthropicUsage> {
  const fields = fieldsOf(usage);
  const known = counts.flatMap((name) => (fields[name] === undefined || fields[name] === null ? [] : [name]));
  return Object.fromEntries(known.map((name) => [name, fields[name]]));
}

/** Anthropic counts cached input apart; SCOUT's `inputTokens` holds all of it. */
export function* usageEvents(given: Partial<AnthropicUsage>): Generator<ChatEvent> {
  if (Object.keys(given).length === 0) return;
  const read = countIn(given.cache_read_input_tokens);
  const written = countIn(given.cache_creation_input_tokens);
  const usage: Usage | undefined = usageFrom({
    inputTokens: sumOf(given.input_tokens ?? 0, read, written),
    outputTokens: given.output_tokens,
    cachedInputTokens: read || undefined,
    cacheWriteTokens: written || undefined,
    reasoningTokens: fieldsOf(given.output_tokens_details)['thinking_tokens'],
  });
  if (usage) yield { type: 'usage', usage };
}
