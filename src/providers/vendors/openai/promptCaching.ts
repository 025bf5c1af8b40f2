import type { ResponseCreateParamsStreaming, ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { CacheMissReason } from '../../../core/message.js';
import type { CacheReport, LatestAnswers } from '../../adapter/cacheDiagnosis.js';
import { fieldsOf } from '../../adapter/wireValues.js';
import type { PromptCache } from '../../provider.js';

/** What a server in OpenAI's place, or an older model, may refuse. */
export const optionalParameters = ['prompt_cache_key', 'prompt_cache_options'] as const;

/** `Response.CacheMiss` in the SDK. */
const missReasons: ReadonlyMap<unknown, CacheMissReason> = new Map([
  ['model_changed', 'model'],
  ['tools_changed', 'tools'],
  ['input_changed', 'messages'],
  ['context_compacted', 'messages'],
  ['prompt_cache_key_changed', 'parameters'],
  ['text_format_changed', 'parameters'],
  ['reasoning_effort_changed', 'parameters'],
  ['verbosity_changed', 'parameters'],
  ['service_tier_changed', 'parameters'],
]);

/** Models that compare a request with an earlier one: from gpt-5.6 on (`PromptCacheOptions` in the SDK). */
const compares = /^(?:ft:)?gpt-(?:5\.(?:[6-9]|\d\d)|[6-9]|\d\d)/;

/**
 * The request with the key by which OpenAI sends the requests of a conversation to the machine that has their beginning in its cache:
 * https://developers.openai.com/api/docs/guides/prompt-caching. It caches by itself.
 * @param omit names of `optionalParameters` that this model has refused
 * @param previous OpenAI's id of the answer before, so that it says what has changed since
 */
export function withPromptCaching(
  body: ResponseCreateParamsStreaming,
  cache: PromptCache | undefined,
  omit: ReadonlySet<string>,
  previous: string | undefined,
): ResponseCreateParamsStreaming {
  if (cache === undefined) return body;
  const isCompared = previous !== undefined && compares.test(String(body.model)) && !omit.has('prompt_cache_options');
  return {
    ...body,
    ...(omit.has('prompt_cache_key') ? {} : { prompt_cache_key: cache.key }),
    ...(isCompared ? { prompt_cache_options: { comparison_response_id: previous } } : {}),
  };
}

/** The stream as it is; on its way the id of the answer and the reason of a miss are noted. */
export async function* watchCaching(
  stream: AsyncIterable<ResponseStreamEvent>,
  key: string,
  latest: LatestAnswers,
  report: CacheReport,
): AsyncGenerator<ResponseStreamEvent, void, undefined> {
  for await (const event of stream) {
    if (event.type === 'response.completed' || event.type === 'response.incomplete') {
      const { id, prompt_cache_diagnostics: diagnostics } = fieldsOf(event.response);
      latest.set(key, id);
      report.missReason = missReasons.get(fieldsOf(diagnostics)['reason']);
    }
    yield event;
  }
}
