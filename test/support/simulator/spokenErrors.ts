import { accessErrors } from './spokenAccessErrors.js';
import { google, openai, said, type SpokenError } from './spokenError.js';
import { contextLimits, requestedWaits } from './spokenLimitErrors.js';
import type { VendorReply } from './vendor.js';

const prefix = `litellm.APIError: ${'the gateway was asked for a model of this group and tried it '.repeat(8)}`;

/** Where the reason stands. */
const shapes: Readonly<Record<string, SpokenError>> = {
  'message-object': said(
    'invalid-request',
    422,
    { message: { detail: [{ msg: 'Field required', loc: ['body', 'x'] }] } },
    /Field required/u,
  ),
  'message-list': said(
    'invalid-request',
    400,
    { message: ['seed must be an integer', 'n must be 1'] },
    /seed must be/u,
  ),
  'error-list': said('invalid-request', 400, { error: ['Input 0 is no number'] }, /Input 0 is no number/u),
  'errors-list': said(
    'invalid-request',
    400,
    { errors: [{ detail: 'The seed is no number' }] },
    /The seed is no number/u,
  ),
  'detail-text': said('invalid-request', 400, { detail: 'The seed is no number' }, /The seed is no number/u),
  'plain-text': said('rate-limited', 429, 'Too many requests from your team', /from your team/u),
  'metadata-raw': said(
    'context-too-long',
    400,
    {
      error: {
        message: 'Provider returned error',
        code: 400,
        metadata: { raw: '{"error":{"message":"Input is too long for requested model."}}' },
      },
    },
    /says: Input is too long for requested model/u,
  ),
  'metadata-raw-text': said(
    'rate-limited',
    429,
    {
      error: {
        message: 'Provider returned error',
        code: 429,
        metadata: { raw: 'x-ai/grok is temporarily rate-limited upstream' },
      },
    },
    /temporarily rate-limited upstream/u,
  ),
  'behind-a-prefix': said(
    'context-too-long',
    400,
    openai(`${prefix}prompt is too long: 250000 tokens > 200000 maximum`),
    /litellm/u,
  ),
  'json-in-a-sentence': said(
    'quota-exceeded',
    400,
    openai('litellm.BadRequestError: AnthropicException - {"error":{"message":"Your credit balance is too low"}}'),
    /says: Your credit balance is too low/u,
  ),
};

const others: Readonly<Record<string, SpokenError>> = {
  'rate-groq': said(
    'rate-limited',
    429,
    openai(
      'Rate limit reached for model `x` on tokens per minute (TPM): Limit 12000. Please try again in 0.1s. Need more tokens? Visit https://console.groq.com/settings/billing',
      'rate_limit_exceeded',
      'tokens',
    ),
    /limiting requests/u,
  ),
  'request-of-groq': said(
    'context-too-long',
    429,
    openai(
      'Request too large for model `x` on tokens per minute (TPM): Limit 6000, Requested 9000',
      'rate_limit_exceeded',
      'tokens',
    ),
    /too long/u,
  ),
  'rate-bedrock': said(
    'rate-limited',
    400,
    { message: 'ThrottlingException: Too many tokens, please wait before trying again.' },
    /please wait before/u,
  ),
  'quota-of-key': said('quota-exceeded', 403, { error: { code: 403, message: 'Key limit exceeded' } }, /Key limit/u),
  'quota-of-budget': said(
    'quota-exceeded',
    400,
    { error: { message: 'Budget has been exceeded! Current cost: 1.2', type: 'budget_exceeded', code: '400' } },
    /Budget/u,
  ),
  'quota-mistral': said(
    'quota-exceeded',
    401,
    { message: 'Inactive subscription or usage limit reached' },
    /Inactive subscription/u,
  ),
  'quota-moonshot': said(
    'quota-exceeded',
    429,
    openai('Your account is suspended, please check your plan and billing details'),
    /suspended/u,
  ),
  'quota-grok': said(
    'quota-exceeded',
    429,
    { code: 'subscription:free-usage-exhausted', error: "You've used all the included free usage" },
    /free usage/u,
  ),
  'quota-xai': said('quota-exceeded', 403, { error: "Your team doesn't have any credits yet" }, /any credits/u),
  'quota-google': said(
    'quota-exceeded',
    429,
    google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan and billing details.'),
    /current quota/u,
  ),
  'model-id': said('model-not-found', 400, openai('gpt-9 is not a valid model ID'), /not a valid model ID/u),
  'model-names': said(
    'model-not-found',
    400,
    openai('The supported API model names are a or b, but you passed c.'),
    /you passed c/u,
  ),
  'model-azure': said(
    'model-not-found',
    404,
    { error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' } },
    /deployment/u,
  ),
  'image-refused': said(
    'unsupported-input',
    500,
    { error: { message: 'image input is not supported - hint: mmproj', code: 500, type: 'server_error' } },
    /image input/u,
  ),
  'image-openrouter': said(
    'unsupported-input',
    404,
    { error: { code: 404, message: 'No endpoints found that support image input' } },
    /image input/u,
  ),
  'model-pauses': said('provider-unavailable', 503, openai('Model x is currently not available'), /not available/u),
  'gateway-hides-status': said(
    'rate-limited',
    500,
    { error: { code: 429, message: 'Upstream said no' } },
    /Upstream said no/u,
  ),
};

/** By the name in `says-<name>-scenario-<any>`, the model's id. */
export const spokenErrors: Readonly<Record<string, SpokenError>> = {
  ...shapes,
  ...contextLimits,
  ...requestedWaits,
  ...accessErrors,
  ...others,
};

/** The error that the model's id asks for. */
export function spokenErrorFor(path: string, body: unknown): VendorReply | undefined {
  const name = /says-([a-z-]+)-scenario/u.exec(`${JSON.stringify(body ?? '')} ${path}`)?.[1];
  return name === undefined ? undefined : spokenErrors[name];
}
