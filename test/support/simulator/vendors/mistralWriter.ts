import { createHash } from 'node:crypto';
import type { Conversation } from '../demoAnswer.js';
import { sse, tokens, type ContentStep, type StreamWriter } from '../vendor.js';

export function thoughtSignature(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** https://docs.mistral.ai/api/endpoint/chat; thoughts are chunks of the content: https://docs.mistral.ai/capabilities/reasoning */
export function createMistralWriter(chat: Conversation): StreamWriter {
  let calls = 0;
  let thought = '';
  let started = false;
  const chunk = (delta: object, finishReason: string | null = null, more: object = {}): string =>
    sse({
      id: 'cmpl-1',
      object: 'chat.completion.chunk',
      created: 1_780_000_000,
      model: chat.model,
      choices: [{ index: 0, delta, finish_reason: finishReason }],
      ...more,
    });
  const start = (): string[] => {
    if (started) return [];
    started = true;
    return [chunk({ role: 'assistant', content: '' })];
  };
  /** The signature comes with the chunk that closes the thought. */
  const close = (): string[] => {
    if (thought === '') return [];
    const signature = thoughtSignature(thought);
    thought = '';
    return [chunk({ content: [{ type: 'thinking', thinking: [], signature, closed: true }] })];
  };
  const frames = (step: ContentStep): readonly string[] => {
    switch (step.do) {
      case 'text':
      case 'refusal':
        return [...close(), chunk({ content: step.text })];
      case 'reasoning':
        thought += step.text;
        return [chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: step.text }] }] })];
      case 'call':
      case 'half-call': {
        const id = createHash('sha256').update(step.id).digest('hex').slice(0, 9);
        const index = calls++;
        const fragments = step.fragments.length === 0 ? [''] : step.fragments;
        return [
          ...close(),
          ...fragments.map((json, position) =>
            chunk({
              tool_calls: [
                {
                  index,
                  id: position === 0 ? id : 'null',
                  function: { name: position === 0 ? step.name : '', arguments: json },
                },
              ],
            }),
          ),
        ];
      }
      case 'finish': {
        const reasons = {
          stop: 'stop',
          length: 'length',
          'tool-calls': 'tool_calls',
          'content-filter': 'content_filter',
          refusal: 'stop',
        };
        const usage = {
          prompt_tokens: tokens.input,
          completion_tokens: tokens.output,
          total_tokens: tokens.input + tokens.output,
        };
        return [
          ...close(),
          chunk({ content: '' }, reasons[step.reason], { usage }),
          ...(step.unclosed ? [] : [sse('[DONE]')]),
        ];
      }
      case 'closing-without-terminal':
        return [...close(), sse('[DONE]')];
      case 'keep-alive':
        return [': keep-alive\n\n'];
      case 'unknown':
        return [chunk({ content: [{ type: 'daydream', clouds: 3 }], daydream: 'clouds' })];
      case 'broken-json':
        return [
          'data: {"id":"cmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"of Fr\n\n',
        ];
      case 'half-event':
        return ['data: {"id":"cmpl-1","obj'];
      case 'error':
        return [
          sse({
            object: 'error',
            message: 'Service unavailable.',
            type: 'unreachable_backend',
            param: null,
            code: '1100',
          }),
        ];
    }
  };
  return { repeats: 0, frames: (step) => [...start(), ...frames(step)] };
}
