import type { Usage } from '../../../core/message.js';
import type { ChatEvent } from '../../provider.js';
import { streamedVendorError, vendorError } from '../../transport/vendorError.js';
import { readVendorFailure, tellsError } from '../../transport/vendorFailure.js';
import { elementsOf, fieldsOf, outputTokensOf, usageFrom } from '../wireValues.js';
import { CompletionsAnswer, type CompletionsReading } from './completionsAnswer.js';
import type { CompletionsChunk } from './wire.js';

/**
 * The stream of Chat Completions. Terminal: a `finish_reason` on the first choice; the usage may come with it or on a
 * later chunk without choices, so reading goes on until the server ends the stream. Some servers never send one, and end with `[DONE]`
 * (earendil-works/pi#7062): that is an end, too.
 */
export async function* readEvents(
  stream: AsyncIterable<CompletionsChunk>,
  reading: CompletionsReading,
): AsyncGenerator<ChatEvent, void, undefined> {
  const { vendor, unknownEvents } = reading;
  const answer = new CompletionsAnswer(reading);
  try {
    for await (const chunk of stream) {
      unknownEvents.received();
      // Tokens of a failed answer are paid for as well.
      const usage = toUsage(chunk.usage);
      if (usage) yield { type: 'usage', usage };
      if (tellsError(chunk.error) || chunk.object === 'error') throw vendorError(vendor, readVendorFailure(chunk));
      answer.addSources(chunk);
      const choices = elementsOf(chunk.choices).map(fieldsOf);
      if (choices.length === 0) {
        if (!Array.isArray(chunk.choices) && !usage) unknownEvents.unknown(undefined, 'a chunk without choices');
        continue;
      }
      // Others than the first were not asked for.
      const choice = choices.find(({ index }) => index === 0 || typeof index !== 'number');
      if (choice !== undefined) yield* answer.read(choice);
    }
    yield* answer.end();
  } catch (error) {
    throw streamedVendorError(vendor, error) ?? error;
  }
}

function toUsage(given: unknown): Usage | undefined {
  const usage = fieldsOf(given);
  const { prompt_tokens: input, completion_tokens: output, total_tokens: total } = usage;
  return usageFrom({
    inputTokens: input,
    outputTokens: outputTokensOf(input, output, total),
    cachedInputTokens: fieldsOf(usage['prompt_tokens_details'])['cached_tokens'],
    reasoningTokens: fieldsOf(usage['completion_tokens_details'])['reasoning_tokens'],
  });
}
