/** Chat Completions as servers really speak it; other vendors send nothing of the kind, and these scenarios are not for them. */
import { sse } from './sse.js';
import type { WireScenario } from './wireScenario.js';

type Choice = Readonly<Record<string, unknown>>;

/** A chunk with fields of its first choice, in which a `delta` and a `finish_reason` are filled in unless given. */
const choice = (fields: Choice, more: object = {}): string =>
  sse({
    id: '1',
    object: 'chat.completion.chunk',
    model: 'm',
    choices: [{ index: 0, finish_reason: null, ...fields }],
    ...more,
  });
const delta = (fields: object, finish_reason: string | null = null): string => choice({ delta: fields, finish_reason });
const text = (content: unknown): string => delta({ content });
const stop = delta({}, 'stop');
const done = sse('[DONE]');
const call = (fields: object): string => delta({ tool_calls: [fields] });
const stream = (...events: readonly string[]): WireScenario => ({ kind: 'wire', body: () => [...events, done] });
/** Without `[DONE]`, and without a pause between its end and what came before. */
const cut = (...events: readonly string[]): WireScenario => ({ kind: 'wire', body: () => events });
const usage = (counts: object): string =>
  sse({ id: '1', model: 'm', object: 'chat.completion.chunk', choices: [], usage: counts });

export const completionsScenarios: Readonly<Record<string, WireScenario>> = {
  // open-webui/open-webui#23921, BerriAI/litellm#2195: a "stop" in front.
  'stop-first': stream(delta({ content: '' }, 'stop'), delta({ reasoning_content: 'Hm.' }), text('Paris.'), stop),
  'stop-first-cut': cut(delta({ content: '' }, 'stop'), text('Par')),
  'stop-always': stream(
    delta({ content: 'Par' }, 'stop'),
    delta({ content: 'is' }, 'stop'),
    delta({ content: '.' }, 'length'),
  ),
  'stop-always-call': stream(
    delta({ tool_calls: [{ index: 0, id: 'c1', function: { name: 'f', arguments: '{"p"' } }] }, 'stop'),
    delta({ tool_calls: [{ index: 0, function: { arguments: ':1}' } }] }, 'stop'),
  ),
  'stop-first-then-silence': { kind: 'wire', body: () => [delta({ content: '' }, 'stop')], end: 'open' },
  // vercel/ai#19165, OpenRouter's errors in mid-stream; DeepSeek's reference; vLLM.
  'finish-error': stream(text('Par'), delta({}, 'error')),
  'finish-no-resources': stream(text('Par'), delta({}, 'insufficient_system_resource')),
  'finish-abort': stream(text('Par'), delta({}, 'abort')),
  'choice-error': stream(
    text('Par'),
    choice({ delta: {}, finish_reason: 'stop', error: { code: 429, message: 'Too many requests' } }),
  ),
  'native-error': stream(text('Par'), choice({ delta: {}, finish_reason: 'stop', native_finish_reason: 'error' })),
  'error-after-stop': cut(text('Par'), stop, sse({ error: { message: 'No credit', code: 'insufficient_quota' } })),

  // continuedev/continue#3832 and siblings.
  'think-tags': stream(...'\n<think>\nA thought.\n</think>\n\nParis.'.match(/[^]{1,3}/gu)!.map(text), stop),
  'think-tags-at-once': stream(text('<think>A thought.</think>Paris.'), stop),
  'think-tags-empty': stream(text('<think>\n\n</think>\n\nParis.'), stop),
  'think-tag-end-only': stream(text('</think>\n\nParis.'), stop),
  'think-tags-open': stream(text('<think>A thought.'), delta({}, 'length')),
  'think-tags-of-magistral': stream(text('[THINK]A thought.[/THINK]Paris.'), stop),
  'think-tags-in-the-middle': stream(text('Use `<think>` and </think>. '), text('<think>x</think>'), stop),
  // Gateways that fill every field; sgl-project/sglang#3912.
  'reasoning-beside-empty': stream(
    delta({ reasoning_content: '', reasoning: 'A thought.', content: '' }),
    text('Paris.'),
    stop,
  ),
  'reasoning-object': stream(delta({ reasoning_content: { text: 'A thought.' } }), text('Paris.'), stop),
  'reasoning-details': stream(
    delta({
      reasoning: null,
      reasoning_details: [
        { type: 'reasoning.text', text: 'A thought.' },
        { type: 'reasoning.encrypted', data: 'x' },
      ],
    }),
    text('Paris.'),
    stop,
  ),
  'reasoning-blocks': stream(
    delta({ thinking_blocks: [{ type: 'thinking', thinking: 'A thought.' }] }),
    text('Paris.'),
    stop,
  ),
  // n8n-io/n8n#37352, BerriAI/litellm#16272, vercel/ai#8012.
  'content-array': stream(
    text([{ type: 'thinking', thinking: [{ type: 'text', text: 'A thought.' }] }]),
    text([
      { type: 'text', text: 'Par' },
      { type: 'text', text: 'is.' },
    ]),
    text(null),
    stop,
  ),
  'content-number': stream(text(7), stop),
  // Servers that put the whole `message` into a chunk, or repeat it at the end.
  'message-in-place-of-delta': stream(
    choice({ message: { role: 'assistant', content: 'Paris.' }, finish_reason: 'stop' }),
  ),
  'message-growing': stream(
    choice({ message: { content: 'Par' } }),
    choice({ message: { content: 'Paris.' }, finish_reason: 'stop' }),
  ),
  'message-at-the-end': stream(text('Paris.'), choice({ message: { content: 'Paris.' }, finish_reason: 'stop' })),
  'other-choices': stream(
    sse({
      id: '1',
      model: 'm',
      choices: [
        { index: 1, delta: { content: 'Oslo' }, finish_reason: null },
        { index: 0, delta: { content: 'Paris.' }, finish_reason: null },
      ],
    }),
    sse({ id: '1', model: 'm', choices: [{ index: 1, delta: {}, finish_reason: 'length' }] }),
    stop,
  ),

  // openai/openai-python#3178 (review): two calls in one delta.
  'calls-without-index-and-id': stream(
    delta({
      tool_calls: [
        { function: { name: 'f', arguments: '{"p":1}' } },
        { function: { name: 'g', arguments: '{"q":2}' } },
      ],
    }),
    delta({}, 'tool_calls'),
  ),
  'calls-of-one-name': stream(
    call({ index: null, function: { name: 'f', arguments: '{"p":1}' } }),
    call({ index: null, function: { name: 'f', arguments: '{"p":2}' } }),
    delta({}, 'tool_calls'),
  ),
  'calls-with-repeated-name': stream(
    call({ function: { name: 'f', arguments: '{"p"' } }),
    call({ function: { name: 'f', arguments: ':1}' } }),
    delta({}, 'tool_calls'),
  ),
  'calls-with-one-id': stream(
    call({ index: 0, id: 'c', function: { name: 'f', arguments: '{"p":1}' } }),
    call({ index: 1, id: 'c', function: { name: 'g', arguments: '{"q":2}' } }),
    delta({}, 'tool_calls'),
  ),
  // langchain4j/langchain4j#2210.
  'call-arguments-as-object': stream(
    call({ index: 0, id: 'c', function: { name: 'f', arguments: { p: 1 } } }),
    delta({}, 'stop'),
  ),
  'function-call': stream(
    delta({ function_call: { name: 'f', arguments: '{"p"' } }),
    delta({ function_call: { arguments: ':1}' } }),
    delta({}, 'function_call'),
  ),
  // vllm-project/vllm#46303.
  'call-cut-by-length': stream(
    call({ index: 0, id: 'c', function: { name: 'f', arguments: '{"p":1}' } }),
    call({ index: 1, id: 'd', function: { name: 'g', arguments: '{"q":' } }),
    delta({}, 'length'),
    usage({ prompt_tokens: 2, completion_tokens: 9, total_tokens: 11 }),
  ),

  'usage-nulls': stream(
    text('Paris.'),
    stop,
    usage({ prompt_tokens: null, completion_tokens: null, total_tokens: null }),
  ),
  // xAI and Google's own gateway: reasoning counts in the total only.
  'usage-without-reasoning': stream(
    text('Paris.'),
    stop,
    usage({
      prompt_tokens: 10,
      completion_tokens: 2,
      total_tokens: 210,
      completion_tokens_details: { reasoning_tokens: 198 },
    }),
  ),
  'usage-with-the-error': cut(
    text('Par'),
    sse({ error: { message: 'Overloaded', code: 'server_error' }, usage: { prompt_tokens: 10, completion_tokens: 2 } }),
  ),
  // Perplexity's reference; OpenRouter "Web Search" and "Image Generation".
  sources: stream(
    choice(
      { delta: { content: 'Paris.' } },
      { citations: ['https://a.example/'], search_results: [{ url: 'https://a.example/', title: 'A' }] },
    ),
    choice(
      { delta: { annotations: [{ type: 'url_citation', url_citation: { url: 'https://b.example/', title: 'B' } }] } },
      { citations: ['https://a.example/'] },
    ),
    stop,
  ),
  // Google's pictures of 2K pixels are larger than 8 MB.
  'large-picture': {
    kind: 'wire',
    body: (prefix) => {
      const data = 'iVBORw0KGgoA'.repeat(1024 * 1024);
      if (prefix !== 'google')
        return [delta({ images: [{ image_url: { url: `data:image/png;base64,${data}` } }] }), stop, done];
      const parts = [{ inlineData: { mimeType: 'image/png', data } }];
      return [sse({ candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP' }] })];
    },
  },
  picture: stream(
    delta({ images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }] }),
    stop,
  ),
};
