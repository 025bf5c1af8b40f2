import * as vscode from 'vscode';
import { ScoutError, toScoutError } from '../../core/errors.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { configuredEndpoints, findEndpoint } from '../configuration/configuredEndpoints.js';
import { leaveEndpoint, roleSettings } from '../configuration/settings.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import type { KeyAddresses } from '../keys/keyAddresses.js';
import { pickProvider } from '../models/chooseProvider.js';
import type { Connections } from '../models/connections.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { removeEntry } from './endpointEntries.js';

export interface RemoveEndpointDependencies {
  readonly keys: ApiKeys;
  readonly addresses: KeyAddresses;
  readonly connections: Connections;
}

/**
 * Removes an endpoint of the user's own from the settings, with its key, its secret headers and its place as the default, after a
 * question. Chats stay. Throws as `removeEntry`; what is secret is then gone all the same.
 */
export async function removeEndpoint({ keys, addresses, connections }: RemoveEndpointDependencies): Promise<void> {
  const own = configuredEndpoints().filter(({ added }) => added !== undefined);
  if (own.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No endpoint was added that could be removed.'));
    return;
  }
  const endpoint = await pickProvider(vscode.l10n.t('Remove Endpoint'), own, connections);
  if (endpoint === undefined) return;
  const remove = vscode.l10n.t('Remove');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove the endpoint “{0}”?', endpoint.name),
    {
      modal: true,
      detail: await consequences(endpoint, keys),
    },
    remove,
  );
  if (answer !== remove || findEndpoint(endpoint.id) === undefined) return;
  await forgetEndpoint(endpoint, { keys, addresses });
}

/** Removes an endpoint with all that is kept of it, without a question, and says so. Throws as `removeEndpoint`. */
export async function forgetEndpoint(
  endpoint: Endpoint,
  { keys, addresses }: Pick<RemoveEndpointDependencies, 'keys' | 'addresses'>,
): Promise<void> {
  const hadSecrets = await keys.hasSecrets(endpoint);
  // The secrets first: whoever sees the entry go asks what becomes of those that are left.
  await keys.removeAll(endpoint);
  await addresses.forget(endpoint);
  try {
    await leaveEndpoint(endpoint.id);
    await removeEntry(endpoint.id);
  } catch (error) {
    if (!hadSecrets) throw error;
    const lost = vscode.l10n.t('Its API key and secret headers are gone already.');
    throw new ScoutError('storage', `${toScoutError(error).message} ${lost}`, { cause: error });
  }
  void vscode.window.showInformationMessage(
    withoutLinks(vscode.l10n.t('The endpoint “{0}” was removed.', endpoint.name)),
  );
}

async function consequences({ id }: Endpoint, keys: ApiKeys): Promise<string> {
  const { t } = vscode.l10n;
  return [
    (await keys.hasSecrets({ id })) ? t('Its stored API key and secret headers are removed, too.') : '',
    roleSettings('background').endpoint === id ? t('Background jobs are turned off.') : '',
    t('Chats stay. Those that ask it will offer you another one.'),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
