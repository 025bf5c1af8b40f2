import type { Failure } from '../scenarios.js';
import { fieldsOf, listOf, type VendorReply, type VendorRequest, type VendorWire } from '../vendor.js';
import { checkMessages, completionsConversation } from './completionsRequest.js';
import { completionsHistory } from './historyRules.js';
import { CompletionsWriter } from './completionsWriter.js';

/**
 * A server that speaks OpenAI's Chat Completions, as Ollama, LM Studio and vLLM do:
 * https://platform.openai.com/docs/api-reference/chat, https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
 */
export const compatibleWire: VendorWire = {
  prefix: 'compatible',
  receive,
  models: () => ({
    status: 200,
    body: {
      object: 'list',
      // vLLM adds max_model_len; embedding models are in the list of LM Studio and Ollama.
      data: [
        { id: 'qwen3:8b', object: 'model', owned_by: 'library', max_model_len: 40_960 },
        // OpenRouter's fields, which other gateways send as well: https://openrouter.ai/docs/models
        {
          id: 'acme/large',
          name: 'Acme: Large',
          context_length: 128_000,
          architecture: { input_modalities: ['text', 'image', 'file'], output_modalities: ['text'] },
          pricing: { prompt: '0.0000025', completion: '0.00001', request: '0', input_cache_read: '0.00000025' },
          top_provider: { context_length: 128_000, max_completion_tokens: 16_384, is_moderated: false },
          supported_parameters: ['max_tokens', 'reasoning', 'structured_outputs', 'temperature', 'tools'],
          expiration_date: '2027-01-31',
        },
        { id: 'llama3.2', object: 'model', owned_by: 'library' },
        { id: 'nomic-embed-text', object: 'model', owned_by: 'library' },
      ],
    },
  }),
  failure,
  writer: (chat, usage) => new CompletionsWriter(chat, usage),
};

/** What `POST /v1/chat/completions` takes: `ChatCompletionCreateParamsBase` in openai 7.59, as far as local servers have it. */
const parameters = new Set(
  'model messages stream stream_options max_tokens max_completion_tokens temperature top_p tools tool_choice response_format reasoning_effort stop seed n presence_penalty frequency_penalty user parallel_tool_calls'.split(
    ' ',
  ),
);

function receive(request: VendorRequest): ReturnType<VendorWire['receive']> {
  // Local servers take requests without a key; a gateway refuses a wrong one.
  const { authorization } = request.headers;
  if (authorization !== undefined && authorization !== `Bearer ${request.acceptedKey}`)
    return invalid(401, 'Unauthorized', 'invalid_api_key');
  if (request.method === 'GET' && request.path === '/v1/models') return { models: true };
  if (request.method !== 'POST' || request.path !== '/v1/chat/completions') return invalid(404, 'Not Found', null);
  if (request.body === undefined) return invalid(400, 'invalid JSON', null);
  const body = fieldsOf(request.body);
  if (typeof body['model'] !== 'string') return invalid(400, 'you must provide a model parameter', null, 'model');
  for (const name of Object.keys(body)) {
    if (!parameters.has(name)) return invalid(400, `Unrecognized request argument supplied: ${name}`, null, name);
  }
  if (body['stream'] !== true) return invalid(400, 'The simulator only streams.', null, 'stream');
  // Gateways in front of reasoning models pass OpenAI's refusal on.
  if (body['model'].includes('scenario-picky')) {
    for (const name of ['temperature', 'top_p', 'stream_options', 'max_tokens']) {
      if (name in body)
        return invalid(
          400,
          `Unsupported parameter: '${name}' is not supported with this model.`,
          'unsupported_parameter',
          name,
        );
    }
  }
  const messages = listOf(body['messages']).map(fieldsOf);
  const wrong = completionsHistory(messages, body['model']) ?? checkMessages(messages);
  if (wrong !== undefined) return invalid(400, wrong, null, 'messages');
  return { chat: completionsConversation(body), usage: fieldsOf(body['stream_options'])['include_usage'] === true };
}

function invalid(status: number, message: string, code: string | null, param: string | null = null): VendorReply {
  return { status, body: { error: { message, type: 'invalid_request_error', param, code } } };
}

function failure(kind: Failure): VendorReply {
  switch (kind) {
    case 'bad-key':
      return invalid(401, 'Unauthorized', 'invalid_api_key');
    case 'forbidden':
      return { status: 403, body: { error: 'this team may not use this endpoint' } };
    case 'unknown-model':
      // Ollama's words.
      return invalid(404, 'model "gpt-9" not found, try pulling it first', null);
    case 'too-long':
      // vLLM's words and shape.
      return {
        status: 400,
        body: {
          object: 'error',
          message: "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens.",
          type: 'BadRequestError',
          param: null,
          code: 400,
        },
      };
    case 'too-large':
      return { status: 413, body: { error: 'request body too large' } };
    case 'rate-limited':
      return invalid(429, 'Too many requests', 'rate_limit_exceeded');
    case 'rate-limited-with-wait':
      return { ...invalid(429, 'Too many requests', 'rate_limit_exceeded'), headers: { 'retry-after': '7' } };
    case 'quota':
      return invalid(402, 'This team has spent its budget', null);
    case 'server-error':
      return { status: 500, body: { error: 'llama runner process has terminated' } };
    case 'unavailable':
      return { status: 503, body: { error: { message: 'Loading model', type: 'unavailable_error', code: 503 } } };
  }
}
