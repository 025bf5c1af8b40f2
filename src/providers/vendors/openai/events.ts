import type {
  Response,
  ResponseOutputItem,
  ResponseStreamEvent,
  ResponseUsage,
} from 'openai/resources/responses/responses';
import type { FinishReason, Usage } from '../../../core/message.js';
import type { UnknownEventLog } from '../../adapter/unknownEventLog.js';
import type { ChatEvent } from '../../provider.js';
import { checkedArguments, parseToolArguments } from '../../adapter/toolArguments.js';
import { elementsOf, fieldsOf, textIn, usageFrom, wireText } from '../../adapter/wireValues.js';
import { streamedVendorError, vendorError } from '../../transport/vendorError.js';
import { readVendorFailure } from '../../transport/vendorFailure.js';
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
          yield { type: 'text-delta', text: wireText(event.delta, 'text') };
          break;
        case 'response.refusal.delta':
          refused = true;
          yield { type: 'refusal-delta', text: wireText(event.delta, 'refusal') };
          break;
        case 'response.reasoning_summary_part.added':
          // Summaries come in paragraphs that carry no line break of their own.
          if (summaries++ > 0) yield { type: 'reasoning-delta', text: '\n\n' };
          break;
        case 'response.reasoning_summary_text.delta':
        case 'response.reasoning_text.delta':
          yield { type: 'reasoning-delta', text: textIn(event.delta) ?? '' };
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
          throw vendorError('OpenAI', readVendorFailure({ error: fieldsOf(event.response)['error'] }));
        default:
          if (!accompanying.test(event.type)) notes.unknown(event.type);
      }
    }
  } catch (error) {
    throw streamedVendorError('OpenAI', error) ?? error;
  }
}

function* finishedItem(item: ResponseOutputItem): Generator<ChatEvent> {
  if (item.type === 'function_call') {
    const name = wireText(item.name, 'tool name');
    yield {
      type: 'tool-call',
      id: textIn(item.call_id) ?? '',
      name,
      input:
        typeof item.arguments === 'string'
          ? parseToolArguments(item.arguments, name)
          : checkedArguments(item.arguments, name),
    };
  } else if (item.type === 'reasoning') {
    // `status` is an output-only field of the item.
    const { status: _status, ...rest } = item;
    yield { type: 'opaque', vendor: 'openai', data: rest };
  } else if (item.type === 'message') {
    for (const content of elementsOf(item.content).map(fieldsOf)) {
      for (const annotation of elementsOf(content['annotations']).map(fieldsOf)) {
        const [url, title] = [textIn(annotation['url']), textIn(annotation['title'])];
        if (annotation['type'] === 'url_citation' && url !== undefined)
          yield { type: 'citation', citation: { url, ...(title === undefined ? {} : { title }) } };
      }
    }
    if (item.phase === 'commentary' || item.phase === 'final_answer')
      yield {
        type: 'opaque',
        vendor: 'openai',
        data: { type: 'message-phase', phase: item.phase } satisfies MessagePhase,
      };
  }
}

function* finishedResponse(response: Response, seen: { refused: boolean; called: boolean }): Generator<ChatEvent> {
  const usage = toUsage(response.usage);
  if (usage) yield { type: 'usage', usage };
  const rawReason = wireText(response.incomplete_details?.reason ?? response.status ?? 'completed', 'finish reason');
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
function toUsage(given: ResponseUsage | undefined): Usage | undefined {
  const usage = fieldsOf(given);
  const input = fieldsOf(usage['input_tokens_details']);
  return usageFrom({
    inputTokens: usage['input_tokens'],
    outputTokens: usage['output_tokens'],
    cachedInputTokens: input['cached_tokens'],
    cacheWriteTokens: input['cache_write_tokens'],
    reasoningTokens: fieldsOf(usage['output_tokens_details'])['reasoning_tokens'],
  });
}
