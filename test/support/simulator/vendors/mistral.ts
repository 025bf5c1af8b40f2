import type { Failure } from '../scenarios.js';
import {
  fieldsOf,
  listOf,
  stringOf,
  type Fields,
  type VendorReply,
  type VendorRequest,
  type VendorWire,
} from '../vendor.js';
import { checkMessages, completionsConversation } from './completionsRequest.js';
import { mistralHistory } from './historyRules.js';
import { MistralWriter, thoughtSignature } from './mistralWriter.js';

/** Mistral's chat completions: https://docs.mistral.ai/api/endpoint/chat, and `models/components` in its SDK. */
export const mistralWire: VendorWire = {
  prefix: 'mistral',
  receive,
  models: () => ({
    status: 200,
    body: {
      object: 'list',
      // https://docs.mistral.ai/api/endpoint/models: each model again under each of its names.
      data: [
        ['mistral-large-2512', true],
        ['mistral-large-latest', true],
        ['mistral-large-latest', true],
        ['mistral-embed', false],
      ].map(([id, chats]) => ({
        id,
        object: 'model',
        created: 1_780_000_000,
        owned_by: 'mistralai',
        type: 'base',
        max_context_length: 131_072,
        capabilities: capabilities(chats === true),
        default_model_temperature: 0.15,
        deprecation: id === 'mistral-large-2512' ? '2027-02-28T12:00:00Z' : null,
        deprecation_replacement_model: id === 'mistral-large-2512' ? 'mistral-large-latest' : null,
      })),
    },
  }),
  failure,
  writer: (chat) => new MistralWriter(chat),
};

const parameters = new Set(
  'model messages stream max_tokens temperature top_p tools tool_choice response_format reasoning_effort stop random_seed n presence_penalty frequency_penalty prompt_mode safe_prompt parallel_tool_calls prompt_cache_key prediction metadata'.split(
    ' ',
  ),
);

function capabilities(chat: boolean): object {
  return {
    completion_chat: chat,
    function_calling: chat,
    completion_fim: false,
    fine_tuning: false,
    vision: chat,
    reasoning: false,
    ocr: false,
    audio: false,
    classification: false,
  };
}

function receive(request: VendorRequest): ReturnType<VendorWire['receive']> {
  if (request.headers.authorization !== `Bearer ${request.acceptedKey}`) return failure('bad-key');
  if (request.method === 'GET' && request.path === '/v1/models') return { models: true };
  if (request.method !== 'POST' || request.path !== '/v1/chat/completions')
    return { status: 404, body: { message: 'no Route matched with those values', request_id: 'req-1' } };
  const body = fieldsOf(request.body);
  if (typeof body['model'] !== 'string') return unprocessable(['body', 'model'], 'Field required', 'missing');
  // FastAPI's validation: what is not in the schema is refused, with the path to it.
  for (const name of Object.keys(body)) {
    if (!parameters.has(name))
      return unprocessable(['body', name], 'Extra inputs are not permitted', 'extra_forbidden');
  }
  if (body['stream'] !== true) return unprocessable(['body', 'stream'], 'The simulator only streams', 'value_error');
  if (body['model'].includes('scenario-picky') && 'reasoning_effort' in body) {
    return unprocessable(
      ['body', 'reasoning_effort'],
      'reasoning_effort is not supported for this model',
      'value_error',
    );
  }
  const messages = listOf(body['messages']).map(fieldsOf);
  const wrong =
    mistralHistory(messages) ??
    checkIds(messages) ??
    checkThoughts(messages) ??
    checkMessages(messages.map(asCompletions));
  if (wrong !== undefined) return invalid(wrong);
  // https://docs.mistral.ai/capabilities/completion: the last message is a user's or a tool's.
  if (messages.at(-1)?.['role'] === 'assistant')
    return invalid('Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant');
  return { chat: completionsConversation({ ...body, messages: messages.map(asCompletions) }), usage: true };
}

/** https://github.com/mistralai/mistral-common, `InvalidMessageStructureException`: ids are nine letters or digits. */
function checkIds(messages: readonly Fields[]): string | undefined {
  const ids = messages.flatMap((message) => [
    message['tool_call_id'],
    ...listOf(message['tool_calls']).map((call) => fieldsOf(call)['id']),
  ]);
  const wrong = ids.find((id) => id !== undefined && id !== null && !/^[a-zA-Z0-9]{9}$/.test(stringOf(id)));
  return wrong === undefined
    ? undefined
    : `Tool call id was ${stringOf(wrong)} but must be a-z, A-Z, 0-9, with a length of 9.`;
}

/** `ThinkChunk` in the SDK: thoughts go back as they came. */
function checkThoughts(messages: readonly Fields[]): string | undefined {
  for (const content of messages.flatMap((message) => listOf(message['content'])).map(fieldsOf)) {
    if (content['type'] !== 'thinking') continue;
    const text = listOf(content['thinking'])
      .map((part) => stringOf(fieldsOf(part)['text']))
      .join('');
    if (content['signature'] !== thoughtSignature(text)) return 'Invalid signature in a thinking chunk';
  }
  return undefined;
}

/** Mistral's contents in the words of Chat Completions, so that the rest is checked as it is there. */
function asCompletions(message: Fields): Fields {
  if (!Array.isArray(message['content'])) return message;
  const content = message['content'].map(fieldsOf).flatMap((part): Fields[] => {
    switch (part['type']) {
      case 'thinking':
        return [];
      case 'image_url':
        return [
          {
            type: 'image_url',
            image_url: typeof part['image_url'] === 'string' ? { url: part['image_url'] } : part['image_url'],
          },
        ];
      case 'document_url':
        return [{ type: 'file', file: { file_data: part['document_url'] } }];
      default:
        return [part];
    }
  });
  return { ...message, content };
}

function unprocessable(loc: readonly string[], msg: string, type: string): VendorReply {
  // Mistral's validation errors repeat the whole input.
  return { status: 422, body: { detail: [{ type, loc, msg, input: { messages: 'the whole request' } }] } };
}

function invalid(
  message: string,
  status = 400,
  type = 'invalid_request_message_order',
  code: string | null = '3230',
): VendorReply {
  return { status, body: { object: 'error', message, type, param: null, code } };
}

function failure(kind: Failure): VendorReply {
  switch (kind) {
    case 'bad-key':
      return { status: 401, body: { message: 'Unauthorized', request_id: 'req-1' } };
    case 'forbidden':
      return { status: 403, body: { message: 'You are not allowed to use this model', request_id: 'req-1' } };
    case 'unknown-model':
      return invalid('Invalid model: mistral-9', 400, 'invalid_model', '1500');
    case 'too-long':
      return invalid(
        'Prompt contains 140000 tokens and 0 draft tokens, too large for model with 131072 maximum context length',
        400,
        'invalid_request_prompt',
        '3051',
      );
    case 'too-large':
      return { status: 413, body: { message: 'Request size limit exceeded', request_id: 'req-1' } };
    case 'rate-limited':
      return invalid('Rate limit exceeded', 429, 'rate_limited', '1300');
    case 'rate-limited-with-wait':
      return { ...invalid('Rate limit exceeded', 429, 'rate_limited', '1300'), headers: { 'retry-after': '7' } };
    case 'quota':
      return { status: 402, body: { message: 'You have reached your monthly spending limit', request_id: 'req-1' } };
    case 'server-error':
      return invalid('Internal server error', 500, 'internal_server_error', '1000');
    case 'unavailable':
      return invalid('Service unavailable.', 503, 'unreachable_backend', '1100');
  }
}
