import { soundFacts, type ModelFacts } from '../../../core/modelFacts.js';
import type { ModelPrice } from '../../../core/modelPrice.js';
import { dateIn, dollarPrice } from '../modelList/listedFacts.js';
import { elementsOf, fieldsOf, isRecord, type WireFields } from '../wireValues.js';

/**
 * What servers with Chat Completions add to their lists of models; many add nothing. Context: vLLM `max_model_len`, Groq
 * `context_window`, LM Studio `max_context_length`, others `context_length`. Moonshot has fields for what a model can (https://platform.kimi.ai/docs/api/list-models),
 * Fireworks has two like these, and GitHub Models has `limits`, `capabilities` and `supported_input_modalities`
 * (https://docs.github.com/en/rest/models/catalog). All the rest is OpenRouter's, which other gateways have taken over:
 * https://openrouter.ai/docs/models
 */
export function toFacts(model: WireFields): ModelFacts {
  const limits = fieldsOf(model['limits']);
  const modalities = elementsOf(
    fieldsOf(model['architecture'])['input_modalities'] ??
      model['input_modalities'] ??
      model['supported_input_modalities'],
  );
  const takes = (name: string): boolean | undefined =>
    modalities.length === 0 ? undefined : modalities.includes(name);
  const [parameters, capabilities] = [model['supported_parameters'], model['capabilities']];
  return soundFacts({
    contextTokens:
      model['max_model_len'] ??
      model['context_length'] ??
      model['context_window'] ??
      model['max_context_length'] ??
      limits['max_input_tokens'],
    maxOutputTokens:
      fieldsOf(model['top_provider'])['max_completion_tokens'] ??
      model['max_completion_tokens'] ??
      limits['max_output_tokens'],
    imageInput: takes('image') ?? model['supports_image_in'] ?? model['supports_image_input'],
    // OpenRouter reads PDFs for models that cannot: without `file` nothing is said.
    pdfInput: takes('file') === true ? true : undefined,
    audioInput: takes('audio'),
    tools: has(parameters, 'tools') ?? has(capabilities, 'tool-calling') ?? model['supports_tools'],
    structuredOutput: has(parameters, 'structured_outputs'),
    reasoning: has(parameters, 'reasoning') ?? model['supports_reasoning'],
    price: isRecord(model['pricing']) ? priceIn(model['pricing']) : undefined,
    retiresAt: dateIn(model['expiration_date']),
  });
}

/** `undefined` where there is no list to be in. */
function has(list: unknown, name: string): boolean | undefined {
  return Array.isArray(list) ? list.includes(name) : undefined;
}

/** In dollars for a token, as text. What is charged in another way as well has no price that SCOUT could calculate with. */
function priceIn(pricing: WireFields): ModelPrice | undefined {
  const { prompt, completion, request, internal_reasoning, overrides, input_cache_read, input_cache_write } = pricing;
  const reasoning = Number(internal_reasoning ?? 0);
  if (Number(request ?? 0) !== 0 || elementsOf(overrides).length > 0) return undefined;
  if (reasoning !== 0 && reasoning !== Number(completion)) return undefined;
  // Together has prices for a million tokens, under other names.
  if (typeof prompt !== 'string' || typeof completion !== 'string') return undefined;
  return dollarPrice(
    { input: prompt, output: completion, cacheRead: input_cache_read, cacheWrite: input_cache_write },
    1,
  );
}
