import { fieldsOf, listOf, type VendorReply } from './vendor.js';

/** A request's part that a server does not take, and in which words it says so. */
interface Refusal {
  /** @param body of the request, as it stands on the wire */
  readonly isDue: (body: Readonly<Record<string, unknown>>) => boolean;
  readonly reply: VendorReply;
}

const has = (name: string) => (body: Readonly<Record<string, unknown>>) => name in body;
const hasSystem = (body: Readonly<Record<string, unknown>>): boolean =>
  fieldsOf(listOf(body['messages'])[0])['role'] === 'system' || 'systemInstruction' in body || 'instructions' in body;
const moreTokens = (most: number) => (body: Readonly<Record<string, unknown>>) =>
  Number(body['max_tokens'] ?? body['max_completion_tokens'] ?? 0) > most;
const says = (message: unknown, status = 400): VendorReply => ({
  status,
  body: { error: { message, type: 'invalid_request_error', param: null, code: null } },
});
const anthropicSays = (message: string): VendorReply => ({
  status: 400,
  body: { type: 'error', error: { type: 'invalid_request_error', message } },
});

/** By the name in `refuses-<name>-scenario-<scenario>`, the model's id; `streams-…` for a refusal that comes in a stream. */
const refusals: Readonly<Record<string, Refusal>> = {
  // copilot-api#164
  'max-tokens': {
    isDue: has('max_tokens'),
    reply: says(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    ),
  },
  // Older Azure
  'stream-options': {
    isDue: has('stream_options'),
    reply: says('Unrecognized request argument supplied: stream_options'),
  },
  // vLLM passes the text of Pydantic's error on.
  'stream-options-repr': {
    isDue: has('stream_options'),
    reply: says(
      "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted', 'input': {'include_usage': True}}]",
    ),
  },
  // OpenWhispr#1213
  'stream-options-object': {
    isDue: has('stream_options'),
    reply: {
      status: 422,
      body: {
        object: 'error',
        message: {
          detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }],
        },
        type: 'invalid_request_error',
      },
    },
  },
  // LiteLLM in front of another vendor
  'temperature-wrapped': {
    isDue: has('temperature'),
    reply: says(
      `litellm.BadRequestError: OpenAIException - ${JSON.stringify({ error: { message: 'Model grok-x: parameter temperature is not supported', param: null } })}`,
    ),
  },
  // Refuses even what is not there.
  'temperature-always': { isDue: () => true, reply: says('Parameter temperature is not supported.') },
  // autogen#1037, vLLM
  system: { isDue: hasSystem, reply: says('System role not supported') },
  // o1-mini
  'system-value': {
    isDue: hasSystem,
    reply: {
      status: 400,
      body: {
        error: {
          message: "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
          param: 'messages[0].role',
          code: 'unsupported_value',
        },
      },
    },
  },
  // TGI
  'system-template': {
    isDue: hasSystem,
    reply: { status: 500, body: { error: 'Template error: System role not supported', error_type: 'template_error' } },
  },
  // Google's Gemma
  'system-developer': {
    isDue: hasSystem,
    reply: {
      status: 400,
      body: {
        error: {
          code: 400,
          message: 'Developer instruction is not enabled for models/gemma-x',
          status: 'INVALID_ARGUMENT',
        },
      },
    },
  },
  // DeepSeek
  'response-format': {
    isDue: (body) =>
      'response_format' in body ||
      'format' in fieldsOf(body['output_config']) ||
      'format' in fieldsOf(body['text']) ||
      'responseJsonSchema' in fieldsOf(body['generationConfig']),
    reply: says('This response_format type is unavailable now'),
  },
  'response-format-always': { isDue: () => true, reply: says('This response_format type is unavailable now') },
  // OpenAI, an organization that is not verified
  stream: {
    isDue: (body) => body['stream'] === true,
    reply: {
      status: 400,
      body: {
        error: {
          message: 'Your organization must be verified to stream this model.',
          type: 'invalid_request_error',
          param: 'stream',
          code: 'unsupported_value',
        },
      },
    },
  },
  // Anthropic: the question takes 180,000 tokens.
  'long-input': {
    isDue: moreTokens(20_000),
    reply: anthropicSays(
      'input length and `max_tokens` exceed context limit: 180000 + 32000 > 200000, decrease input length or `max_tokens` and try again',
    ),
  },
  'long-output': {
    isDue: moreTokens(8192),
    reply: anthropicSays(
      'max_tokens: 32000 > 8192, which is the maximum allowed number of output tokens for claude-3-5-haiku',
    ),
  },
  // vLLM
  'long-input-local': {
    isDue: moreTokens(3_596),
    reply: says(
      "'max_tokens' or 'max_completion_tokens' is too large: 9000. This model's maximum context length is 4096 tokens and your request has 500 input tokens (9000 > 4096 - 500).",
    ),
  },
};

/** The refusal that the model's id asks for, while the request still holds what is refused. */
export function refusalFor(path: string, body: unknown): (VendorReply & { readonly isStreamed: boolean }) | undefined {
  const fields = fieldsOf(body);
  const [, way, name = ''] = /(refuses|streams)-([a-z-]+)-scenario/u.exec(`${String(fields['model'])} ${path}`) ?? [];
  const refusal = refusals[name];
  return refusal?.isDue(fields) === true ? { ...refusal.reply, isStreamed: way === 'streams' } : undefined;
}
