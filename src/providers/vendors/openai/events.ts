import type {
  Response,
  ResponseOutputItem,
  ResponseStreamEvent,
  ResponseUsage,
} from 'openai/resources/responses/responses';
import type { FinishReason, Usage } from '../../../core/message.js';
import type { UnknownEventLog } from '../../adapter/unknownEventLog.js';
import type { ChatEvent } from '../../provider.js';
import { parseToolArguments } from '../../adapter/toolArguments.js';
import { readVendorFailure, streamedVendorError, vendorError } from '../../transport/vendorError.js';
import type { MessagePhase } from './request.js';

/** Event families that only accompany those that are read: progress, parts that open and close, texts repeated whole. */
const accompanying =
  /^response\.(?:created|queued|in_progress|content_part\.\w+|output_item\.added|output_text\.(?:done|annotation\.added)|refusal\.done|reasoning_summary_part\.\w+|reasoning_(?:summary_)?text\.done|function_call_arguments\.\w+)$/;

/**
 * The Responses API's stream of semantic events. Terminal: `response.completed` and `response.incomplete`;
 * `response.failed` is a failure that the SDK yields; `error` it throws.
 */
export async function* readEvents(
  stream: AsyncIterable<ResponseStreamEvent>,
  notes: UnknownEventLog,
): AsyncGenerator<ChatEvent, void, undefined> {
  let summaries = 0;
  let refused = false;
  let called = false;
  try {
    for await (const event of stream) {
      notes.received();
      switch (event.type) {
        case 'response.output_text.delta':
          yield { type: 'text-delta', text: event.delta };
          break;
        case 'response.refusal.delta':
          refused = true;
          yield { type: 'refusal-delta', text: event.delta };
          break;
        case 'response.reasoning_summary_part.added':
          // Summaries come in paragraphs that carry no line break of their own.
          if (summaries++ > 0) yield { type: 'reasoning-delta', text: '\n\n' };
          break;
        case 'response.reasoning_summary_text.delta':
        case 'response.reasoning_text.delta':
          yield { type: 'reasoning-delta', text: event.delta };
          break;
        case 'response.output_item.done':
          called ||= event.item.type === 'function_call';
          yield* finishedItem(event.item);
          break;
        case 'response.completed':
        case 'response.incomplete':
          yield* finishedResponse(event.response, { refused, called });
          return;
        case 'response.failed':
          throw vendorError('OpenAI', readVendorFailure({ error: event.response.error }));
        default:
          if (!accompanying.test(event.type)) notes.unknown(String(event.type));
      }
    }
  } catch (error) {
    throw streamedVendorError('OpenAI', error) ?? error;
  }
}

function* finishedItem(item: ResponseOutputItem): Generator<ChatEvent> {
  if (item.type === 'function_call') {
    yield {
      type: 'tool-call',
      id: item.call_id,
      name: item.name,
      input: parseToolArguments(item.arguments, item.name),
    };
  } else if (item.type === 'reasoning') {
    // `status` is an output-only field of the item.
    const { status: _status, ...rest } = item;
    yield { type: 'opaque', vendor: 'openai', data: rest };
  } else if (item.type === 'message') {
    for (const content of item.content) {
      const annotations = content.type === 'output_text' ? (content.annotations ?? []) : [];
      for (const annotation of annotations) {
        if (annotation.type === 'url_citation')
          yield { type: 'citation', citation: { url: annotation.url, title: annotation.title } };
      }
    }
    if (item.phase)
      yield {
        type: 'opaque',
        vendor: 'openai',
        data: { type: 'message-phase', phase: item.phase } satisfies MessagePhase,
      };
  }
}

function* finishedResponse(response: Response, seen: { refused: boolean; called: boolean }): Generator<ChatEvent> {
  if (response.usage) yield { type: 'usage', usage: toUsage(response.usage) };
  const rawReason = response.incomplete_details?.reason ?? response.status ?? 'completed';
  yield { type: 'finish', reason: toReason(rawReason, seen), rawReason };
}

function toReason(raw: string, { refused, called }: { refused: boolean; called: boolean }): FinishReason {
  if (raw === 'max_output_tokens') return 'length';
  if (raw === 'content_filter') return 'content-filter';
  if (raw !== 'completed') return 'other';
  if (called) return 'tool-calls';
  return refused ? 'refusal' : 'stop';
}

/** Servers that copy the API leave the details out. */
function toUsage(usage: ResponseUsage): Usage {
  const input = usage.input_tokens_details as Partial<ResponseUsage.InputTokensDetails> | undefined;
  const output = usage.output_tokens_details as Partial<ResponseUsage.OutputTokensDetails> | undefined;
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    ...(input?.cached_tokens === undefined ? {} : { cachedInputTokens: input.cached_tokens }),
    ...(input?.cache_write_tokens === undefined ? {} : { cacheWriteTokens: input.cache_write_tokens }),
    ...(output?.reasoning_tokens === undefined ? {} : { reasoningTokens: output.reasoning_tokens }),
  };
}
