import type { ContentBlock, RawContentBlockDelta } from '@anthropic-ai/sdk/resources/messages';
import { ScoutError } from '../../../core/errors.js';
import type { Hold } from '../../adapter/answer/heldCharacters.js';
import { checkedArguments, parseToolArguments } from '../../adapter/answer/toolArguments.js';
import type { UnknownEventLog } from '../../adapter/unknownEventLog.js';
import {
  elementsOf,
  fieldsOf,
  isWithinJsonLimits,
  jsonCharacters,
  textIn,
  unreadable,
  wireText,
} from '../../adapter/wireValues.js';
import type { ChatEvent } from '../../provider.js';
import type { ThinkingBlock } from './request.js';

/** A block that is still arriving, as far as it must be put together. */
export type OpenBlock =
  | { readonly type: 'tool'; readonly id: string; readonly name: string; readonly input: unknown; json: string }
  | { readonly type: 'thinking'; thinking: string; signature: string }
  | { readonly type: 'redacted'; readonly data: string };

/** What is known of the calls of an answer. */
export interface CallNotes {
  hasCalled: boolean;
  /** Why one could not be read. Only the stop reason says whether it was cut off. */
  broken: ScoutError | undefined;
}

/** What a block begins with: all of it, where a server sends its answer in one piece. */
export function* beginning(block: ContentBlock): Generator<ChatEvent> {
  const fields = fieldsOf(block);
  if (block.type === 'text') {
    const text = wireText(fields['text'], 'text');
    if (text !== '') yield { type: 'text-delta', text };
    for (const citation of elementsOf(fields['citations'])) yield* citationEvents(citation);
  }
  const thought = block.type === 'thinking' ? textIn(fields['thinking']) : undefined;
  if (thought !== undefined) yield { type: 'reasoning-delta', text: thought };
}

function* citationEvents(citation: unknown): Generator<ChatEvent> {
  const fields = fieldsOf(citation);
  const [url, title] = [textIn(fields['url']), textIn(fields['title'])];
  if (fields['type'] === 'web_search_result_location' && url !== undefined)
    yield { type: 'citation', citation: { url, ...(title === undefined ? {} : { title }) } };
}

export function openBlock(block: ContentBlock, notes: UnknownEventLog): OpenBlock | undefined {
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

export function* blockDelta(
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
      yield* citationEvents(delta.citation);
      break;
    default:
      notes.unknown((delta as { type?: unknown }).type);
  }
}

export function* closedBlock(block: OpenBlock, calls: CallNotes): Generator<ChatEvent> {
  if (block.type === 'tool') {
    calls.hasCalled = true;
    try {
      const input =
        block.json === '' ? checkedArguments(block.input, block.name) : parseToolArguments(block.json, block.name);
      yield { type: 'tool-call', id: block.id, name: block.name, input };
    } catch (error) {
      if (!(error instanceof ScoutError)) throw error;
      calls.broken ??= error;
    }
    return;
  }
  if (block.type === 'thinking' && block.signature === '') return;
  const data: ThinkingBlock =
    block.type === 'thinking'
      ? { type: 'thinking', thinking: block.thinking, signature: block.signature }
      : { type: 'redacted_thinking', data: block.data };
  yield { type: 'opaque', vendor: 'anthropic', data };
}

function held(text: string, hold: Hold): string {
  hold(text.length);
  return text;
}

export function lengthOf(block: OpenBlock): number {
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
