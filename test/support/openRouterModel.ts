/**
 * An entry of OpenRouter's list with all that real ones have: 1.8 KB, 81 marks of JSON
 * (https://openrouter.ai/docs/api-reference/list-available-models).
 */
export function openRouterModel(index: number): { readonly id: string } & Readonly<Record<string, unknown>> {
  const vendor = `vendor-${index % 60}`;
  return {
    id: `${vendor}/model-${index}`,
    canonical_slug: `${vendor}/model-${index}-20250612`,
    hugging_face_id: `${vendor}/Model-${index}`,
    name: `Vendor ${index % 60}: Model ${index}`,
    created: 1_700_000_000 + index,
    description:
      `Model ${index} is a "mixture of experts", and more: [its page](https://example.com/${index}).\n`.repeat(10),
    context_length: 131_072,
    architecture: {
      modality: 'text+image->text',
      input_modalities: ['text', 'image', 'file'],
      output_modalities: ['text'],
      tokenizer: 'Other',
      instruct_type: null,
    },
    pricing: {
      prompt: '0.0000005',
      completion: '0.0000015',
      request: '0',
      image: '0',
      web_search: '0',
      internal_reasoning: '0',
      input_cache_read: '0.0000001',
      input_cache_write: '0.0000006',
    },
    top_provider: { context_length: 131_072, max_completion_tokens: 65_536, is_moderated: false },
    per_request_limits: null,
    supported_parameters: [
      'frequency_penalty',
      'include_reasoning',
      'max_tokens',
      'min_p',
      'presence_penalty',
      'reasoning',
      'repetition_penalty',
      'response_format',
      'seed',
      'stop',
      'structured_outputs',
      'temperature',
      'tool_choice',
      'tools',
      'top_k',
      'top_p',
    ],
    default_parameters: { temperature: 0.6, top_p: 0.95, frequency_penalty: null },
    expiration_date: null,
  };
}
