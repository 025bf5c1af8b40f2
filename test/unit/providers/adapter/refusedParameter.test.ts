import assert from 'node:assert/strict';
import { outputLimitIn } from '../../../../src/providers/adapter/outputLimit.js';
import { refusedParameter } from '../../../../src/providers/adapter/refusedParameter.js';
import { readVendorFailure } from '../../../../src/providers/transport/vendorFailure.js';

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
    };
    for (const [sentence, name] of Object.entries(sentences)) assert.equal(said(sentence), name, sentence);
  });

  it('is found under the name that another layer gives it', () => {
    assert.equal(said('"gemma3" does not support thinking', ['reasoning_effort']), 'reasoning_effort');
    assert.equal(said('Thinking level is not supported for this model.', ['thinking_config']), 'thinking_config');
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
