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
import { checkCacheControl } from './anthropicCaching.js';
import { listedModel } from './anthropicModels.js';
import { anthropicHistory } from './historyRules.js';
import { AnthropicWriter, redactedData, signature } from './anthropicWriter.js';

/** Anthropic's Messages API: https://platform.claude.com/docs/en/api/messages, and `resources/messages` in its SDK. */
export const anthropicWire: VendorWire = {
  prefix: 'anthropic',
  receive,
  models: () => ({
    status: 200,
    body: {
      // https://platform.claude.com/docs/en/api/models-list: newest first.
      data: [
        listedModel('claude-sonnet-5-5', 'Claude Sonnet 5.5', ['low', 'medium', 'high', 'max'], null),
        listedModel('claude-opus-5-5', 'Claude Opus 5.5', ['low', 'medium', 'high', 'xhigh', 'max'], null),
        listedModel('claude-haiku-4-5', 'Claude Haiku 4.5', [], '2027-03-31T00:00:00Z'),
      ],
      has_more: false,
      first_id: 'claude-sonnet-5-5',
      last_id: 'claude-haiku-4-5',
    },
  }),
  failure,
  writer: (chat) => new AnthropicWriter(chat),
};

/** https://platform.claude.com/docs/en/api/versioning, and the version that @anthropic-ai/sdk 1.14 sends. */
const versions = ['2023-01-01', '2023-06-01', '2026-10-21'];
/** Every body parameter of `MessageCreateParamsBase` in @anthropic-ai/sdk 1.14; older versions also take the sampling parameters. */
const parameters = new Set(
  'model messages max_tokens system stream tools tool_choice thinking output_config metadata stop_sequences service_tier cache_control container inference_geo speed diagnostics'.split(
    ' ',
  ),
);
const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

function receive(request: VendorRequest): ReturnType<VendorWire['receive']> {
  const { headers } = request;
  // https://platform.claude.com/docs/en/api/errors: 401 authentication_error.
  const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? headers['x-api-key'];
  if (key === undefined) return error(401, 'authentication_error', 'x-api-key header is required');
  if (key !== request.acceptedKey) return error(401, 'authentication_error', 'invalid x-api-key');
  const version = headers['anthropic-version'];
  if (typeof version !== 'string') return invalid('anthropic-version: header is required');
  if (!versions.includes(version)) return invalid(`anthropic-version: "${version}" is not a valid version`);
  if (request.method === 'GET' && request.path === '/v1/models') {
    const limit = Number(request.query.get('limit') ?? 20);
    return limit >= 1 && limit <= 1000 ? { models: true } : invalid('limit: must be between 1 and 1000');
  }
  if (request.method !== 'POST' || request.path !== '/v1/messages') return error(404, 'not_found_error', 'Not found');
  if (request.body === undefined) return invalid('The request body is not valid JSON');
  const body = fieldsOf(request.body);
  const misplaced = checkCacheControl(body) ?? anthropicHistory(body);
  if (misplaced !== undefined) return invalid(misplaced);
  const refused = checkBody(body, version) ?? checkMessages(listOf(body['messages']).map(fieldsOf));
  return refused ?? { chat: conversation(body), usage: true };
}

function checkBody(body: Fields, version: string): VendorReply | undefined {
  if (typeof body['model'] !== 'string') return invalid('model: Field required');
  if (typeof body['max_tokens'] !== 'number') return invalid('max_tokens: Field required');
  if (!Array.isArray(body['messages'])) return invalid('messages: Field required');
  if (body['stream'] !== true) return invalid('stream: the simulator only streams');
  for (const name of Object.keys(body)) {
    // From 2026-10-21 on `temperature`, `top_p` and `top_k` are gone, as they are from the SDK's types.
    const old = version < '2026' && ['temperature', 'top_p', 'top_k'].includes(name);
    if (!parameters.has(name) && !old) return invalid(`${name}: Extra inputs are not permitted`);
  }
  // ThinkingConfigEnabled in the SDK: at least 1,024 and less than max_tokens.
  const thinking = fieldsOf(body['thinking']);
  if (thinking['type'] === 'enabled') {
    const budget = Number(thinking['budget_tokens']);
    if (!(budget >= 1024))
      return invalid('thinking.enabled.budget_tokens: Input should be greater than or equal to 1024');
    if (budget >= body['max_tokens']) return invalid('`max_tokens` must be greater than `thinking.budget_tokens`.');
  }
  // https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking: from the 4.6 models on.
  const old = /^claude-(?:3|\w+-4-5)/.test(body['model']);
  if (old && thinking['type'] === 'adaptive')
    return invalid('thinking.type: adaptive thinking is not supported on this model');
  if (old && 'effort' in fieldsOf(body['output_config']))
    return invalid('This model does not support the effort parameter.');
  // https://platform.claude.com/docs/en/build-with-claude/structured-outputs: schemas are closed.
  const format = fieldsOf(fieldsOf(body['output_config'])['format']);
  if (format['type'] === 'json_schema' && fieldsOf(format['schema'])['additionalProperties'] !== false) {
    return invalid(
      "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
    );
  }
  return undefined;
}

/** https://platform.claude.com/docs/en/api/messages: roles, blocks, and the pairing of tool_use with tool_result. */
function checkMessages(messages: readonly Fields[]): VendorReply | undefined {
  if (messages.length === 0) return invalid('messages: at least one message is required');
  if (messages[0]!['role'] !== 'user') return invalid('messages: first message must use the "user" role');
  // https://platform.claude.com/docs/en/api/errors#prefill-not-supported
  if (messages.at(-1)!['role'] === 'assistant') {
    return invalid(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
  let asked: string[] = [];
  for (const [index, message] of messages.entries()) {
    const role = message['role'];
    if (role !== 'user' && role !== 'assistant')
      return invalid(`messages.${index}.role: Input should be 'user' or 'assistant'`);
    const blocks = blocksOf(message);
    if (blocks.length === 0) return invalid(`messages.${index}: content must not be empty`);
    for (const [position, block] of blocks.entries()) {
      const wrong = checkBlock(block, String(role), asked);
      if (wrong !== undefined) return invalid(`messages.${index}.content.${position}${wrong}`);
    }
    const answered = blocks
      .filter((block) => block['type'] === 'tool_result')
      .map((block) => String(block['tool_use_id']));
    const missing = asked.filter((id) => !answered.includes(id));
    if (missing.length > 0) {
      return invalid(
        `messages.${index - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}.`,
      );
    }
    asked = blocks.filter((block) => block['type'] === 'tool_use').map((block) => String(block['id']));
  }
  return undefined;
}

function checkBlock(block: Fields, role: string, asked: readonly string[]): string | undefined {
  const source = fieldsOf(block['source']);
  switch (block['type']) {
    case 'text':
      return stringOf(block['text']).trim() === '' ? ': text content blocks must be non-empty' : undefined;
    case 'image':
      return imageTypes.includes(String(source['media_type']))
        ? undefined
        : `.image.source.base64.media_type: Input should be ${imageTypes.join(', ')}`;
    case 'document':
      return source['media_type'] === 'application/pdf'
        ? undefined
        : ".document.source.base64.media_type: Input should be 'application/pdf'";
    case 'tool_use':
      return role === 'assistant' ? undefined : ': `tool_use` blocks can only be in `assistant` messages';
    case 'tool_result':
      return asked.includes(String(block['tool_use_id']))
        ? undefined
        : `: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${String(block['tool_use_id'])}.`;
    // https://platform.claude.com/docs/en/build-with-claude/extended-thinking: blocks come back unchanged.
    case 'thinking':
      return block['signature'] === signature(String(block['thinking']))
        ? undefined
        : ': Invalid `signature` in `thinking` block';
    case 'redacted_thinking':
      return block['data'] === redactedData ? undefined : ': Invalid `data` in `redacted_thinking` block';
    default:
      return `: Input tag '${String(block['type'])}' found using 'type' does not match any of the expected tags`;
  }
}

function blocksOf(message: Fields | undefined): Fields[] {
  const content = message?.['content'];
  return typeof content === 'string' ? [{ type: 'text', text: content }] : listOf(content).map(fieldsOf);
}

function conversation(body: Fields): Conversation {
  const messages = listOf(body['messages']).map(fieldsOf);
  const users = messages.filter((message) => message['role'] === 'user');
  const last = blocksOf(messages.at(-1));
  const result = last.find((block) => block['type'] === 'tool_result');
  const format = fieldsOf(fieldsOf(body['output_config'])['format']);
  const texts = (message: Fields): string =>
    blocksOf(message)
      .map((block) => (block['type'] === 'text' ? String(block['text']) : ''))
      .join('');
  return {
    model: String(body['model']),
    system: systemOf(body['system']),
    questions: users.filter((message) => blocksOf(message).some((block) => block['type'] !== 'tool_result')).map(texts),
    files: last.flatMap((block) =>
      block['type'] === 'image' || block['type'] === 'document'
        ? [String(fieldsOf(block['source'])['media_type'])]
        : [],
    ),
    lastToolResult: result === undefined ? undefined : String(result['content']),
    schema: format['type'] === 'json_schema' ? fieldsOf(format['schema']) : undefined,
  };
}

function systemOf(system: unknown): string | undefined {
  if (!Array.isArray(system)) return typeof system === 'string' ? system : undefined;
  return system.map((block) => stringOf(fieldsOf(block)['text'])).join('');
}

/** Error bodies: https://platform.claude.com/docs/en/api/errors#error-shapes */
function error(status: number, type: string, message: string, headers?: Record<string, string>): VendorReply {
  return {
    status,
    body: { type: 'error', error: { type, message }, request_id: 'req_1' },
    ...(headers ? { headers } : {}),
  };
}

const invalid = (message: string): VendorReply => error(400, 'invalid_request_error', message);

function failure(kind: Failure): VendorReply {
  switch (kind) {
    case 'bad-key':
      return error(401, 'authentication_error', 'invalid x-api-key');
    case 'forbidden':
      return error(403, 'permission_error', 'Your API key does not have permission to use the specified resource.');
    case 'unknown-model':
      return error(404, 'not_found_error', 'model: claude-9');
    case 'too-long':
      return invalid('prompt is too long: 345320 tokens > 199999 maximum');
    case 'too-large':
      return error(413, 'request_too_large', 'Request exceeds the maximum size');
    case 'rate-limited':
      return error(429, 'rate_limit_error', 'This request would exceed your rate limit.');
    case 'rate-limited-with-wait':
      return error(429, 'rate_limit_error', 'This request would exceed your rate limit.', { 'retry-after': '7' });
    case 'quota':
      return invalid(
        'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
      );
    case 'server-error':
      return error(500, 'api_error', 'Internal server error');
    case 'unavailable':
      return error(529, 'overloaded_error', 'Overloaded');
  }
}
