import assert from 'node:assert/strict';
import { outputLimitIn } from '../../../../../src/providers/adapter/refusals/outputLimit.js';
import { refusedParameter } from '../../../../../src/providers/adapter/refusals/refusedParameter.js';
import { readVendorFailure } from '../../../../../src/providers/transport/vendorFailure.js';

const optional = [
  'temperature',
  'top_p',
  'reasoning_effort',
  'reasoning.summary',
  'include',
  'thinking',
  'thinking_config',
  'output_config.effort',
  'stream_options',
  'stream',
  'max_tokens',
  'system',
  'response_format',
];
const said = (message: string, names: readonly string[] = optional): string | undefined =>
  refusedParameter(readVendorFailure({ error: { message } }, 400), names);

describe('a refused parameter', () => {
  it('is found in every wording', () => {
    const sentences: Record<string, string> = {
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.":
        'max_tokens',
      'Unrecognized request argument supplied: stream_options': 'stream_options',
      "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'x'}]": 'stream_options',
      'Model grok-x: parameter temperature is not supported': 'temperature',
      '`temperature` and `top_p` cannot both be specified for this model.': 'temperature',
      'topP is not supported by this model': 'top_p',
      "litellm.UnsupportedParamsError: groq does not support parameters: ['reasoning_effort']": 'reasoning_effort',
      "Unsupported value: 'stream' does not support true with this model. Only the default (false) value is supported.":
        'stream',
      'This response_format type is unavailable now': 'response_format',
      'JSON mode is not enabled for models/gemma-x': 'response_format',
      'Your organization must be verified to generate `reasoning.summary`': 'reasoning.summary',
      'This model does not support the effort parameter.': 'output_config.effort',
      'Conversation roles must alternate user/assistant/user/assistant': 'system',
      'Only user and assistant roles are supported!': 'system',
      'Developer instruction is not enabled for models/gemma-x': 'system',
      'invalid params, role system is not supported (2013)': 'system',
      'Unexpected role "system". The Messages API accepts a top-level parameter.': 'system',
      'Instructions are not supported with this model': 'system',
      'invalid params, chat content has invalid message role: system (2013)': 'system',
      "litellm.UnsupportedParamsError: O-series models don't support temperature=0.0.": 'temperature',
      'invalid temperature: only 1 is allowed for this model': 'temperature',
      '`temperature` must be strictly positive': 'temperature',
      'temperature must be in the range [0.0, 2.0].': 'temperature',
      "Validation error for `reasoning_effort`: expected one of 'low' | 'high', received 'xhigh'": 'reasoning_effort',
      'body.reasoning_effort: extra fields not permitted': 'reasoning_effort',
      'extraneous key [stream_options] is not permitted, please reformat your input': 'stream_options',
      'The `stream_options` parameter is only allowed when `stream` is enabled.': 'stream_options',
      'json: unknown field "stream_options"': 'stream_options',
      'max_tokens is too large': 'max_tokens',
      'this model is not supported MaxTokens, please use MaxCompletionTokens': 'max_tokens',
      'Streaming is not supported for this model': 'stream',
      'This model does not support streaming.': 'stream',
      "'stream' must be false": 'stream',
      'JSON schema is not supported for this model': 'response_format',
      'Guided decoding is not supported for this model': 'response_format',
      "'response_format.type' must be 'json_schema'": 'response_format',
      "'claude-3-haiku' does not support output format.": 'response_format',
      'Your organization must be verified to generate reasoning summaries.': 'reasoning.summary',
      'Encrypted content is not supported with this model.': 'include',
    };
    for (const [sentence, name] of Object.entries(sentences)) assert.equal(said(sentence), name, sentence);
  });

  it('is found under the name that another layer gives it', () => {
    assert.equal(said('"gemma3" does not support thinking', ['reasoning_effort']), 'reasoning_effort');
    for (const sentence of [
      'Thinking level is not supported for this model.',
      'Budget 0 is invalid. This model only works in thinking mode.',
      'The thinking budget 65536 is invalid. Please choose a value between 128 and 32768.',
    ])
      assert.equal(said(sentence, ['thinking_config']), 'thinking_config', sentence);
    assert.equal(
      said('invalid think value: "xhigh" (must be "high" or "low")', ['reasoning_effort']),
      'reasoning_effort',
    );
    assert.equal(said('output_config: Extra inputs are not permitted'), 'output_config.effort');
    const anthropic =
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort".';
    assert.equal(said(anthropic, ['output_config.effort', 'thinking']), 'thinking');
    const failure = readVendorFailure({ error: { param: 'text.format', message: 'No.' } }, 400);
    assert.equal(refusedParameter(failure, optional), 'response_format');
  });

  it('is not found where a word of plain English, a longer name or no refusal stands', () => {
    for (const sentence of [
      'Unsupported file. Please include a name.',
      'The stream was not supported by a deposit',
      "Unsupported parameter: 'stream_options_extra'",
      'Sent were temperature 0.3 and top_p 1',
      'The thinking of this model is unknown to us',
      'An invalid message in the system',
    ])
      assert.equal(said(sentence), undefined, sentence);
  });

  it('is not found in a sentence about the conversation', () => {
    const body = { error: { param: 'messages[2].content', message: "Invalid content: 'what does temperature do'" } };
    assert.equal(refusedParameter(readVendorFailure(body, 400), optional), undefined);
  });

  it('is not found where a sentence names a place in the conversation, or another parameter that it must fit', () => {
    for (const sentence of [
      'messages.1.content.0: Invalid `signature` in `thinking` block',
      'system.0.cache_control: Extra inputs are not permitted',
      '`max_completion_tokens` must be greater than `thinking.budget_tokens`.',
    ])
      assert.equal(said(sentence), undefined, sentence);
  });

  it('is none that may not be left out', () => {
    assert.equal(said("Unsupported parameter: 'model'"), undefined);
    assert.equal(said("Unsupported parameter: 'temperature'", ['top_p']), undefined);
  });
});

describe('the longest answer', () => {
  it('is what the context has left', () => {
    const sentences: Record<string, number> = {
      'input length and `max_tokens` exceed context limit: 180000 + 32000 > 200000, decrease input length': 20_000,
      "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens (1000 in the messages, 8000 in the completion).": 7192,
      "'max_tokens' is too large: 9000. This model's maximum context length is 4096 tokens and your request has 96 input tokens": 4000,
      '`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 3500 `inputs` tokens and 1000 `max_new_tokens`': 596,
    };
    for (const [sentence, tokens] of Object.entries(sentences))
      assert.deepEqual(outputLimitIn(sentence), { tokens, isRest: true }, sentence);
  });

  it('is what the model gives at most', () => {
    const anthropic = 'max_tokens: 32000 > 8192, which is the maximum allowed number of output tokens for x';
    const openai = 'max_tokens is too large: 32000. This model supports at most 16384 completion tokens';
    assert.deepEqual(outputLimitIn(anthropic), { tokens: 8192, isRest: false });
    assert.deepEqual(outputLimitIn(openai), { tokens: 16_384, isRest: false });
    for (const sentence of [
      '`max_completion_tokens` must be less than or equal to `8192`, the maximum value for `max_completion_tokens`',
      'max tokens must be less than or equal to 8192, the maximum output for this model',
      'Invalid max_tokens value, the valid range of max_tokens is [1, 8192]',
      '<400> InternalError.Algo.InvalidParameter: Range of max_tokens should be [1, 8192]',
      'it has a maxOutputTokens value of 100000 but the supported range is from 1 (inclusive) to 8193 (exclusive).',
    ])
      assert.deepEqual(outputLimitIn(sentence), { tokens: 8192, isRest: false }, sentence);
  });

  it('is nothing where the question alone is too long, or nothing is said', () => {
    for (const sentence of [
      'input length and `max_tokens` exceed context limit: 199999 + 32000 > 200000',
      'input length and `max_tokens` exceed context limit: 250000 + 32000 > 200000',
      'prompt is too long: 250000 tokens > 200000 maximum',
      '',
    ])
      assert.equal(outputLimitIn(sentence), undefined, sentence);
  });
});
