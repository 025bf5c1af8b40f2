import type { CompletionEvent } from '@mistralai/mistralai/models/components/completionevent.js';
import type { ContentChunk } from '@mistralai/mistralai/models/components/contentchunk.js';
import type { UsageInfo } from '@mistralai/mistralai/models/components/usageinfo.js';
import { ScoutError } from '../../../core/errors.js';
import type { FinishReason, Usage } from '../../../core/message.js';
import type { UnknownEventLog } from '../../adapter/unknownEventLog.js';
import type { Hold } from '../../adapter/heldCharacters.js';
import { createToolCalls } from '../../adapter/chatCompletions/toolCalls.js';
import { fieldsOf, usageFrom } from '../../adapter/wireValues.js';
import type { ChatEvent } from '../../provider.js';
import type { Thought } from './request.js';

/** Mistral's stream. Terminal: a `finish_reason` on the first choice; the usage comes with it. */
export async function* readEvents(
  stream: AsyncIterable<CompletionEvent>,
  notes: UnknownEventLog,
  hold: Hold,
): AsyncGenerator<ChatEvent, void, undefined> {
  const calls = createToolCalls(hold);
  let thought: { text: string; signature: string | undefined } | undefined;
  for await (const { data: chunk } of stream) {
    notes.received();
    const usage = toUsage(chunk.usage);
    if (usage) yield { type: 'usage', usage };
    const choice = chunk.choices[0];
    if (!choice) continue;
    const { content, toolCalls } = choice.delta;
    for (const piece of typeof content === 'string' ? [{ type: 'text' as const, text: content }] : (content ?? [])) {
      if (piece.type === 'thinking') {
        const { text, signature } = thinkingOf(piece);
        thought ??= { text: '', signature: undefined };
        thought.text += text;
        thought.signature = signature ?? thought.signature;
        if (text !== '') yield { type: 'reasoning-delta', text };
      } else if (piece.type === 'text' && 'text' in piece) {
        if (piece.text === '') continue;
        if (thought) yield closed(thought);
        thought = undefined;
        yield { type: 'text-delta', text: piece.text };
      } else notes.unknown(piece.type);
    }
    for (const { id, index, function: called } of toolCalls ?? []) {
      // The SDK fills in "null" for a missing id and 0 for a missing index.
      calls.add({
        ...(index === undefined ? {} : { index }),
        id: id === 'null' ? '' : (id ?? ''),
        name: called.name,
        arguments: called.arguments,
      });
    }
    if (!choice.finishReason) continue;
    if (thought) yield closed(thought);
    thought = undefined;
    const finished = calls.take();
    yield* finished;
    yield {
      type: 'finish',
      reason: toReason(choice.finishReason, finished.length > 0, notes),
      rawReason: choice.finishReason,
    };
  }
}

function closed({ text, signature }: { text: string; signature: string | undefined }): ChatEvent {
  const data: Thought = { type: 'thinking', text, ...(signature === undefined ? {} : { signature }) };
  return { type: 'opaque', vendor: 'mistral', data };
}

function thinkingOf(chunk: ContentChunk): { text: string; signature: string | undefined } {
  if (!('thinking' in chunk)) return { text: '', signature: undefined };
  return {
    text: chunk.thinking.map((part) => ('text' in part ? part.text : '')).join(''),
    signature: chunk.signature ?? undefined,
  };
}

function toUsage(usage: UsageInfo | undefined): Usage | undefined {
  // The SDK does not know the field, and leaves it as it came.
  const cachedInputTokens = fieldsOf(usage?.['prompt_tokens_details'])['cached_tokens'];
  return usageFrom({ inputTokens: usage?.promptTokens, outputTokens: usage?.completionTokens, cachedInputTokens });
}

function toReason(raw: string, called: boolean, notes: UnknownEventLog): FinishReason {
  switch (raw) {
    case 'stop':
      return called ? 'tool-calls' : 'stop';
    case 'length':
    case 'model_length':
      return 'length';
    case 'tool_calls':
      return 'tool-calls';
    case 'content_filter':
      return 'content-filter';
    case 'error':
      throw new ScoutError('provider-unavailable', 'Mistral ended the answer with an error.', { retryable: true });
    default:
      notes.unknown(raw, 'finish_reason');
      return 'other';
  }
}
