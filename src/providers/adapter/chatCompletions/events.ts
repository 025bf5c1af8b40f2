import type { FinishReason, Usage } from '../../../core/message.js';
import type { UnknownEventLog } from '../unknownEventLog.js';
import type { ChatEvent, VendorId } from '../../provider.js';
import { streamedVendorError, vendorError } from '../../transport/vendorError.js';
import { readVendorFailure } from '../../transport/vendorFailure.js';
import { elementsOf, fieldsOf, textIn, usageFrom, wireText } from '../wireValues.js';
import type { Hold } from '../heldCharacters.js';
import { createToolCalls, toCallDelta } from './toolCalls.js';
import type { CompletionsChunk, ReasoningContent } from './wire.js';

/**
 * The stream of Chat Completions. Terminal: a `finish_reason` on the first choice; the usage may come with it or on a
 * later chunk without choices, so reading goes on until the server ends the stream.
 */
export async function* readEvents(
  stream: AsyncIterable<CompletionsChunk>,
  { id, vendor, unknownEvents, hold }: { id: VendorId; vendor: string; unknownEvents: UnknownEventLog; hold: Hold },
): AsyncGenerator<ChatEvent, void, undefined> {
  const calls = createToolCalls(hold);
  let reasoning = '';
  let refused = false;
  try {
    for await (const chunk of stream) {
      unknownEvents.received();
      if (chunk.error || chunk.object === 'error') throw vendorError(vendor, readVendorFailure(chunk));
      const usage = toUsage(chunk.usage);
      if (usage) yield { type: 'usage', usage };
      const [first] = elementsOf(chunk.choices);
      if (first === undefined) {
        if (!Array.isArray(chunk.choices) && !usage) unknownEvents.unknown(undefined, 'a chunk without choices');
        continue;
      }
      const choice = fieldsOf(first);
      const delta = fieldsOf(choice['delta']);
      const thought = textIn(delta['reasoning_content']) ?? textIn(delta['reasoning']);
      if (thought !== undefined) {
        reasoning += thought;
        yield { type: 'reasoning-delta', text: thought };
      }
      for (const event of contentEvents(delta['content'], unknownEvents)) {
        if (event.type === 'reasoning-delta') reasoning += event.text;
        yield event;
      }
      const refusal = wireText(delta['refusal'], 'refusal');
      if (refusal !== '') {
        refused = true;
        yield { type: 'refusal-delta', text: refusal };
      }
      for (const call of elementsOf(delta['tool_calls'])) calls.add(toCallDelta(call));
      const rawReason = wireText(choice['finish_reason'], 'finish reason');
      // Some servers send an empty string where the reference has null.
      if (rawReason === '') continue;
      if (reasoning !== '')
        yield {
          type: 'opaque',
          vendor: id,
          data: { type: 'reasoning_content', text: reasoning } satisfies ReasoningContent,
        };
      reasoning = '';
      const finished = calls.take();
      yield* finished;
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
      notes.unknown(raw, 'finish_reason');
      return 'other';
  }
}

/** A text, or the parts that newer servers send in its place: texts and thoughts. Throws `invalid-response` for anything else. */
function* contentEvents(
  content: unknown,
  notes: UnknownEventLog,
): Generator<ChatEvent & { readonly type: 'text-delta' | 'reasoning-delta' }> {
  if (!Array.isArray(content)) {
    const text = wireText(content, 'text');
    if (text !== '') yield { type: 'text-delta', text };
    return;
  }
  for (const part of content.map(fieldsOf)) {
    if (part['type'] === 'text') {
      const text = wireText(part['text'], 'text');
      if (text !== '') yield { type: 'text-delta', text };
    } else if (part['type'] === 'thinking') {
      const { thinking } = part;
      const pieces = Array.isArray(thinking)
        ? thinking.map((piece) => textIn(fieldsOf(piece)['text']))
        : [textIn(thinking)];
      const text = pieces.join('');
      if (text !== '') yield { type: 'reasoning-delta', text };
    } else notes.unknown(part['type']);
  }
}

function toUsage(given: unknown): Usage | undefined {
  const usage = fieldsOf(given);
  return usageFrom({
    inputTokens: usage['prompt_tokens'],
    outputTokens: usage['completion_tokens'],
    cachedInputTokens: fieldsOf(usage['prompt_tokens_details'])['cached_tokens'],
    reasoningTokens: fieldsOf(usage['completion_tokens_details'])['reasoning_tokens'],
  });
}
