import type { CompletionEvent } from '@mistralai/mistralai/models/components/completionevent.js';
import type { ContentChunk } from '@mistralai/mistralai/models/components/contentchunk.js';
import type { UsageInfo } from '@mistralai/mistralai/models/components/usageinfo.js';
import type { Usage } from '../../../core/message.js';
import type { UnknownEventLog } from '../../adapter/unknownEventLog.js';
import type { Hold } from '../../adapter/answer/heldCharacters.js';
import { createToolCalls } from '../../adapter/chatCompletions/toolCalls.js';
import { failedAnswer, isFailedWord } from '../../adapter/answer/failedAnswer.js';
import { finishReasonOf, isCutOff } from '../../adapter/answer/finishReason.js';
import { fieldsOf, outputTokensOf, usageFrom } from '../../adapter/wireValues.js';
import type { ChatEvent } from '../../provider.js';
import type { Thought } from './request.js';

/** What the stream of one answer is read with. */
export interface MistralReading {
  readonly unknownEvents: UnknownEventLog;
  readonly hold: Hold;
  /** Whether the stream has ended with `[DONE]`. */
  readonly isDone: () => boolean;
}

/**
 * Mistral's stream. Terminal: `finish_reason` on the first choice; the usage comes with it. Behind gateways that never send one, `[DONE]`
 * ends it.
 */
export async function* readEvents(
  stream: AsyncIterable<CompletionEvent>,
  { unknownEvents: notes, hold, isDone }: MistralReading,
): AsyncGenerator<ChatEvent, void, undefined> {
  const calls = createToolCalls(hold);
  const thoughts = new Thoughts();
  let hasCalled = false;
  let isOpen = false;
  const finish = function* (word: string | undefined): Generator<ChatEvent> {
    if (word !== undefined && isFailedWord(word)) throw failedAnswer('Mistral', word);
    if (word !== undefined && isCutOff(word)) calls.dropBroken();
    // Arguments that are not complete yet: some gateways say "stop" in every chunk.
    if (calls.hasBroken && word !== undefined) return;
    yield* thoughts.close();
    const finished = calls.take();
    hasCalled ||= finished.length > 0;
    yield* finished;
    isOpen = false;
    yield {
      type: 'finish',
      reason: finishReasonOf(word ?? 'stop', { called: hasCalled }, notes, 'finish_reason'),
      ...(word === undefined ? {} : { rawReason: word }),
    };
  };
  for await (const { data: chunk } of stream) {
    notes.received();
    const usage = toUsage(chunk.usage);
    if (usage) yield { type: 'usage', usage };
    if (chunk.choices.length === 0 && !usage) notes.unknown(undefined, 'a chunk without choices');
    const choice = chunk.choices.find(({ index }) => !index);
    if (!choice) continue;
    const { content, toolCalls } = choice.delta;
    const pieces = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : (content ?? []);
    for (const piece of pieces) {
      for (const event of pieceEvents(piece, thoughts, notes)) {
        isOpen = true;
        yield event;
      }
    }
    for (const { id, index, function: called } of toolCalls ?? []) {
      isOpen = true;
      // The SDK fills in "null" for a missing id and 0 for a missing index.
      calls.add({
        ...(index === undefined ? {} : { index }),
        id: id === 'null' ? '' : (id ?? ''),
        name: called.name,
        arguments: called.arguments,
      });
    }
    if (choice.finishReason) yield* finish(choice.finishReason);
  }
  if (!isOpen || !isDone()) return;
  notes.remark('the stream ended with [DONE], without a finish reason; the answer counts as complete');
  yield* finish(undefined);
}

function* pieceEvents(piece: ContentChunk, thoughts: Thoughts, notes: UnknownEventLog): Generator<ChatEvent> {
  if (piece.type === 'thinking') {
    const { text, signature } = thinkingOf(piece);
    thoughts.add(text, signature);
    if (text !== '') yield { type: 'reasoning-delta', text };
  } else if (piece.type === 'text' && 'text' in piece) {
    if (piece.text === '') return;
    yield* thoughts.close();
    yield { type: 'text-delta', text: piece.text };
  } else notes.unknown(piece.type);
}

/** Puts a thought together, which goes back with its signature, in front of the text that it led to. */
class Thoughts {
  #open: { text: string; signature: string | undefined } | undefined;

  add(text: string, signature: string | undefined): void {
    this.#open = { text: (this.#open?.text ?? '') + text, signature: signature ?? this.#open?.signature };
  }

  *close(): Generator<ChatEvent> {
    if (this.#open) yield closed(this.#open);
    this.#open = undefined;
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
  const fields = fieldsOf(usage);
  return usageFrom({
    inputTokens: usage?.promptTokens,
    outputTokens: outputTokensOf(usage?.promptTokens, usage?.completionTokens, usage?.totalTokens),
    cachedInputTokens: fieldsOf(fields['prompt_tokens_details'])['cached_tokens'] ?? fields['num_cached_tokens'],
    reasoningTokens: fieldsOf(fields['completion_tokens_details'])['reasoning_tokens'],
  });
}
