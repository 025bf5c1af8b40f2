import type { Response, ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { FinishReason, Usage } from '../../../core/message.js';
import { failedAnswer, isFailedWord } from '../../adapter/answer/failedAnswer.js';
import type { UnknownEventLog } from '../../adapter/unknownEventLog.js';
import type { ChatEvent } from '../../provider.js';
import { elementsOf, fieldsOf, outputTokensOf, textIn, usageFrom, wireText } from '../../adapter/wireValues.js';
import { streamedVendorError, vendorError } from '../../transport/vendorError.js';
import { readVendorFailure, tellsError } from '../../transport/vendorFailure.js';
import { OutputItems } from './outputItems.js';

/** Event families that only accompany those that are read: progress, parts that open and close. */
const accompanying =
  /^response\.(?:created|queued|in_progress|content_part\.added|output_text\.annotation\.added|function_call_arguments\.delta)$/;

/**
 * The Responses API's stream of semantic events. Terminal: `response.completed` and `response.incomplete`;
 * `response.failed` is a failure that the SDK yields; `error` it throws.
 */
export async function* readEvents(
  stream: AsyncIterable<ResponseStreamEvent>,
  notes: UnknownEventLog,
): AsyncGenerator<ChatEvent, void, undefined> {
  const items = new OutputItems();
  try {
    for await (const event of stream) {
      notes.received();
      switch (event.type) {
        case 'response.completed':
        case 'response.incomplete':
          yield* finishedResponse(
            event.response,
            items,
            event.type === 'response.incomplete' ? 'incomplete' : 'completed',
          );
          return;
        case 'response.failed':
          yield* usageEvents(event.response);
          throw vendorError('OpenAI', readVendorFailure({ error: fieldsOf(event.response)['error'] }));
        case 'error':
          throw vendorError('OpenAI', readVendorFailure(event));
        default:
          yield* itemEvents(event, items, notes);
      }
    }
  } catch (error) {
    throw streamedVendorError('OpenAI', error) ?? error;
  }
}

/** What is said of one item. */
function* itemEvents(event: ResponseStreamEvent, items: OutputItems, notes: UnknownEventLog): Generator<ChatEvent> {
  switch (event.type) {
    case 'response.output_text.delta':
      yield* items.said(event, wireText(event.delta, 'text'), 'text-delta');
      break;
    case 'response.output_text.done':
      yield* items.repeated(event, event.text, 'text-delta');
      break;
    case 'response.refusal.delta':
      yield* items.said(event, wireText(event.delta, 'refusal'), 'refusal-delta');
      break;
    case 'response.refusal.done':
      yield* items.repeated(event, event.refusal, 'refusal-delta');
      break;
    case 'response.content_part.done':
      yield* partEvents(event, items);
      break;
    case 'response.reasoning_summary_part.added':
      // Summaries come in paragraphs that carry no line break of their own.
      if (items.isNextSummary()) yield { type: 'reasoning-delta', text: '\n\n' };
      break;
    case 'response.reasoning_summary_text.delta':
    case 'response.reasoning_text.delta':
      items.noteReasoning(event);
      yield { type: 'reasoning-delta', text: textIn(event.delta) ?? '' };
      break;
    case 'response.reasoning_summary_text.done':
    case 'response.reasoning_text.done':
      yield* items.thought(event, event.text);
      break;
    case 'response.output_item.added':
      items.begun(event.item, event.output_index);
      break;
    case 'response.function_call_arguments.done':
      items.argued(event);
      break;
    case 'response.output_item.done':
      yield* items.finished(event.item, event.output_index);
      break;
    default:
      if (!accompanying.test(event.type)) notes.unknown(event.type);
  }
}

/** A part that is complete. What came of it in pieces is left out. */
function* partEvents(event: object, items: OutputItems): Generator<ChatEvent> {
  const { type, text, refusal } = fieldsOf(fieldsOf(event)['part']);
  if (type === 'output_text') yield* items.repeated(event, text, 'text-delta');
  else if (type === 'refusal') yield* items.repeated(event, refusal, 'refusal-delta');
  else if (type === 'reasoning_text') yield* items.thought(event, text);
}

function* usageEvents(response: unknown): Generator<ChatEvent> {
  const usage = toUsage(fieldsOf(response)['usage']);
  if (usage) yield { type: 'usage', usage };
}

/** @param ended what the event says of the answer */
function* finishedResponse(
  response: Response,
  items: OutputItems,
  ended: 'completed' | 'incomplete',
): Generator<ChatEvent> {
  yield* usageEvents(response);
  const { status, error } = fieldsOf(response);
  if (tellsError(error)) throw vendorError('OpenAI', readVendorFailure({ error }));
  if (typeof status === 'string' && isFailedWord(status)) throw failedAnswer('OpenAI', status);
  // Gateways that fake a stream send nothing but the whole response.
  const { output } = fieldsOf(response);
  for (const [index, item] of elementsOf(output).entries()) yield* items.finished(item, index);
  yield* items.whole(fieldsOf(response)['output_text'] ?? (typeof output === 'string' ? output : undefined));
  yield* items.rest();
  const rawReason = wireText(
    fieldsOf(fieldsOf(response)['incomplete_details'])['reason'] ?? status ?? ended,
    'finish reason',
  );
  const reason = toReason(rawReason, items);
  if (items.broken !== undefined && reason !== 'length' && reason !== 'content-filter') throw items.broken;
  yield { type: 'finish', reason, rawReason };
}

function toReason(raw: string, { isRefused, hasCalled }: OutputItems): FinishReason {
  if (raw === 'max_output_tokens') return 'length';
  if (raw === 'content_filter') return 'content-filter';
  if (raw !== 'completed') return 'other';
  if (hasCalled) return 'tool-calls';
  return isRefused ? 'refusal' : 'stop';
}

/** Servers that copy the API leave the details out. */
function toUsage(given: unknown): Usage | undefined {
  const usage = fieldsOf(given);
  const input = fieldsOf(usage['input_tokens_details']);
  return usageFrom({
    inputTokens: usage['input_tokens'],
    outputTokens: outputTokensOf(usage['input_tokens'], usage['output_tokens'], usage['total_tokens']),
    cachedInputTokens: input['cached_tokens'],
    cacheWriteTokens: input['cache_write_tokens'],
    reasoningTokens: fieldsOf(usage['output_tokens_details'])['reasoning_tokens'],
  });
}
