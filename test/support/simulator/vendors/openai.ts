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
import { openaiHistory } from './historyRules.js';
import { OpenaiWriter, encrypted } from './openaiWriter.js';

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
      ].map((id, index) => ({
        id,
        object: 'model',
        created: 1_780_000_000 - index,
        owned_by: 'openai',
        shutdown_date: id === 'gpt-4.1-2025-04-14' ? '2027-04-14' : null,
      })),
    },
  }),
  failure,
  writer: (chat) => new OpenaiWriter(chat),
};

/** Every parameter of `ResponseCreateParamsBase` in openai 7.59 that a chat may send. */
const parameters = new Set(
  'model input instructions stream store include reasoning text tools tool_choice temperature top_p max_output_tokens parallel_tool_calls metadata user truncation service_tier previous_response_id prompt_cache_key prompt_cache_options safety_identifier stream_options background background_options max_tool_calls prompt top_logprobs conversation'.split(
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
  const mistake = openaiHistory(listOf(body['input']));
  if (mistake !== undefined) return invalid(400, mistake, 'input', 'invalid_value');
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
  // `PromptCacheOptions` in the SDK: from gpt-5.6 on.
  if ('prompt_cache_options' in body && !/^gpt-5\.[6-9]/.test(model)) return unsupported('prompt_cache_options');
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
    const refused = checkItem(item, `input[${index}]`, index === items.length - 1, open);
    if (refused !== undefined) return refused;
  }
  const [unanswered] = open;
  return unanswered === undefined
    ? undefined
    : invalid(400, `No tool output found for function call ${unanswered}.`, 'input', null);
}

/** @param open ids of the calls without an output so far; kept up to date */
function checkItem(item: Fields, at: string, isLast: boolean, open: Set<string>): VendorReply | undefined {
  const callId = String(item['call_id']);
  switch (item['type'] ?? 'message') {
    case 'message':
      return checkMessage(item, at);
    case 'function_call': {
      const lacking = ['call_id', 'name', 'arguments'].find((name) => typeof item[name] !== 'string');
      open.add(callId);
      return lacking === undefined ? undefined : missing(`${at}.${lacking}`);
    }
    case 'function_call_output':
      if (open.delete(callId)) return undefined;
      return invalid(400, `No tool call found for function call output with call_id ${callId}.`, 'input', null);
    case 'reasoning':
      return checkReasoning(String(item['id']), item['encrypted_content'], isLast);
    default:
      return invalid(400, `Invalid value: '${String(item['type'])}'.`, `${at}.type`, 'invalid_value');
  }
}

function checkMessage({ role, content: contents }: Fields, at: string): VendorReply | undefined {
  if (role !== 'user' && role !== 'assistant' && role !== 'system' && role !== 'developer') {
    return invalid(
      400,
      `Invalid value: '${String(role)}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.`,
      at,
      'invalid_value',
    );
  }
  const allowed = role === 'assistant' ? ['output_text', 'refusal'] : ['input_text', 'input_image', 'input_file'];
  for (const content of listOf(contents).map(fieldsOf)) {
    if (!allowed.includes(String(content['type']))) {
      const message = `Invalid value: '${String(content['type'])}'. Supported values are: ${allowed.join(', ')}.`;
      return invalid(400, message, `${at}.content`, 'invalid_value');
    }
    const url = content['image_url'] ?? content['file_data'];
    if (url !== undefined && !/^(?:data:[\w/+.-]+;base64,|https:)/.test(stringOf(url)))
      return invalid(400, 'Invalid file data.', `${at}.content`, 'invalid_value');
  }
  return undefined;
}

/** With `store: false` nothing can be looked up by its id: https://platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items */
function checkReasoning(id: string, content: unknown, isLast: boolean): VendorReply | undefined {
  if (content !== encrypted(id)) return invalid(404, `Item with id '${id}' not found.`, 'input', null);
  if (!isLast) return undefined;
  const message = `Item '${id}' of type 'reasoning' was provided without its required following item.`;
  return invalid(400, message, 'input', null);
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

interface FailureReply {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly code: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

const failures: Readonly<Record<Failure, FailureReply>> = {
  'bad-key': {
    status: 401,
    message: 'Incorrect API key provided: sk-ab***yz.',
    type: 'invalid_request_error',
    code: 'invalid_api_key',
  },
  forbidden: {
    status: 403,
    message: 'Country, region, or territory not supported',
    type: 'request_forbidden',
    code: 'unsupported_country_region_territory',
  },
  'unknown-model': {
    status: 404,
    message: 'The model `gpt-9` does not exist or you do not have access to it.',
    type: 'invalid_request_error',
    code: 'model_not_found',
  },
  'too-long': {
    status: 400,
    message: 'Your input exceeds the context window of this model. Please adjust your input and try again.',
    type: 'invalid_request_error',
    code: 'context_length_exceeded',
  },
  'too-large': { status: 413, message: 'Request body too large.', type: 'invalid_request_error', code: null },
  'rate-limited': {
    status: 429,
    message: 'Rate limit reached for gpt-5.5 on tokens per min (TPM).',
    type: 'tokens',
    code: 'rate_limit_exceeded',
  },
  'rate-limited-with-wait': {
    status: 429,
    message: 'Rate limit reached for gpt-5.5 on requests per min (RPM).',
    type: 'requests',
    code: 'rate_limit_exceeded',
    headers: { 'retry-after': '7' },
  },
  quota: {
    status: 429,
    message: 'You exceeded your current quota, please check your plan and billing details.',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  },
  'server-error': {
    status: 500,
    message: 'The server had an error while processing your request.',
    type: 'server_error',
    code: null,
  },
  unavailable: {
    status: 503,
    message: 'The engine is currently overloaded, please try again later.',
    type: 'server_error',
    code: null,
  },
};

function failure(kind: Failure): VendorReply {
  const { status, message, type, code, headers } = failures[kind];
  return { status, body: { error: { message, type, param: null, code } }, ...(headers ? { headers } : {}) };
}
