import { anthropic, google, openai, said, type SpokenError } from './spokenError.js';

/** Who may not do what. */
export const accessErrors: Readonly<Record<string, SpokenError>> = {
  'bad-key-openai': said('invalid-api-key', 400, openai('Incorrect API key provided'), /rejected it/u),
  'bad-key-gateway': said('invalid-api-key', 401, { message: 'Unauthorized', type: 'api_error' }, /rejected it/u),
  'bad-key-google': said(
    'invalid-api-key',
    400,
    google(400, 'INVALID_ARGUMENT', 'API key not valid.', 'API_KEY_INVALID'),
    /rejected it/u,
  ),
  'bad-key-leaked': said(
    'invalid-api-key',
    403,
    google(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked.'),
    /rejected it/u,
  ),
  'bad-key-azure': said(
    'invalid-api-key',
    401,
    { error: { code: '401', message: 'Access denied due to invalid subscription key or wrong API endpoint.' } },
    /rejected it/u,
  ),
  region: said(
    'access-denied',
    403,
    openai('Country, region, or territory not supported', 'unsupported_country_region_territory', 'request_forbidden'),
    /region, or territory not supported/u,
  ),
  'region-google': said(
    'access-denied',
    400,
    google(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
    /User location/u,
  ),
  'api-disabled': said(
    'access-denied',
    403,
    google(
      403,
      'PERMISSION_DENIED',
      'Generative Language API has not been used in project 1 before or it is disabled.',
      'SERVICE_DISABLED',
    ),
    /has not been used in project/u,
  ),
  policy: said(
    'access-denied',
    403,
    { error: { message: 'Blocked by company policy: no source code', type: 'policy' } },
    /Blocked by company policy/u,
  ),
  scope: said(
    'access-denied',
    401,
    openai('You have insufficient permissions for this operation. Missing scopes: model.request.'),
    /Missing scopes: model\.request/u,
  ),
  'ip-list': said(
    'access-denied',
    401,
    openai('Your IP is not in the allow list of this workspace', 'ip_not_authorized'),
    /allow list/u,
  ),
  firewall: said(
    'access-denied',
    403,
    { error: { code: '403', message: 'Access denied due to Virtual Network/Firewall rules.' } },
    /Firewall rules/u,
  ),
  terms: said(
    'access-denied',
    403,
    { error: 'The model llama needs acceptance of its terms by the administrator' },
    /acceptance of its terms/u,
  ),
  'anthropic-permission': said(
    'access-denied',
    403,
    anthropic('permission_error', 'This organization has been disabled.'),
    /has been disabled/u,
  ),
  moderation: said(
    'content-filtered',
    403,
    { error: { code: 403, message: 'Your input was flagged' } },
    /was flagged/u,
  ),
};
