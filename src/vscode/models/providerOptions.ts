import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { ProviderOptions } from '../../providers/provider.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import { baseUrlSetting, idleTimeoutSetting } from '../configuration/settings.js';

/** What an endpoint's client is made from, as keys and settings are at this moment. */
export async function providerOptions(endpoint: Endpoint, keys: ApiKeys, logger: Logger): Promise<ProviderOptions> {
  const key = await keys.checked(endpoint);
  if (key === undefined && endpoint.needsKey) {
    throw new ScoutError('missing-api-key', vscode.l10n.t('No API key is set for {0}.', endpoint.name));
  }
  const baseUrl = baseUrlSetting(endpoint);
  if (baseUrl === undefined && endpoint.defaultBaseUrl === undefined) {
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t('The server address is missing. Set it in "scout.{0}.baseUrl".', endpoint.settingKey),
    );
  }
  if (baseUrl !== undefined && !isWebAddress(baseUrl)) {
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t(
        'The setting "scout.{0}.baseUrl" must be a URL that starts with http:// or https://.',
        endpoint.settingKey,
      ),
    );
  }
  return { apiKey: key, baseUrl, idleTimeoutMs: idleTimeoutSetting(), logger: logger.child(endpoint.id) };
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}
