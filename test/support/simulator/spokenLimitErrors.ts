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
    // https://github.com/earendil-works/pi/issues/129, 4943, 5677, 5929
    openai: openai('Your input exceeds the context window of this model.'),
    groq: openai(
      'Please reduce the length of the messages or completion. Current length is 42328 while limit is 40000',
    ),
    openrouter: openai("This endpoint's maximum context length is 128000 tokens. However, you requested about 300000."),
    poolside: openai('Input length 131393 exceeds the maximum allowed input length of 131040 tokens.'),
    together: openai("The input (300000 tokens) is longer than the model's context length (131072 tokens)."),
    minimax: openai('invalid params, context window exceeds limit (2013)'),
    mistral: openai('Prompt contains 65673 tokens and 0 draft tokens, too large for model with 32768 maximum context'),
    ollama: openai('prompt too long; exceeded max context length by 200 tokens'),
    atlas: openai('Prompt too long: 5152 tokens exceeds max_seq_len 2048'),
    vllm: openai('The decoder prompt (length 5000) is longer than the maximum model length of 4096.'),
    vertex: openai(
      'Unable to submit request because the input token count is 1100000 but model only supports up to 1048576.',
    ),
    alibaba: openai('<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 30720]'),
    'length-of-message': openai(
      "Invalid 'messages[1].content': string too long. Expected a string with maximum length 1048576, but got 2000000.",
    ),
    'no-shift': openai('context shift is disabled'),
  }).map(([name, body]) => [`too-long-${name}`, said('context-too-long', 400, body, /too long for the model/u)]),
);

/** How long to wait, wherever a server says it. */
export const requestedWaits: Readonly<Record<string, SpokenError>> = {
  'rate-hour': {
    ...said('rate-limited', 429, openai('Slow down'), /It asks to wait 1 hour\. .* says: Slow down/u),
    headers: { 'retry-after': '3600' },
  },
  // Hugging Face, "Hub rate limits"
  'rate-field': {
    ...said('rate-limited', 429, { error: 'Slow down' }, /It asks to wait 1 hour\. .* says: Slow down/u),
    headers: { ratelimit: '"resolvers";r=12;t=60, "api";r=0;t=3600' },
  },
  'rate-reset': {
    ...said('rate-limited', 429, openai('Slow down'), /It asks to wait 1 hour\./u),
    headers: {
      'x-ratelimit-reset-requests': '1h0m0s',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-tokens': '1s',
      'x-ratelimit-remaining-tokens': '900',
    },
  },
  // OpenRouter hands on the headers of its free models' limits.
  'rate-openrouter': said(
    'rate-limited',
    429,
    {
      error: {
        code: 429,
        message: 'Rate limit exceeded: free-models-per-day',
        metadata: { headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '3600' } },
      },
    },
    /It asks to wait 1 hour\. .* says: Rate limit exceeded/u,
  ),
  'rate-in-the-body': said(
    'rate-limited',
    429,
    { error: { message: 'Slow down', retry_after: 3600 } },
    /It asks to wait 1 hour\./u,
  ),
};
