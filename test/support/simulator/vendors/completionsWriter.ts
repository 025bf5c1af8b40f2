import type { Conversation } from '../demoAnswer.js';
import { sse, tokens, type ContentStep, type StreamWriter } from '../vendor.js';

/** Chunks of Chat Completions: https://platform.openai.com/docs/api-reference/chat-streaming; `reasoning_content` as DeepSeek and vLLM send it. */
export function createCompletionsWriter(chat: Conversation, usage: boolean): StreamWriter {
  let calls = 0;
  let started = false;
  const chunk = (fields: object): string =>
    sse({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_780_000_000, model: chat.model, ...fields });
  const choice = (delta: object, finishReason: string | null = null): string =>
    chunk({ choices: [{ index: 0, delta, finish_reason: finishReason }] });

  const start = (): string[] => {
    if (started) return [];
    started = true;
    return [choice({ role: 'assistant', content: '' })];
  };

  const frames = (step: ContentStep): readonly string[] => {
    switch (step.do) {
      case 'text':
        return [choice({ content: step.text })];
      case 'reasoning':
        return [choice({ reasoning_content: step.text })];
      case 'refusal':
        return [choice({ refusal: step.text })];
      case 'call':
      case 'half-call': {
        const index = calls++;
        return [
          choice({
            tool_calls: [{ index, id: step.id, type: 'function', function: { name: step.name, arguments: '' } }],
          }),
          ...step.fragments.map((json) => choice({ tool_calls: [{ index, function: { arguments: json } }] })),
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
        const counts = {
          prompt_tokens: tokens.input,
          completion_tokens: tokens.output,
          total_tokens: tokens.input + tokens.output,
          prompt_tokens_details: { cached_tokens: tokens.cached },
          completion_tokens_details: { reasoning_tokens: tokens.reasoning },
        };
        // The counts come last, on a chunk without choices: `stream_options` in the reference.
        if (step.unclosed) return [choice({}, reasons[step.reason])];
        return [
          choice({}, reasons[step.reason]),
          ...(usage ? [chunk({ choices: [], usage: counts })] : []),
          sse('[DONE]'),
        ];
      }
      case 'closing-without-terminal':
        return [sse('[DONE]')];
      case 'keep-alive':
        return [': keep-alive\n\n'];
      case 'unknown':
        return [sse({ id: 'chatcmpl-1', object: 'chat.daydream.chunk', clouds: 3 }), choice({ daydream: 'clouds' })];
      case 'broken-json':
        return ['data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"of Fr\n\n'];
      case 'half-event':
        return ['data: {"id":"chatcmpl-1","cho'];
      case 'error':
        return [
          sse({
            error: {
              message: 'The server had an error while processing your request.',
              type: 'server_error',
              code: null,
            },
          }),
        ];
    }
  };
  return { repeats: 0, frames: (step) => [...start(), ...frames(step)] };
}
