import assert from 'node:assert/strict';
import { checkCacheControl } from '../support/simulator/vendors/anthropicCaching.js';
import {
  anthropicHistory,
  completionsHistory,
  googleHistory,
  huggingfaceHistory,
  mistralHistory,
  openaiHistory,
} from '../support/simulator/vendors/historyRules.js';

const use = (more: object): object => ({ type: 'tool_use', id: 'a', name: 'f', input: {}, ...more });
const anthropic = (...content: object[]) => anthropicHistory({ messages: [{ role: 'assistant', content }] });
const model = (...parts: object[]) =>
  googleHistory([
    { role: 'user', parts: [{ text: '?' }] },
    { role: 'model', parts },
  ]);
const called = (id: string, name: string, args: string) => ({
  role: 'assistant',
  tool_calls: [{ id, function: { name, arguments: args } }],
});
const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
const openaiCall = { type: 'function_call', call_id: 'a', name: 'f', arguments: '{}' };
const marked = (ttl?: string): object => ({
  type: 'text',
  text: 'x',
  cache_control: { type: 'ephemeral', ...(ttl ? { ttl } : {}) },
});
const marks = (...content: object[]) => checkCacheControl({ messages: [{ role: 'user', content }] });

/** Mistakes in a history, and what the simulator says to them. */
const mistakes: readonly (readonly [what: string, said: string | undefined, expected: RegExp])[] = [
  ['OpenAI: a long id', openaiHistory([{ ...openaiCall, call_id: 'x'.repeat(65) }]), /maximum length 64/],
  ['OpenAI: a name with a dot', openaiHistory([{ ...openaiCall, name: 'a.b' }]), /name': string does not match/],
  ['OpenAI: a list of arguments', openaiHistory([{ ...openaiCall, arguments: '[]' }]), /expected a JSON object/],
  ['Anthropic: an id with a colon', anthropic(use({ id: 'a:0' })), /String should match pattern/],
  ['Anthropic: an id twice', anthropic(use({}), use({})), /must be unique/],
  ['Anthropic: a name with a dot', anthropic(use({ name: 'a.b' })), /tool_use\.name/],
  ['Anthropic: a text for arguments', anthropic(use({ input: 'x' })), /valid dictionary/],
  ['Anthropic: a document in an answer', anthropic({ type: 'document' }), /not permitted in assistant messages/],
  [
    'Anthropic: 101 images',
    anthropicHistory({ messages: [{ role: 'user', content: Array.from({ length: 101 }, () => ({ type: 'image' })) }] }),
    /Too many images/,
  ],
  [
    'Anthropic: an error without content',
    anthropic({ type: 'tool_result', is_error: true, content: '' }),
    /cannot be empty/,
  ],
  [
    'Anthropic: a budget, and a call that no thought led to',
    anthropicHistory({
      thinking: { type: 'enabled' },
      messages: [
        { role: 'assistant', content: [use({})] },
        { role: 'user', content: [{ type: 'tool_result' }] },
      ],
    }),
    /Expected `thinking`/,
  ],
  ['Anthropic: five marks', marks(...Array.from({ length: 5 }, () => marked())), /maximum of 4 blocks/],
  ['Anthropic: an hour after five minutes', marks(marked(), marked('1h')), /must not come after/],
  ['Anthropic: another lifetime', marks(marked('2h')), /Input should be '5m' or '1h'/],
  ['Google: an answer first', googleHistory([{ role: 'model', parts: [] }]), /first turn/],
  [
    'Google: a name that begins with a digit',
    model({ functionCall: { name: '1st', args: {} } }),
    /Must start with a letter/,
  ],
  ['Google: a list of arguments', model({ functionCall: { name: 'f', args: [] } }), /function_call\.args/],
  ['Google: a moving picture', model({ inlineData: { mimeType: 'image/gif' } }), /Unsupported MIME type: image\/gif/],
  [
    'Mistral: nine images',
    mistralHistory([{ role: 'user', content: Array.from({ length: 9 }, () => image) }]),
    /at most 8/,
  ],
  ['Mistral: an id twice', mistralHistory([called('a', 'f', '{}'), called('a', 'f', '{}')]), /Duplicate tool call id/],
  [
    'Mistral: a question after a result',
    mistralHistory([{ role: 'tool' }, { role: 'user' }]),
    /'user' after role 'tool'/,
  ],
  ['Mistral: a name with a dot', mistralHistory([called('a', 'a.b', '{}')]), /must be a-z/],
  [
    'Hugging Face: a PDF',
    huggingfaceHistory([{ role: 'user', content: [{ type: 'file' }] }], 'm'),
    /unknown variant `file`/,
  ],
  [
    'compatible: an image in an answer',
    completionsHistory([{ role: 'assistant', content: [image] }], 'm'),
    /user messages only/,
  ],
  ['compatible: a call without an id', completionsHistory([called('', 'f', '{}')], 'm'), /id is required/],
  ['compatible: a list of arguments', completionsHistory([called('a', 'f', '[]')], 'm'), /must be a JSON object/],
  [
    'compatible: a question after a result, for a model of Mistral’s',
    completionsHistory([{ role: 'tool' }, { role: 'user' }], 'devstral'),
    /'user' after role 'tool'/,
  ],
];

describe('the simulator refuses what vendors refuse in a history', () => {
  for (const [what, said, expected] of mistakes) it(what, () => assert.match(said ?? '(nothing)', expected));
});
