import type { Conversation } from '../demoAnswer.js';
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
import { createOpenaiWriter, encrypted } from './openaiWriter.js';

/** OpenAI's Responses API: https://platform.openai.com/docs/api-reference/responses, and `resources/responses` in its SDK. */
export const openaiWire: VendorWire = {
  prefix: 'openai',
  receive,
  models: () => ({
    status: 200,
    body: {
      object: 'list',
      // In the list is everything, not only chat models: https://platform.openai.com/docs/api-reference/models/list
      data: [
        'gpt-5.5',
        'gpt-5.4-mini',
        'gpt-4.1',
        'gpt-4.1-2025-04-14',
        'text-embedding-3-small',
        'gpt-realtime',
        'whisper-1',
        'gpt-image-1',
      ].map((id, index) => ({ id, object: 'model', created: 1_780_000_000 - index, owned_by: 'openai' })),
    },
  }),
  failure,
  writer: createOpenaiWriter,
};

/** Every parameter of `ResponseCreateParamsBase` in openai 7.59 that a chat may send. */
const parameters = new Set(
  'model input instructions stream store include reasoning text tools tool_choice temperature top_p max_output_tokens parallel_tool_calls metadata user truncation service_tier previous_response_id prompt_cache_key safety_identifier stream_options background background_options max_tool_calls prompt top_logprobs conversation'.split(
    ' ',
  ),
);

function receive(request: VendorRequest): ReturnType<VendorWire['receive']> {
  // https://platform.openai.com/docs/guides/error-codes: 401 for a missing and for a wrong key.
  const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (key === undefined) return invalid(401, "You didn't provide an API key.", null, null);
  if (key !== request.acceptedKey)
    return invalid(401, 'Incorrect API key provided: sk-wr*****key.', null, 'invalid_api_key');
  if (request.method === 'GET' && request.path === '/v1/models') return { models: true };
  if (request.method !== 'POST' || request.path !== '/v1/responses') {
    return invalid(404, `Invalid URL (${request.method} ${request.path})`, null, null);
  }
  if (request.body === undefined) return invalid(400, 'We could not parse the JSON body of your request.', null, null);
  const body = fieldsOf(request.body);
  const refused = checkBody(body) ?? checkInput(listOf(body['input']));
  return refused ?? { chat: conversation(body), usage: true };
}

function checkBody(body: Fields): VendorReply | undefined {
  const model = body['model'];
  if (typeof model !== 'string' || model === '') return missing('model');
  for (const name of Object.keys(body)) {
    if (!parameters.has(name)) return invalid(400, `Unknown parameter: '${name}'.`, name, 'unknown_parameter');
  }
  if (listOf(body['input']).length === 0 && typeof body['input'] !== 'string') return missing('input');
  if (body['stream'] !== true) return invalid(400, 'The simulator only streams.', 'stream', null);
  // https://platform.openai.com/docs/guides/reasoning: no sampling parameters for reasoning models, `reasoning` for them only.
  const thinks = !/^gpt-[34]/.test(model);
  for (const name of ['temperature', 'top_p']) {
    if (thinks && name in body) return unsupported(name);
  }
  const reasoning = fieldsOf(body['reasoning']);
  if (!thinks && 'effort' in reasoning) return unsupported('reasoning.effort');
  if (!thinks && listOf(body['include']).includes('reasoning.encrypted_content')) {
    return invalid(400, 'Encrypted content is not supported with this model.', 'include', null);
  }
  // https://help.openai.com/en/articles/10910291-api-organization-verification
  if (model.includes('scenario-unverified') && 'summary' in reasoning) {
    return invalid(
      400,
      'Your organization must be verified to generate reasoning summaries.',
      'reasoning.summary',
      'unsupported_value',
    );
  }
  // API reference, `max_output_tokens`: at least 16.
  const limit = body['max_output_tokens'];
  if (typeof limit === 'number' && limit < 16) {
    return invalid(
      400,
      `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got ${limit} instead.`,
      'max_output_tokens',
      'integer_below_min_value',
    );
  }
  // https://platform.openai.com/docs/guides/structured-outputs: a strict schema is closed.
  const format = fieldsOf(fieldsOf(body['text'])['format']);
  if (format['strict'] === true && fieldsOf(format['schema'])['additionalProperties'] !== false) {
    return invalid(
      400,
      `Invalid schema for response_format '${String(format['name'])}': 'additionalProperties' is required to be supplied and to be false.`,
      'text.format.schema',
      'invalid_json_schema',
    );
  }
  return undefined;
}

/** The types of input items and of their contents: `ResponseInputItem` in the SDK. */
function checkInput(items: readonly unknown[]): VendorReply | undefined {
  const open = new Set<string>();
  for (const [index, item] of items.map(fieldsOf).entries()) {
    const at = `input[${index}]`;
    switch (item['type'] ?? 'message') {
      case 'message': {
        const role = item['role'];
        if (role !== 'user' && role !== 'assistant' && role !== 'system' && role !== 'developer') {
          return invalid(
            400,
            `Invalid value: '${String(role)}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.`,
            at,
            'invalid_value',
          );
        }
        const allowed = role === 'assistant' ? ['output_text', 'refusal'] : ['input_text', 'input_image', 'input_file'];
        for (const content of listOf(item['content']).map(fieldsOf)) {
          if (!allowed.includes(String(content['type']))) {
            return invalid(
              400,
              `Invalid value: '${String(content['type'])}'. Supported values are: ${allowed.join(', ')}.`,
              `${at}.content`,
              'invalid_value',
            );
          }
          const url = content['image_url'] ?? content['file_data'];
          if (url !== undefined && !/^(?:data:[\w/+.-]+;base64,|https:)/.test(stringOf(url)))
            return invalid(400, 'Invalid file data.', `${at}.content`, 'invalid_value');
        }
        break;
      }
      case 'function_call':
        for (const name of ['call_id', 'name', 'arguments']) {
          if (typeof item[name] !== 'string') return missing(`${at}.${name}`);
        }
        open.add(String(item['call_id']));
        break;
      case 'function_call_output':
        if (!open.delete(String(item['call_id']))) {
          return invalid(
            400,
            `No tool call found for function call output with call_id ${String(item['call_id'])}.`,
            'input',
            null,
          );
        }
        break;
      case 'reasoning': {
        // With `store: false` nothing can be looked up by its id: https://platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items
        const id = String(item['id']);
        if (item['encrypted_content'] !== encrypted(id))
          return invalid(404, `Item with id '${id}' not found.`, 'input', null);
        if (index === items.length - 1)
          return invalid(
            400,
            `Item '${id}' of type 'reasoning' was provided without its required following item.`,
            'input',
            null,
          );
        break;
      }
      default:
        return invalid(400, `Invalid value: '${String(item['type'])}'.`, `${at}.type`, 'invalid_value');
    }
  }
  const [unanswered] = open;
  return unanswered === undefined
    ? undefined
    : invalid(400, `No tool output found for function call ${unanswered}.`, 'input', null);
}

function conversation(body: Fields): Conversation {
  const items = listOf(body['input']).map(fieldsOf);
  const users = items.filter((item) => item['role'] === 'user');
  const contents = (item: Fields | undefined): Fields[] => listOf(item?.['content']).map(fieldsOf);
  const last = items.at(-1);
  const format = fieldsOf(fieldsOf(body['text'])['format']);
  return {
    model: String(body['model']),
    system: typeof body['instructions'] === 'string' ? body['instructions'] : undefined,
    questions: users.map((item) =>
      contents(item)
        .map((content) => stringOf(content['text']))
        .join(''),
    ),
    files: contents(users.at(-1)).flatMap(
      (content) => /^data:([^;]+)/.exec(stringOf(content['image_url'] ?? content['file_data']))?.[1] ?? [],
    ),
    lastToolResult: last?.['type'] === 'function_call_output' ? String(last['output']) : undefined,
    schema: format['type'] === 'json_schema' ? fieldsOf(format['schema']) : undefined,
  };
}

/** Error bodies: https://platform.openai.com/docs/guides/error-codes */
function invalid(status: number, message: string, param: string | null, code: string | null): VendorReply {
  return { status, body: { error: { message, type: 'invalid_request_error', param, code } } };
}

const missing = (name: string): VendorReply =>
  invalid(400, `Missing required parameter: '${name}'.`, name, 'missing_required_parameter');
const unsupported = (name: string): VendorReply =>
  invalid(400, `Unsupported parameter: '${name}' is not supported with this model.`, name, 'unsupported_parameter');

function failure(kind: Failure): VendorReply {
  const error = (
    status: number,
    message: string,
    type: string,
    code: string | null,
    headers?: Record<string, string>,
  ): VendorReply => ({
    status,
    body: { error: { message, type, param: null, code } },
    ...(headers ? { headers } : {}),
  });
  switch (kind) {
    case 'bad-key':
      return error(401, 'Incorrect API key provided: sk-ab***yz.', 'invalid_request_error', 'invalid_api_key');
    case 'forbidden':
      return error(
        403,
        'Country, region, or territory not supported',
        'request_forbidden',
        'unsupported_country_region_territory',
      );
    case 'unknown-model':
      return error(
        404,
        'The model `gpt-9` does not exist or you do not have access to it.',
        'invalid_request_error',
        'model_not_found',
      );
    case 'too-long':
      return error(
        400,
        'Your input exceeds the context window of this model. Please adjust your input and try again.',
        'invalid_request_error',
        'context_length_exceeded',
      );
    case 'too-large':
      return error(413, 'Request body too large.', 'invalid_request_error', null);
    case 'rate-limited':
      return error(429, 'Rate limit reached for gpt-5.5 on tokens per min (TPM).', 'tokens', 'rate_limit_exceeded');
    case 'rate-limited-with-wait':
      return error(
        429,
        'Rate limit reached for gpt-5.5 on requests per min (RPM).',
        'requests',
        'rate_limit_exceeded',
        { 'retry-after': '7' },
      );
    case 'quota':
      return error(
        429,
        'You exceeded your current quota, please check your plan and billing details.',
        'insufficient_quota',
        'insufficient_quota',
      );
    case 'server-error':
      return error(500, 'The server had an error while processing your request.', 'server_error', null);
    case 'unavailable':
      return error(503, 'The engine is currently overloaded, please try again later.', 'server_error', null);
  }
}
