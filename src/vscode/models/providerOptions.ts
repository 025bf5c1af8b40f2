import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { isOnNetwork, type Endpoint } from '../../providers/endpoint.js';
import type { ProviderOptions } from '../../providers/provider.js';
import { checkKey } from '../keys/checkKey.js';
import type { KeyAddresses } from '../keys/keyAddresses.js';
import { idleTimeoutSetting } from '../configuration/settings.js';
import { webAddress, type Connections } from './connections.js';

export interface ProviderOptionsDependencies {
  readonly connections: Connections;
  readonly addresses: KeyAddresses;
  readonly logger: Logger;
}

/** What an endpoint's client is made from, as keys and settings are at this moment. */
export async function providerOptions(
  endpoint: Endpoint,
  { connections, addresses, logger }: ProviderOptionsDependencies,
): Promise<ProviderOptions> {
  const { key, keyVariable, baseUrl, isSimulated } = await connections.of(endpoint);
  const common = { idleTimeoutMs: idleTimeoutSetting(), logger: logger.child(endpoint.id) };
  if (!isOnNetwork(endpoint)) return { ...common, apiKey: undefined, baseUrl: undefined };
  if (key === undefined && endpoint.needsKey) throw missingKey(endpoint);
  if (key !== undefined) checkKey(endpoint, key, keyVariable);
  const request = await connections.requestOf(endpoint);
  const address = baseUrl ?? endpoint.defaultBaseUrl;
  if (address === undefined) {
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t('The server address is missing. Set it in "scout.{0}.baseUrl".', endpoint.settingKey),
      { fault: 'address' },
    );
  }
  if (webAddress(address) === undefined) {
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t(
        'The setting "scout.{0}.baseUrl" must be a URL that starts with http:// or https://.',
        endpoint.settingKey,
      ),
      { fault: 'address' },
    );
  }
  // A keyring that fails only costs the notice.
  if (!isSimulated) {
    await addresses
      .noteUse(endpoint, key, address)
      .catch((error: unknown) => logger.error('Could not remember the address of a key', error));
  }
  return request === undefined
    ? { ...common, apiKey: key, baseUrl }
    : { ...common, apiKey: key, baseUrl: baseUrl ?? endpoint.added?.baseUrl, name: endpoint.name, request };
}

export function missingKey({ name, added, keyVariables: [variable] }: Endpoint): ScoutError {
  // Where the user named the variable, it is where the key was expected.
  const sentence =
    added === undefined || variable === undefined
      ? vscode.l10n.t('No API key is set for {0}.', name)
      : vscode.l10n.t(
          'No API key is set for {0}: none is stored, and the environment variable {1} is not set or empty. VS Code sees it only if it was started with it.',
          name,
          variable,
        );
  return new ScoutError('missing-api-key', sentence);
}
