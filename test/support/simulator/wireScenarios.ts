/**
 * What servers and gateways really put on the wire, word for word, where it is not as the interface describes it: each scenario has its
 * source. Vendors that have no such thing send their plain answer.
 */
import { completionsScenarios } from './completionsScenarios.js';
import { wholeDocument } from './wholeDocument.js';
import { sse } from './sse.js';
import type { WireScenario } from './wireScenario.js';

/** The answer "Paris." as events of each vendor: `begin` with text, and the terminal ones. */
export function parisEvents(prefix: string): { readonly begin: readonly string[]; readonly end: readonly string[] } {
  switch (prefix) {
    case 'openai':
      return {
        begin: [
          sse({
            type: 'response.output_text.delta',
            item_id: 'msg_1',
            output_index: 0,
            content_index: 0,
            delta: 'Paris.',
          }),
        ],
        end: [sse({ type: 'response.completed', response: { object: 'response', status: 'completed', output: [] } })],
      };
    case 'anthropic': {
      const named = (event: { readonly type: string }): string => sse(event, event.type);
      return {
        begin: [
          { type: 'message_start', message: { usage: { input_tokens: 2, output_tokens: 1 } } },
          { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
          { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Paris.' } },
          { type: 'content_block_stop', index: 0 },
        ].map(named),
        end: [
          { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
          { type: 'message_stop' },
        ].map(named),
      };
    }
    case 'google':
      return {
        begin: [sse({ candidates: [{ content: { role: 'model', parts: [{ text: 'Paris.' }] } }] })],
        end: [sse({ candidates: [{ content: { parts: [] }, finishReason: 'STOP' }] })],
      };
    default: {
      const chunk = (delta: object, finish_reason: string | null): string =>
        sse({ id: '1', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason }] });
      return { begin: [chunk({ content: 'Paris.' }, null)], end: [chunk({}, 'stop'), sse('[DONE]')] };
    }
  }
}

const paris = (prefix: string): string[] => [...parisEvents(prefix).begin, ...parisEvents(prefix).end];
const withoutBlankLine = (text: string): string => text.replace(/\n\n$/u, '\n');
/** `[DONE]` says nothing more than the event before it. */
const withoutDone = (events: readonly string[]): readonly string[] =>
  events.filter((event) => !event.includes('[DONE]'));
const wire = (body: WireScenario['body'], more: Partial<WireScenario> = {}): WireScenario => ({
  kind: 'wire',
  body,
  ...more,
});

const slowDown = { type: 'rate_limit_error', message: 'Slow down', param: null, code: null };

/** Chosen like all others. */
export const wireScenarios: Readonly<Record<string, WireScenario>> = {
  // Gateways that label the stream as JSON; PHP's default type; none at all.
  'json-type': wire(paris, { contentType: 'application/json' }),
  'html-type': wire(paris, { contentType: 'text/html; charset=utf-8' }),
  'octet-type': wire(paris, { contentType: 'application/octet-stream' }),
  'html-without-type': wire(() => ['  <html>Please sign in'], { contentType: 'text/plain' }),
  // ollama/ollama#8278, open-webui/open-webui#1891: servers that ignore `stream`.
  document: wire((prefix) => [JSON.stringify(wholeDocument(prefix))], { contentType: 'application/json' }),
  'document-as-events': wire((prefix) => [': wait\n\n', JSON.stringify(wholeDocument(prefix), undefined, 2)]),
  'document-cut': wire((prefix) => [JSON.stringify(wholeDocument(prefix)).slice(0, -9)], {
    contentType: 'application/json',
  }),
  'error-document-open': wire(
    () => [JSON.stringify({ error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } })],
    { end: 'open' },
  ),
  // Routstr/routstr-core#543, alexrudall/ruby-openai#332.
  'no-blank-line': wire((prefix) => {
    const events = withoutDone(paris(prefix));
    return [...events.slice(0, -1), withoutBlankLine(events.at(-1)!)];
  }),
  'no-line-end': wire((prefix) => {
    const events = withoutDone(paris(prefix));
    return [...events.slice(0, -1), events.at(-1)!.trimEnd()];
  }),
  'no-blank-line-cut': wire((prefix) => [...parisEvents(prefix).begin, parisEvents(prefix).end[0]!.slice(0, -4)]),
  // mnfst/llm-gateway#2053: a comment as data; others say "ping".
  'comment-as-data': wire((prefix) => [
    'data: : OPENROUTER PROCESSING\n\n',
    'data: ping\n\n',
    'data:\n\n',
    ...paris(prefix),
  ]),
  // EricLBuehler/mistral.rs#1874.
  'sentence-as-data': wire(() => ['data: Number of choices must be greater than 0\n\n'], { end: 'open' }),
  'bare-error': wire((prefix) => [
    ...parisEvents(prefix).begin,
    '{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}\n\n',
  ]),
  // Gateways that send what is within the error of OpenAI and Anthropic.
  'error-type': wire((prefix) => [...parisEvents(prefix).begin, sse(slowDown)]),
  'error-type-first': wire(() => [sse(slowDown)]),
  // apache/rocketmq-dashboard#2178: the very first event.
  'error-first': wire((prefix) => [
    prefix === 'anthropic'
      ? sse({ type: 'error', error: { message: 'Your credit balance is too low', type: 'billing_error' } }, 'error')
      : sse({ error: { message: 'No credit', code: 'insufficient_quota', type: 'insufficient_quota' } }),
  ]),
  'refusal-after-text': wire((prefix) => [
    ...parisEvents(prefix).begin,
    sse(
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'This response_format type is unavailable now' },
      },
      'error',
    ),
  ]),
  // Gateways that drop the `event:` lines.
  'without-event-names': wire((prefix) => paris(prefix).map((event) => event.replace(/^event: .*\n/u, ''))),
  'with-event-names': wire((prefix) =>
    paris(prefix).map((event) => (event.startsWith('event: ') ? event : `event: message\nid: 1\n${event}`)),
  ),
  'without-event-names-cut': wire((prefix) =>
    parisEvents(prefix).begin.map((event) => event.replace(/^event: .*\n/u, '')),
  ),
  // griffinwork40/agent-afk#635.
  'without-message-stop': wire((prefix) =>
    withoutDone(paris(prefix)).filter((event) => !event.includes('message_stop')),
  ),
  // earendil-works/pi#7062.
  'done-without-reason': wire((prefix) => [...parisEvents(prefix).begin, sse('[DONE]')]),
  'done-without-anything': wire(() => [sse('[DONE]')]),
  ...completionsScenarios,
};
