import { ScoutError } from '../../../core/errors.js';
import { redact } from '../../../core/redaction.js';
import { labelOf } from '../../../core/text/labelOf.js';
import { limits } from '../limits.js';

/**
 * Words for the end of an answer that failed: OpenRouter `error` (vercel/ai#19165), DeepSeek `insufficient_system_resource`
 * ("Create Chat Completion"), vLLM `abort`, Zhipu `network_error`; gateways say more in front of them.
 */
const failed =
  /^(?:\w+[_-])?(?:error|failed|failure|abort(?:ed)?|cancell?ed|interrupted|exception|timeout|overloaded|unavailable|insufficient_system_resource)$/iu;

export function isFailedWord(word: string): boolean {
  return failed.test(word);
}

/** An answer that the server itself calls a failure, without saying more. @param word the server's own */
export function failedAnswer(vendor: string, word: string): ScoutError {
  const reason = labelOf(redact(word), limits.rawReason);
  return new ScoutError('provider-unavailable', `${vendor} ended the answer with an error (${reason}).`, {
    retryable: true,
  });
}
