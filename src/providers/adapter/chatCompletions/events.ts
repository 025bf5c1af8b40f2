import type { FinishReason, Usage } from '../../../core/message.js';
import type { UnknownEventLog } from '../unknownEventLog.js';
import type { ChatEvent, VendorId } from '../../provider.js';
import { readVendorFailure, streamedVendorError, vendorError } from '../../transport/vendorError.js';
import { createToolCalls } from './toolCalls.js';
import type { CompletionsChunk, CompletionsUsage, ReasoningContent } from './wire.js';

/**
 * The stream of Chat Completions. Terminal: a `finish_reason` on the first choice; the usage may come with it or on a
 * later chunk without choices, so reading goes on until the server ends the stream.
 */
export async function* readEvents(
  stream: AsyncIterable<CompletionsChunk>,
  { id, vendor, unknownEvents }: { id: VendorId; vendor: string; unknownEvents: UnknownEventLog },
): AsyncGenerator<ChatEvent, void, undefined> {
  const calls = createToolCalls();
  let reasoning = '';
  let refused = false;
  try {
    for await (const chunk of stream) {
      unknownEvents.received();
      if (chunk.error || chunk.object === 'error') throw vendorError(vendor, readVendorFailure(chunk));
      const counted = chunk.usage?.prompt_tokens !== undefined || chunk.usage?.completion_tokens !== undefined;
      if (counted && chunk.usage) yield { type: 'usage', usage: toUsage(chunk.usage) };
      const choice = chunk.choices?.[0];
      if (!choice) {
        if (!chunk.choices && !counted) unknownEvents.unknown('a chunk without choices');
        continue;
      }
      const delta = choice.delta ?? {};
      const thought = delta.reasoning_content ?? delta.reasoning;
      if (thought) {
        reasoning += thought;
        yield { type: 'reasoning-delta', text: thought };
      }
      if (delta.content) yield { type: 'text-delta', text: delta.content };
      if (delta.refusal) {
        refused = true;
        yield { type: 'refusal-delta', text: delta.refusal };
      }
      for (const call of delta.tool_calls ?? []) calls.add(call);
      // Some servers send an empty string where the reference has null.
      if (!choice.finish_reason) continue;
      if (reasoning !== '')
        yield {
          type: 'opaque',
          vendor: id,
          data: { type: 'reasoning_content', text: reasoning } satisfies ReasoningContent,
        };
      reasoning = '';
      const finished = calls.take();
      yield* finished;
      const rawReason = choice.finish_reason;
      yield {
        type: 'finish',
        reason: toReason(rawReason, { refused, called: finished.length > 0 }, unknownEvents),
        rawReason,
      };
    }
  } catch (error) {
    throw streamedVendorError(vendor, error) ?? error;
  }
}

function toReason(
  raw: string,
  { refused, called }: { refused: boolean; called: boolean },
  notes: UnknownEventLog,
): FinishReason {
  switch (raw) {
    case 'stop':
    case 'eos_token':
    case 'stop_sequence':
      // Several servers say `stop` after calls.
      if (called) return 'tool-calls';
      return refused ? 'refusal' : 'stop';
    case 'length':
    case 'model_length':
      return 'length';
    case 'tool_calls':
    case 'function_call':
      return 'tool-calls';
    case 'content_filter':
      return 'content-filter';
    default:
      notes.unknown(`finish_reason ${raw}`);
      return 'other';
  }
}

function toUsage(usage: CompletionsUsage): Usage {
  const cached = usage.prompt_tokens_details?.cached_tokens ?? undefined;
  const reasoning = usage.completion_tokens_details?.reasoning_tokens ?? undefined;
  return {
    inputTokens: usage.prompt_tokens ?? 0,
    outputTokens: usage.completion_tokens ?? 0,
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
  };
}
