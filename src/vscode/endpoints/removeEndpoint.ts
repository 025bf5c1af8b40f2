import * as vscode from 'vscode';
import { configuredEndpoints, findEndpoint } from '../configuration/configuredEndpoints.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import type { KeyAddresses } from '../keys/keyAddresses.js';
import { pickProvider } from '../models/chooseProvider.js';
import type { Connections } from '../models/connections.js';
import { removeEntry } from './endpointSettings.js';

export interface RemoveEndpointDependencies {
  readonly keys: ApiKeys;
  readonly addresses: KeyAddresses;
  readonly connections: Connections;
}

/** Removes an endpoint of the user's own from the settings, with its key and its secret headers, after a question. Chats stay. */
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
      detail: (await keys.hasSecrets(endpoint))
        ? vscode.l10n.t('Its stored API key and secret headers are removed, too. Chats stay.')
        : vscode.l10n.t('Chats stay.'),
    },
    remove,
  );
  if (answer !== remove || findEndpoint(endpoint.id) === undefined) return;
  // The secrets first: with the entry gone, nobody would know their names any more.
  await keys.removeAll(endpoint);
  await addresses.forget(endpoint);
  await removeEntry(endpoint.id);
  void vscode.window.showInformationMessage(vscode.l10n.t('The endpoint “{0}” was removed.', endpoint.name));
}
