import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { ProviderDescriptor, ProviderOptions } from '../../providers/provider.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import { baseUrlSetting, idleTimeoutSetting } from '../configuration/settings.js';

/** What a provider's client is made from, as keys and settings are at this moment. */
export async function providerOptions(
  provider: ProviderDescriptor,
  keys: ApiKeys,
  logger: Logger,
): Promise<ProviderOptions> {
  const key = await keys.get(provider);
  if (key === undefined && provider.needsKey) {
    throw new ScoutError('missing-api-key', vscode.l10n.t('There is no API key for {0} yet.', provider.displayName));
  }
  const baseUrl = baseUrlSetting(provider.id);
  if (baseUrl === undefined && provider.defaultBaseUrl === undefined) {
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t('The address of your server is missing: see the setting "scout.{0}.baseUrl".', provider.id),
    );
  }
  if (baseUrl !== undefined && !isWebAddress(baseUrl)) {
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t(
        'The setting "scout.{0}.baseUrl" is not a web address that begins with http:// or https://.',
        provider.id,
      ),
    );
  }
  return { apiKey: key?.key, baseUrl, idleTimeoutMs: idleTimeoutSetting(), logger: logger.child(provider.id) };
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}
