import type { Failure } from '../scenarios.js';
import { fieldsOf, listOf, type VendorReply, type VendorRequest, type VendorWire } from '../vendor.js';
import { checkMessages, completionsConversation } from './completionsRequest.js';
import { huggingfaceHistory } from './historyRules.js';
import { CompletionsWriter } from './completionsWriter.js';

/** Hugging Face's router: https://huggingface.co/docs/inference-providers/tasks/chat-completion */
export const huggingfaceWire: VendorWire = {
  prefix: 'huggingface',
  receive,
  models: () => ({
    status: 200,
    body: {
      object: 'list',
      // https://huggingface.co/docs/inference-providers/hub-api: by use, each with the companies that run it.
      data: [
        {
          id: 'openai/gpt-oss-120b',
          object: 'model',
          owned_by: 'openai',
          architecture: { input_modalities: ['text'], output_modalities: ['text'] },
          providers: [
            {
              provider: 'groq',
              status: 'live',
              context_length: 131_072,
              pricing: { input: 0.15, output: 0.75 },
              supports_tools: true,
              supports_structured_output: true,
              first_token_latency_ms: 210,
              throughput: 480,
            },
            {
              provider: 'novita',
              status: 'live',
              context_length: 65_536,
              pricing: { input: 0.05, output: 0.25 },
              supports_tools: true,
              supports_structured_output: false,
            },
          ],
        },
        {
          id: 'zai-org/GLM-4.6',
          object: 'model',
          owned_by: 'zai-org',
          providers: [{ provider: 'zai-org', status: 'live' }],
        },
        { id: 'acme/retired', object: 'model', owned_by: 'acme', providers: [{ provider: 'acme', status: 'error' }] },
      ],
    },
  }),
  failure,
  writer: (chat, usage) => new CompletionsWriter(chat, usage),
};

/** `ChatCompletionInput` in @huggingface/tasks, which is generated from the specification of the task. */
const parameters = new Set(
  'model messages stream stream_options max_tokens temperature top_p tools tool_choice tool_prompt response_format stop seed n presence_penalty frequency_penalty logit_bias logprobs top_logprobs reasoning_effort'.split(
    ' ',
  ),
);

function receive(request: VendorRequest): ReturnType<VendorWire['receive']> {
  if (request.headers.authorization !== `Bearer ${request.acceptedKey}`) return failure('bad-key');
  if (request.method === 'GET' && request.path === '/v1/models') return { models: true };
  if (request.method !== 'POST' || request.path !== '/v1/chat/completions')
    return { status: 404, body: { error: 'Not Found' } };
  const body = fieldsOf(request.body);
  if (typeof body['model'] !== 'string') return invalid('Missing model');
  for (const name of Object.keys(body)) {
    if (!parameters.has(name)) return invalid(`Unrecognized request argument supplied: ${name}`);
  }
  if (body['stream'] !== true) return invalid('The simulator only streams.');
  const messages = listOf(body['messages']).map(fieldsOf);
  const wrong = huggingfaceHistory(messages, body['model']) ?? checkMessages(messages);
  if (wrong !== undefined) return invalid(wrong);
  return { chat: completionsConversation(body), usage: fieldsOf(body['stream_options'])['include_usage'] === true };
}

function invalid(
  message: string,
  status = 400,
  type = 'invalid_request_error',
  code: string | null = null,
): VendorReply {
  return { status, body: { error: { message, type, param: null, code } } };
}

function failure(kind: Failure): VendorReply {
  switch (kind) {
    case 'bad-key':
      return { status: 401, body: { error: 'Invalid username or password.' } };
    case 'forbidden':
      return {
        status: 403,
        body: { error: 'This authentication method does not have sufficient permissions to call Inference Providers.' },
      };
    case 'unknown-model':
      return invalid(
        "The requested model 'acme/gpt-9' does not exist",
        400,
        'invalid_request_error',
        'model_not_found',
      );
    case 'too-long':
      return invalid(
        "This model's maximum context length is 131072 tokens. However, your messages resulted in 140000 tokens.",
      );
    case 'too-large':
      return { status: 413, body: { error: 'Payload Too Large' } };
    case 'rate-limited':
      return { status: 429, body: { error: 'Too many requests' } };
    case 'rate-limited-with-wait':
      return { status: 429, body: { error: 'Too many requests' }, headers: { 'retry-after': '7' } };
    case 'quota':
      return {
        status: 402,
        body: {
          error:
            'You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get more.',
        },
      };
    case 'server-error':
      return { status: 500, body: { error: 'Internal Server Error' } };
    case 'unavailable':
      return { status: 503, body: { error: 'Service Unavailable' } };
  }
}
