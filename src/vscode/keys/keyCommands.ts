import * as vscode from 'vscode';
import type { SelectionTarget } from '../../models/modelSelection.js';
import type { RecentModels } from '../../models/recentModels.js';
import { isOnNetwork, type Endpoint } from '../../providers/endpoint.js';
import { configuredEndpoints, findEndpoint } from '../configuration/configuredEndpoints.js';
import { askNewEndpoint, pickProvider } from '../models/chooseProvider.js';
import type { Connections } from '../models/connections.js';
import type { ApiKeys } from './apiKeys.js';
import { askForHeader } from './askForHeader.js';
import { askForKey } from './askForKey.js';

/**
 * Asks for a key and stores it.
 *
 * @param providerId of the provider, from a link in the settings or a button; hostile until looked up.
 * @returns whether a key was saved.
 */
export async function setApiKey(keys: ApiKeys, connections: Connections, providerId: unknown): Promise<boolean> {
  const endpoint =
    named(providerId) ??
    (await pickProvider(vscode.l10n.t('Set API key for…'), configuredEndpoints().filter(isOnNetwork), connections));
  return endpoint !== undefined && askAndStore(keys, endpoint);
}

/** The first step with a vendor: asks whose key it is and for the key, and has that vendor answer in this chat from then on. */
export async function connectProvider(
  target: SelectionTarget,
  keys: ApiKeys,
  connections: Connections,
  recent: RecentModels,
): Promise<void> {
  const vendors = configuredEndpoints().filter(({ needsKey }) => needsKey);
  const endpoint = await pickProvider(vscode.l10n.t('Whose API key do you have?'), vendors, connections);
  if (endpoint === undefined || !(await askAndStore(keys, endpoint))) return;
  await askNewEndpoint(target, endpoint, connections, recent);
}

/** Forgets a stored key after the user said which. */
export async function removeApiKey(keys: ApiKeys, connections: Connections, providerId: unknown): Promise<void> {
  const stored = await storedAmong(keys, named(providerId));
  if (stored.length === 0) {
    void vscode.window.showInformationMessage(await noneStored(keys, named(providerId)));
    return;
  }
  const endpoint = named(providerId) ?? (await pickProvider(vscode.l10n.t('Remove API key for…'), stored, connections));
  if (endpoint === undefined) return;
  await keys.removeAll(endpoint);
  const left = await keys.get(endpoint);
  void vscode.window.showInformationMessage(
    left === undefined
      ? vscode.l10n.t('The API key for {0} was removed.', endpoint.name)
      : vscode.l10n.t(
          'The stored API key for {0} was removed. The one in the environment is still used.',
          endpoint.name,
        ),
  );
}

function named(id: unknown): Endpoint | undefined {
  const endpoint = typeof id === 'string' ? findEndpoint(id) : undefined;
  return endpoint !== undefined && isOnNetwork(endpoint) ? endpoint : undefined;
}

/** @returns whether a key was stored. */
async function askAndStore(keys: ApiKeys, endpoint: Endpoint): Promise<boolean> {
  const header = await pickSecret(endpoint);
  if (header === undefined) return false;
  if (header !== '') return askForHeader(keys, endpoint, header);
  const key = await askForKey(endpoint);
  if (key === undefined) return false;
  await keys.set(endpoint, key);
  void vscode.window.showInformationMessage(vscode.l10n.t('The API key for {0} was saved.', endpoint.name));
  return true;
}

/** Asks which of an endpoint's secrets is meant, where there are several. Empty: the key; otherwise a header. `undefined`: closed. */
async function pickSecret({ name, added }: Endpoint): Promise<string | undefined> {
  const headers = (added?.headers ?? []).filter(({ isSecret }) => isSecret).map((header) => header.name);
  const key = { label: vscode.l10n.t('API key'), header: '' };
  const items = [
    ...(added?.auth?.kind === 'none' && headers.length > 0 ? [] : [key]),
    ...headers.map((header) => ({ label: vscode.l10n.t('Header {0}', header), header })),
  ];
  if (items.length === 1) return items[0]?.header;
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Secrets of {0}', name) }))?.header;
}

/** The endpoints with a stored key or secret header. @param only looks at this one; `undefined`: at all. */
async function storedAmong(keys: ApiKeys, only: Endpoint | undefined): Promise<readonly Endpoint[]> {
  const candidates = only === undefined ? configuredEndpoints().filter(isOnNetwork) : [only];
  const stored = await Promise.all(candidates.map((endpoint) => keys.hasSecrets(endpoint)));
  return candidates.filter((_endpoint, index) => stored[index]);
}

async function noneStored(keys: ApiKeys, endpoint: Endpoint | undefined): Promise<string> {
  if (endpoint === undefined) return vscode.l10n.t('No API key is stored.');
  return (await keys.get(endpoint)) === undefined
    ? vscode.l10n.t('No API key is stored for {0}.', endpoint.name)
    : vscode.l10n.t('No API key is stored for {0}. The one in use is from the environment.', endpoint.name);
}
