import { createHash } from 'node:crypto';
import type { Conversation } from '../demoAnswer.js';
import { sse, tokens, type ContentStep, type StreamWriter } from '../vendor.js';

/** What a redacted block carries. */
export const redactedData = 'cmVkYWN0ZWQ=';

/** Covers the thought: a changed block is refused. */
export function signature(thinking: string): string {
  return createHash('sha256').update(thinking).digest('base64');
}

/** The order of events: https://platform.claude.com/docs/en/build-with-claude/streaming */
export function createAnthropicWriter(chat: Conversation): StreamWriter {
  let index = -1;
  let open: 'text' | 'thinking' | undefined;
  let thought = '';
  let refusal = '';
  let started = false;
  const event = (type: string, fields: object = {}): string => sse({ type, ...fields }, type);
  const delta = (fields: object): string => event('content_block_delta', { index, delta: fields });

  const start = (): string[] => {
    if (started) return [];
    started = true;
    const message = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: chat.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: {
        input_tokens: tokens.input - tokens.cached - tokens.cacheWrite,
        cache_read_input_tokens: tokens.cached,
        cache_creation_input_tokens: tokens.cacheWrite,
        output_tokens: 1,
      },
    };
    return [event('message_start', { message }), event('ping')];
  };

  const close = (): string[] => {
    if (open === undefined) return [];
    const closing = open === 'thinking' ? [delta({ type: 'signature_delta', signature: signature(thought) })] : [];
    closing.push(event('content_block_stop', { index }));
    // A redacted block after each thought, so that clients meet one.
    if (open === 'thinking') {
      index += 1;
      closing.push(
        event('content_block_start', { index, content_block: { type: 'redacted_thinking', data: redactedData } }),
        event('content_block_stop', { index }),
      );
    }
    open = undefined;
    thought = '';
    return closing;
  };

  const begin = (type: 'text' | 'thinking'): string[] => {
    if (open === type) return [];
    const closed = close();
    open = type;
    index += 1;
    const block = type === 'text' ? { type, text: '' } : { type, thinking: '', signature: '' };
    return [...closed, event('content_block_start', { index, content_block: block })];
  };

  const frames = (step: ContentStep): readonly string[] => {
    switch (step.do) {
      case 'text':
        return [...begin('text'), delta({ type: 'text_delta', text: step.text })];
      case 'reasoning': {
        const begun = begin('thinking');
        thought += step.text;
        return [...begun, delta({ type: 'thinking_delta', thinking: step.text })];
      }
      case 'refusal':
        // The explanation comes with the reason, not as content: `RefusalStopDetails` in the SDK.
        refusal += step.text;
        return [];
      case 'call':
      case 'half-call': {
        const closed = close();
        index += 1;
        const begun = [
          ...closed,
          event('content_block_start', {
            index,
            content_block: { type: 'tool_use', id: step.id, name: step.name, input: {} },
          }),
          ...step.fragments.map((json) => delta({ type: 'input_json_delta', partial_json: json })),
        ];
        return step.do === 'call' ? [...begun, event('content_block_stop', { index })] : begun;
      }
      case 'finish': {
        const reasons = {
          stop: 'end_turn',
          length: 'max_tokens',
          'tool-calls': 'tool_use',
          refusal: 'refusal',
          'content-filter': 'refusal',
        };
        const explanation = refusal === '' ? null : refusal;
        const stopDetails =
          reasons[step.reason] === 'refusal' ? { type: 'refusal', category: null, explanation } : null;
        return [
          ...close(),
          event('message_delta', {
            delta: { stop_reason: reasons[step.reason], stop_sequence: null, stop_details: stopDetails },
            usage: {
              input_tokens: null,
              cache_read_input_tokens: null,
              cache_creation_input_tokens: null,
              output_tokens: tokens.output,
              output_tokens_details: { thinking_tokens: tokens.reasoning },
            },
          }),
          event('message_stop'),
        ];
      }
      case 'closing-without-terminal':
        return close();
      case 'keep-alive':
        return [event('ping')];
      case 'unknown':
        return [event('daydream_delta', { clouds: 3 })];
      case 'broken-json':
        return [
          'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","te\n\n',
        ];
      case 'half-event':
        return ['event: content_block_delta\ndata: {"type":"content_bl'];
      case 'error':
        return [event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } })];
    }
  };
  return { repeats: 0, frames: (step) => [...start(), ...frames(step)] };
}
