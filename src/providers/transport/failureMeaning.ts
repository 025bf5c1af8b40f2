import type { ErrorCode } from '../../core/errors.js';
import {
  badKey,
  blocked,
  deniedWithKey,
  isModelMissing,
  lasting,
  modelNotAllowed,
  moderated,
  quotaSpent,
  tooFast,
  tooLong,
  unsupportedInput,
} from './failureWordings.js';
import type { VendorFailure } from './vendorFailure.js';

/**
 * Codes whose meaning depends neither on the status nor on the sentence, in letters only. Sources: OpenAI "Error codes" guide and
 * `ResponseError` in its SDK, Anthropic "Errors" page, Google's ErrorInfo reasons, Azure OpenAI, Groq, xAI, GitHub Models, AWS, Mistral,
 * Moonshot, LiteLLM, Portkey.
 */
const meanings: ReadonlyMap<string, ErrorCode> = new Map(
  Object.entries({
    'quota-exceeded':
      'insufficient_quota billing_error billing_hard_limit_reached billing_not_active billing_disabled insufficient_balance ' +
      'insufficient_credits insufficient_funds quota_exceeded exceeded_current_quota_error budget_exceeded ' +
      'payment_required subscription:free-usage-exhausted',
    'rate-limited': 'rate_limit_exceeded rate_limit_error rate_limited too_many_requests throttling_exception',
    'invalid-api-key': 'invalid_api_key api_key_invalid',
    'access-denied':
      'unsupported_country_region_territory service_disabled api_key_service_blocked api_key_ip_address_blocked ' +
      'api_key_http_referrer_blocked ip_not_authorized organization_restricted model_terms_required ' +
      'account_deactivated mismatched_organization mismatched_project invalid_organization',
    'context-too-long':
      'context_length_exceeded context_window_exceeded request_too_large too_many_prompt_tokens tokens_limit_reached ' +
      'exceed_context_size_error string_above_max_length prompt_too_long',
    'model-not-found':
      'model_not_found invalid_model unknown_model model_not_supported model_not_available model_decommissioned ' +
      'deployment_not_found no_access key_model_access_denied team_model_access_denied',
    'content-filtered':
      'content_filter content_policy_violation bio_policy misalignment_policy_violation image_content_policy_violation ' +
      'responsible_ai_policy_violation data_inspection_failed hooks_failed',
    'invalid-request': 'unsupported_parameter unsupported_value unknown_parameter',
  } satisfies Partial<Record<ErrorCode, string>>).flatMap(([meaning, codes]) =>
    codes.split(' ').map((code): [string, ErrorCode] => [lettersOf(code), meaning as ErrorCode]),
  ),
);

/** Codes that say no more than a status does, as that status: they count where there is none. */
const statusOf: ReadonlyMap<string, number> = new Map([
  ['authentication_error', 401],
  ['unauthenticated', 401],
  ['permission_error', 403],
  ['permission_denied', 403],
  ['access_denied', 403],
  ['resource_exhausted', 429],
  ['overloaded_error', 529],
  ['unavailable', 503],
  ['timeout_error', 504],
  ['api_error', 500],
  ['server_error', 500],
  ['internal', 500],
  ['not_found_error', 404],
  ['invalid_request_error', 400],
  ['invalid_argument', 400],
]);

/** What a failure means. The vendor's own code says more than its status, and its sentence decides where neither does. */
export function classifyVendorFailure(failure: VendorFailure): ErrorCode {
  const status = statusIn(failure);
  // Groq and OpenAI answer a single request that is larger than the limit of a minute with its code: no wait would help.
  if (failure.status === 413 || /\brequest too large for\b/i.test(failure.text)) return 'context-too-long';
  const meant = failure.codes.map((code) => meanings.get(lettersOf(code))).find((code) => code !== undefined);
  if (meant !== undefined) return meant;
  // Google says the same of a minute's limit and of the plan's; only the former says when to come back.
  if (status === 429 && failure.retryAfterMs !== undefined) return 'rate-limited';
  if (status === 402 || quotaSpent.test(failure.text)) return 'quota-exceeded';
  if (status === 429) return 'rate-limited';
  if (blocked.test(failure.text)) return 'access-denied';
  return accessMeaning(failure, status) ?? requestMeaning(failure, status);
}

/** @returns `undefined` if neither the key nor its rights are to blame */
function accessMeaning({ text }: VendorFailure, status: number | undefined): ErrorCode | undefined {
  if (badKey.test(text)) return 'invalid-api-key';
  if ((status === 401 || status === 403) && modelNotAllowed.test(text)) return 'model-not-found';
  if (status === 403) {
    if (/(?:invalid|bad) (?:token|credentials)/i.test(text)) return 'invalid-api-key';
    if (isModelMissing(text)) return 'model-not-found';
    return moderated.test(text) ? 'content-filtered' : 'access-denied';
  }
  if (status === 401) return deniedWithKey.test(text) ? 'access-denied' : 'invalid-api-key';
  return status === undefined && /unauthori[sz]ed/i.test(text) ? 'invalid-api-key' : undefined;
}

function requestMeaning({ text, codes, parameter }: VendorFailure, status: number | undefined): ErrorCode {
  // Bedrock: "Too many tokens, please wait before trying again."
  if (tooFast.test(text)) return 'rate-limited';
  if (tooLong.test(text)) return 'context-too-long';
  // A model that is "not available" with these will be back.
  if (status === 503 || status === 529) return 'provider-unavailable';
  if (unsupportedInput.test(text)) return 'unsupported-input';
  if (isModelMissing(text) || (status === 404 && codes.includes('not_found_error'))) return 'model-not-found';
  if ((status === undefined || status === 500 || status === 501) && lasting.test(text)) return 'invalid-request';
  if (status === 408 || status === 409 || status === undefined || status >= 500) return 'provider-unavailable';
  // What is said of a parameter may repeat the conversation.
  return moderated.test(text) && parameter === undefined ? 'content-filtered' : 'invalid-request';
}

/** Whether a vendor gave up on a request that it had received, and may still be busy with: HTTP 504, Cloudflare's 524. */
export function isTimeout(failure: VendorFailure): boolean {
  const status = statusIn(failure);
  return status === 504 || status === 524;
}

/** A gateway's own status of 5xx hides the one that it was given, which its body then names; a 500 says nothing at all. */
function statusIn({ status, statedStatus, codes }: VendorFailure): number | undefined {
  if (status !== undefined && status < 500) return status;
  if (statedStatus !== undefined) return statedStatus;
  const meant = codes.map((code) => statusOf.get(code)).find((known) => known !== undefined);
  return status === undefined || status === 500 ? (meant ?? status) : status;
}

/** Vendors write the same code with underscores, with hyphens and in camel case. */
function lettersOf(code: string): string {
  return code.toLowerCase().replaceAll(/[^a-z]/gu, '');
}
