import assert from 'node:assert/strict';
import { AnswerBuilder } from '../../../../src/chat/answering/answerBuilder.js';
import {
  maximumAnswerLength,
  maximumAnswerParts,
  maximumNameLength,
  maximumUrlLength,
} from '../../../../src/chat/limits.js';
import { isStorableJson } from '../../../../src/core/json.js';
import type { MessagePart } from '../../../../src/core/message.js';
import type { ChatEvent } from '../../../../src/providers/provider.js';
import { nested } from '../../../support/hostileValues.js';

/** What no adapter may yield, but the chat does not rely on that. */
const hostile = (event: Readonly<Record<string, unknown>>): ChatEvent => event as unknown as ChatEvent;

function built(...events: readonly ChatEvent[]): AnswerBuilder {
  const answer = new AnswerBuilder();
  for (const event of events) answer.add(event);
  return answer;
}

describe('an answer as it grows', () => {
  it('joins text with text, reasoning with reasoning, and refusal with refusal, in place', () => {
    const answer = new AnswerBuilder();
    const { parts } = answer;
    for (const letter of 'abc') answer.add({ type: 'text-delta', text: letter });
    for (const letter of 'de') answer.add({ type: 'reasoning-delta', text: letter });
    answer.add({ type: 'text-delta', text: 'f' });
    assert.equal(answer.parts, parts, 'never copied');
    assert.deepEqual(parts, [
      { type: 'text', text: 'abc' },
      { type: 'reasoning', text: 'de' },
      { type: 'text', text: 'f' },
    ]);
  });

  it('is full at its greatest length, cuts the text there, and takes nothing more', () => {
    const quarter = 'x'.repeat(maximumAnswerLength / 4);
    const answer = built(...Array.from({ length: 3 }, () => ({ type: 'text-delta', text: quarter }) as const));
    answer.add({ type: 'text-delta', text: quarter.slice(1) });
    assert.equal(answer.isFull, false);
    assert.deepEqual(answer.add({ type: 'text-delta', text: 'yz' }), { type: 'text', text: 'y' });
    assert.equal(answer.isFull, true);
    assert.equal(answer.add({ type: 'reasoning-delta', text: 'z' }), undefined);
    assert.deepEqual(
      answer.parts.map((part) => 'text' in part && part.text.length),
      [maximumAnswerLength],
    );
  });

  it('counts arguments, pictures, sources and what a vendor needs back', () => {
    const long = 'x'.repeat(maximumAnswerLength);
    const events: readonly ChatEvent[] = [
      { type: 'tool-call', id: 'a', name: 'b', input: long },
      { type: 'image', mediaType: 'image/png', data: new Uint8Array(maximumAnswerLength) },
      { type: 'opaque', vendor: 'openai', data: long },
    ];
    for (const event of events) {
      const answer = built(event);
      assert.equal(answer.isFull, true, event.type);
      assert.deepEqual(answer.parts, [], 'taken whole or not at all');
    }
  });

  it('is full at so many parts, but for text that continues the last one', () => {
    const call: ChatEvent = { type: 'tool-call', id: 'a', name: 'b', input: {} };
    const answer = built(...Array.from({ length: maximumAnswerParts - 1 }, () => call));
    for (const text of ['a', 'b']) answer.add({ type: 'text-delta', text });
    assert.deepEqual([answer.isFull, answer.parts.length], [false, maximumAnswerParts]);
    answer.add(call);
    assert.deepEqual([answer.isFull, answer.parts.length], [true, maximumAnswerParts]);
  });

  it('holds arguments that no thread clones as their text', () => {
    const input = nested(4_000);
    const answer = built({ type: 'tool-call', id: 'a', name: 'b', input });
    assert.deepEqual(answer.parts, [
      { type: 'tool-call', id: 'a', name: 'b', input: '['.repeat(4_000) + ']'.repeat(4_000) },
    ]);
  });

  it('has no value in it that is not what it should be', () => {
    const long = 'x'.repeat(maximumNameLength + 1);
    const answer = built(
      hostile({ type: 'text-delta', text: { a: 1n } }),
      hostile({ type: 'tool-call', id: { a: 1 }, name: long, input: () => 1 }),
      hostile({ type: 'citation', citation: { url: 5 } }),
      { type: 'citation', citation: { url: 'x'.repeat(maximumUrlLength + 1) } },
      { type: 'citation', citation: { url: 'https://a', title: long } },
      hostile({ type: 'image', mediaType: 'image/png', data: 'text' }),
      hostile({ type: 'opaque', vendor: 'openai', data: nested(4_000) }),
      hostile({ type: 'usage', usage: { inputTokens: -1, outputTokens: 1.5, reasoningTokens: Number.NaN } }),
      hostile({ type: 'finish', reason: { a: 1 }, rawReason: 'y'.repeat(4_000_000) }),
    );
    assert.deepEqual(answer.parts, [
      { type: 'text', text: '{"a":1}' },
      { type: 'tool-call', id: '{"a":1}', name: `${long.slice(1)}…`, input: '"[function]"' },
      { type: 'citation', citation: { url: 'https://a', title: `${long.slice(1)}…` } },
    ] satisfies MessagePart[]);
    assert.ok(isStorableJson(answer.parts));
    assert.deepEqual(answer.usage, { inputTokens: 0, outputTokens: 1, reasoningTokens: 0 });
    assert.equal(answer.finish?.reason, 'other');
    assert.equal(answer.finish.rawReason?.length, maximumNameLength + 1);
  });

  it('keeps that tokens are estimated, and nothing else in that place', () => {
    for (const [isEstimate, kept] of [
      [true, { isEstimate: true }],
      [1, {}],
    ] as const) {
      const answer = new AnswerBuilder();
      answer.add(hostile({ type: 'usage', usage: { inputTokens: 1, outputTokens: 2, isEstimate } }));
      assert.deepEqual(answer.usage, { inputTokens: 1, outputTokens: 2, ...kept });
    }
  });
});
