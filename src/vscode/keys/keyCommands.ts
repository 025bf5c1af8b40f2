import * as vscode from 'vscode';
import type { SelectionTarget } from '../../models/modelSelection.js';
import type { RecentModels } from '../../models/recentModels.js';
import { labelOf } from '../../core/text/labelOf.js';
import { isOnNetwork, type Endpoint, type EndpointId } from '../../providers/endpoint.js';
import { configuredEndpoints, findEndpoint } from '../configuration/configuredEndpoints.js';
import { askNewEndpoint, pickProvider, providerItem } from '../models/chooseProvider.js';
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
    (await pickProvider(vscode.l10n.t('Set API key for…'), configuredEndpoints().filter(hasSecrets), connections));
  return endpoint !== undefined && askAndStore(keys, endpoint);
}

export interface ConnectProviderDependencies {
  readonly keys: ApiKeys;
  readonly connections: Connections;
  readonly recent: RecentModels;
  /** Lets the user pick the model that the chat asks. */
  readonly chooseModel: () => Promise<void>;
}

/**
 * The first step with a key: asks whose it is, and for the key unless there is one, and has that vendor answer in this chat from then on.
 * Services that are no endpoint yet are added with their key. @param chatId goes to the commands that this leads to
 */
export async function connectProvider(
  target: SelectionTarget,
  chatId: unknown,
  { keys, connections, recent, chooseModel }: ConnectProviderDependencies,
): Promise<void> {
  const vendors = configuredEndpoints().filter(({ needsKey }) => needsKey);
  const other = {
    label: vscode.l10n.t('Another Service…'),
    detail: vscode.l10n.t('OpenRouter, Azure, Groq, Amazon Bedrock, your company’s gateway and others'),
    alwaysShow: true,
    endpoint: undefined,
  };
  const items = [...(await Promise.all(vendors.map((endpoint) => providerItem(endpoint, connections)))), other];
  const title = vscode.l10n.t('Whose API key do you have?');
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDetail: true });
  if (picked === other) await vscode.commands.executeCommand('scout.addEndpoint', chatId);
  const endpoint = picked?.endpoint;
  if (endpoint === undefined) return;
  const hasKey = (await keys.get(endpoint)) !== undefined;
  if (!hasKey && !(await askAndStore(keys, endpoint))) return;
  await askNewEndpoint(target, endpoint, connections, recent);
  if (endpoint.fallbackModels.length === 0) await chooseModel();
}

/**
 * Forgets a stored key, and the secret headers with it, after the user said whose: of an endpoint, or of one that has left the settings
 * and of which only the id is known.
 */
export async function removeApiKey(keys: ApiKeys, connections: Connections, providerId: unknown): Promise<void> {
  const ids = await keys.storedIds();
  const asked = named(providerId);
  if (asked === undefined ? ids.size === 0 : !ids.has(asked.id)) {
    void vscode.window.showInformationMessage(await noneStored(keys, asked));
    return;
  }
  const picked = asked ?? (await pickStored(ids, connections));
  if (picked === undefined) return;
  await keys.removeAll(picked);
  const endpoint = findEndpoint(picked.id);
  const left = endpoint && (await keys.get(endpoint));
  void vscode.window.showInformationMessage(
    left === undefined
      ? vscode.l10n.t('The API key for {0} was removed.', endpoint?.name ?? picked.id)
      : vscode.l10n.t(
          'The stored API key for {0} was removed. The one in the environment is still used.',
          endpoint?.name ?? picked.id,
        ),
  );
}

async function pickStored(
  ids: ReadonlySet<EndpointId>,
  connections: Connections,
): Promise<Pick<Endpoint, 'id'> | undefined> {
  const known = configuredEndpoints().filter((endpoint) => isOnNetwork(endpoint) && ids.has(endpoint.id));
  const left = [...ids].filter((id) => !known.some((endpoint) => endpoint.id === id));
  const items = [
    ...(await Promise.all(known.map((endpoint) => providerItem(endpoint, connections)))),
    ...left.map((id) => ({
      label: labelOf(id),
      detail: vscode.l10n.t('Key or secret header of an endpoint that is not in use'),
      endpoint: { id },
    })),
  ];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Remove API key for…') }))?.endpoint;
}

/** Whether a key or a secret header can be set for it. */
function hasSecrets(endpoint: Endpoint): boolean {
  const { added } = endpoint;
  return isOnNetwork(endpoint) && (added?.auth?.kind !== 'none' || added.headers.some(({ isSecret }) => isSecret));
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
  return (
    await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Secrets of {0}', name), ignoreFocusOut: true })
  )?.header;
}

async function noneStored(keys: ApiKeys, endpoint: Endpoint | undefined): Promise<string> {
  if (endpoint === undefined) return vscode.l10n.t('No API key is stored.');
  return (await keys.get(endpoint)) === undefined
    ? vscode.l10n.t('No API key is stored for {0}.', endpoint.name)
    : vscode.l10n.t('No API key is stored for {0}. The one in use is from the environment.', endpoint.name);
}
