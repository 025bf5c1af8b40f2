import type {
  ContentBlock,
  RawContentBlockDelta,
  RawMessageStreamEvent,
  Usage as AnthropicUsage,
} from '@anthropic-ai/sdk/resources/messages';
import type { FinishReason } from '../../../core/message.js';
import type { UnknownEventLog } from '../../adapter/unknownEventLog.js';
import type { ChatEvent } from '../../provider.js';
import type { Hold } from '../../adapter/heldCharacters.js';
import { limits } from '../../adapter/limits.js';
import { checkedArguments, parseToolArguments } from '../../adapter/toolArguments.js';
import {
  fieldsOf,
  isWithinJsonLimits,
  jsonCharacters,
  textIn,
  unreadable,
  wireText,
} from '../../adapter/wireValues.js';
import { streamedVendorError } from '../../transport/vendorError.js';
import type { ThinkingBlock } from './request.js';
import { knownCounts, usageEvents } from './usage.js';

/** A block that is still arriving, as far as it must be put together. */
type OpenBlock =
  | { readonly type: 'tool'; readonly id: string; readonly name: string; readonly input: unknown; json: string }
  | { readonly type: 'thinking'; thinking: string; signature: string }
  | { readonly type: 'redacted'; readonly data: string };

/** The Messages API's stream. Terminal: `message_stop`; the reason and the final usage come just before, in `message_delta`. */
export async function* readEvents(
  stream: AsyncIterable<RawMessageStreamEvent>,
  notes: UnknownEventLog,
  hold: Hold,
): AsyncGenerator<ChatEvent, void, undefined> {
  const blocks = new Map<number, OpenBlock>();
  let usage: Partial<AnthropicUsage> = {};
  let rawReason: string | undefined;
  try {
    for await (const event of stream) {
      notes.received();
      switch (event.type) {
        case 'message_start':
          usage = knownCounts(fieldsOf(event.message)['usage']);
          // What is cut off later has cost this much already.
          yield* usageEvents(usage);
          break;
        case 'content_block_start': {
          const block = openBlock(event.content_block, notes);
          if (block) {
            hold(lengthOf(block));
            blocks.set(event.index, block);
            if (blocks.size > limits.parts) throw unreadable('content block');
          } else if (event.content_block.type === 'text' && event.content_block.text)
            yield { type: 'text-delta', text: wireText(event.content_block.text, 'text') };
          break;
        }
        case 'content_block_delta':
          yield* blockDelta(event.delta, blocks.get(event.index), notes, hold);
          break;
        case 'content_block_stop': {
          const block = blocks.get(event.index);
          blocks.delete(event.index);
          if (block) yield closedBlock(block);
          break;
        }
        case 'message_delta':
          usage = { ...usage, ...knownCounts(event.usage) };
          rawReason = wireText(event.delta.stop_reason, 'stop reason') || rawReason;
          if (event.delta.stop_reason === 'refusal' && event.delta.stop_details?.explanation) {
            yield { type: 'refusal-delta', text: wireText(event.delta.stop_details.explanation, 'refusal') };
          }
          break;
        case 'message_stop':
          yield* usageEvents(usage);
          yield* closedBlocks(blocks.values());
          yield {
            type: 'finish',
            reason: toReason(rawReason, notes),
            ...(rawReason === undefined ? {} : { rawReason }),
          };
          return;
        default:
          notes.unknown((event as { type?: unknown }).type);
      }
    }
  } catch (error) {
    throw streamedVendorError('Anthropic', error) ?? error;
  }
}

function openBlock(block: ContentBlock, notes: UnknownEventLog): OpenBlock | undefined {
  switch (block.type) {
    case 'tool_use':
      return {
        type: 'tool',
        id: textIn(block.id) ?? '',
        name: wireText(block.name, 'tool name'),
        input: block.input,
        json: '',
      };
    case 'thinking':
      return { type: 'thinking', thinking: textIn(block.thinking) ?? '', signature: textIn(block.signature) ?? '' };
    case 'redacted_thinking':
      return { type: 'redacted', data: wireText(block.data, 'redacted thinking') };
    case 'text':
      return undefined;
    default:
      notes.unknown(block.type);
      return undefined;
  }
}

function* blockDelta(
  delta: RawContentBlockDelta,
  block: OpenBlock | undefined,
  notes: UnknownEventLog,
  hold: Hold,
): Generator<ChatEvent> {
  switch (delta.type) {
    case 'text_delta':
      yield { type: 'text-delta', text: wireText(delta.text, 'text') };
      break;
    case 'input_json_delta':
      if (block?.type === 'tool') block.json += held(wireText(delta.partial_json, 'tool arguments'), hold);
      break;
    case 'thinking_delta':
      if (block?.type === 'thinking') block.thinking += textIn(delta.thinking) ?? '';
      yield { type: 'reasoning-delta', text: textIn(delta.thinking) ?? '' };
      break;
    case 'signature_delta':
      if (block?.type === 'thinking') block.signature += held(wireText(delta.signature, 'signature'), hold);
      break;
    case 'citations_delta':
      if (delta.citation.type === 'web_search_result_location') {
        const [url, title] = [textIn(delta.citation.url), textIn(delta.citation.title)];
        if (url !== undefined) yield { type: 'citation', citation: { url, ...(title === undefined ? {} : { title }) } };
      }
      break;
    default:
      notes.unknown((delta as { type?: unknown }).type);
  }
}

function closedBlock(block: OpenBlock): ChatEvent {
  if (block.type === 'tool') {
    const input =
      block.json === '' ? checkedArguments(block.input, block.name) : parseToolArguments(block.json, block.name);
    return { type: 'tool-call', id: block.id, name: block.name, input };
  }
  const data: ThinkingBlock =
    block.type === 'thinking'
      ? { type: 'thinking', thinking: block.thinking, signature: block.signature }
      : { type: 'redacted_thinking', data: block.data };
  return { type: 'opaque', vendor: 'anthropic', data };
}

/** Of blocks that nothing ended before the message. The vendor refuses thinking without its signature, which comes last. */
function* closedBlocks(open: Iterable<OpenBlock>): Generator<ChatEvent> {
  for (const block of open) if (block.type !== 'thinking' || block.signature !== '') yield closedBlock(block);
}

function held(text: string, hold: Hold): string {
  hold(text.length);
  return text;
}

function lengthOf(block: OpenBlock): number {
  switch (block.type) {
    case 'tool':
      if (!isWithinJsonLimits(block.input)) throw unreadable('tool arguments');
      return block.id.length + block.name.length + jsonCharacters(block.input);
    case 'thinking':
      return block.thinking.length + block.signature.length;
    case 'redacted':
      return block.data.length;
  }
}

function toReason(raw: string | undefined, notes: UnknownEventLog): FinishReason {
  switch (raw) {
    case 'end_turn':
    case 'stop_sequence':
      return 'stop';
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'tool_use':
      return 'tool-calls';
    case 'refusal':
      return 'refusal';
    default:
      notes.unknown(raw, 'stop_reason');
      return 'other';
  }
}
