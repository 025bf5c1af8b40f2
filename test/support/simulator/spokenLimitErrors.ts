import { anthropic, google, openai, said, type SpokenError } from './spokenError.js';

/** What is too long. */
export const contextLimits: Readonly<Record<string, SpokenError>> = Object.fromEntries(
  Object.entries({
    tgi: {
      error:
        'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens and 1000 `max_new_tokens`',
      error_type: 'validation',
    },
    'tgi-inputs': {
      error: 'Input validation error: `inputs` must have less than 1024 tokens. Given: 1200',
      error_type: 'validation',
    },
    bedrock: { error: { message: 'Input is too long for requested model.' } },
    anthropic: anthropic(
      'invalid_request_error',
      'input length and `max_tokens` exceed context limit: 199999 + 32000 > 200000',
    ),
    xai: {
      code: 'Client specified an invalid argument',
      error: "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
    },
    'lm-studio': {
      error:
        'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens',
    },
    'llama-cpp': {
      error: {
        code: 400,
        message: 'the request exceeds the available context size, try increasing it',
        type: 'exceed_context_size_error',
      },
    },
    copilot: openai('prompt token count of 70000 exceeds the limit of 64000'),
    'github-models': { error: { code: 'tokens_limit_reached', message: 'Max size: 8000 tokens.' } },
    moonshot: openai('Invalid request: Your request exceeded model token limit: 8192'),
    google: google(
      400,
      'INVALID_ARGUMENT',
      'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
    ),
    cohere: { message: 'too many tokens: total number of tokens in the prompt cannot exceed 4081' },
    'too-many-prompt-tokens': openai('Sorry.', 'too_many_prompt_tokens'),
  }).map(([name, body]) => [`too-long-${name}`, said('context-too-long', 400, body, /too long for the model/u)]),
);
