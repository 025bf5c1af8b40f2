import type { FinishReason } from '../../../core/message.js';
import type { UnknownEventLog } from '../unknownEventLog.js';

/**
 * The words of all interfaces for the end of an answer: gateways pass those of the vendor behind them on, in any case. Sources: `finish_reason`
 * of Chat Completions, Mistral, Zhipu and Cohere, `stop_reason` of Anthropic, `stopReason` of Bedrock
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_MessageStopEvent.html), `FinishReason` of Google
 * (https://googleapis.github.io/js-genai/release_docs/enums/types.FinishReason.html).
 */
const reasons: ReadonlyMap<string, FinishReason> = new Map(
  Object.entries({
    stop: 'stop complete end_turn eos eos_token stop_sequence',
    length: 'length max_tokens max_output_tokens model_length model_context_window_exceeded continuation',
    'tool-calls': 'tool_calls function_call tool_use',
    refusal: 'refusal',
    'content-filter':
      'content_filter content_filtered guardrail_intervened sensitive safety recitation blocklist prohibited_content spii ' +
      'image_safety image_prohibited_content image_recitation',
  } satisfies Partial<Record<FinishReason, string>>).flatMap(([reason, words]) =>
    words.split(' ').map((word): [string, FinishReason] => [word, reason as FinishReason]),
  ),
);
/** Known, and none of the others. */
const others: ReadonlySet<string> = new Set(
  (
    'other finish_reason_unspecified language malformed_function_call unexpected_tool_call too_many_tool_calls ' +
    'malformed_response missing_thought_signature no_image image_other malformed_model_output malformed_tool_use'
  ).split(' '),
);

/** What an answer held so far. */
interface Seen {
  readonly called: boolean;
  readonly refused?: boolean;
}

/** @param field that the word was in; named in the log when the word is unknown */
export function finishReasonOf(
  word: string,
  { called, refused = false }: Seen,
  notes: UnknownEventLog,
  field: string,
): FinishReason {
  const reason = reasons.get(word.toLowerCase());
  if (reason === undefined && !others.has(word.toLowerCase())) notes.unknown(word, field);
  // Several servers say `stop` after calls.
  if (reason === 'stop') return called ? 'tool-calls' : refused ? 'refusal' : 'stop';
  return reason ?? 'other';
}

/** Whether a word says that the answer was cut off by a limit or a filter, and a call with it (vllm-project/vllm#46303). */
export function isCutOff(word: string): boolean {
  const reason = reasons.get(word.toLowerCase());
  return reason === 'length' || reason === 'content-filter' || reason === 'refusal';
}
