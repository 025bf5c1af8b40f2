import * as vscode from 'vscode';
import type { SelectionTarget } from '../../models/modelSelection.js';
import type { RecentModels } from '../../models/recentModels.js';
import type { ProviderRole } from '../../providers/providerManager.js';
import { isOnNetwork, type Endpoint } from '../../providers/endpoint.js';
import { configuredEndpoints } from '../configuration/configuredEndpoints.js';
import { roleSettings, updateSetting } from '../configuration/settings.js';
import { showWorkspaceOverride } from '../configuration/showWorkspaceOverride.js';
import type { Connection, Connections } from './connections.js';
import { configuredModel, parametersOf } from './configuredModel.js';

interface ProviderItem extends vscode.QuickPickItem {
  /** `undefined`: none. */
  readonly endpoint: Endpoint | undefined;
}

/** Has a chat ask this endpoint from now on, with the model last used there. */
export async function askEndpoint(target: SelectionTarget, endpoint: Endpoint, recent: RecentModels): Promise<void> {
  const last = await recent.model('llm', endpoint.id);
  const { selection } = target;
  if (selection?.ref.endpoint === endpoint.id) return;
  const current = selection?.ref ?? roleSettings('llm');
  const model = current.endpoint === endpoint.id ? current.model : last;
  target.select({ ref: { endpoint: endpoint.id, model }, parameters: parametersOf(selection) });
  if (current.endpoint !== endpoint.id) await recent.setModel('llm', current.endpoint, current.model);
  await recent.addProvider('llm', endpoint.id);
}

/** The same after it was set up. Where the settings name nobody who can be asked, it becomes what they say, for all windows: the first default. */
export async function askNewEndpoint(
  target: SelectionTarget,
  endpoint: Endpoint,
  connections: Connections,
  recent: RecentModels,
): Promise<void> {
  const configured = configuredModel('llm').endpoint;
  const isFirst = configured === undefined || !(await canBeAsked(configured, connections));
  // The chat asks it even where the settings cannot be written.
  await askEndpoint(target, endpoint, recent);
  if (isFirst) await selectProvider('llm', endpoint, recent);
}

/** Whether an endpoint has the key and the address that it needs. */
export async function canBeAsked(endpoint: Endpoint, connections: Connections): Promise<boolean> {
  if (!isOnNetwork(endpoint)) return true;
  const { key, baseUrl } = await connections.of(endpoint);
  return key !== undefined || (!endpoint.needsKey && (baseUrl ?? endpoint.defaultBaseUrl) !== undefined);
}

/** Lets the user pick the background provider, and keeps it in the settings together with the model last used with it. */
export async function chooseBackgroundProvider(connections: Connections, recent: RecentModels): Promise<void> {
  const current = configuredModel('background').endpoint;
  const items = await Promise.all(
    byRecency(await recent.providers('background')).map((endpoint) =>
      itemOf(endpoint, endpoint.id === current?.id, connections),
    ),
  );
  const picked = await vscode.window.showQuickPick([...items, noneItem(current === undefined)], {
    title: vscode.l10n.t('Background provider'),
    placeHolder: vscode.l10n.t('Provider for background jobs, such as titles'),
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  await selectProvider('background', picked.endpoint, recent);
  void showWorkspaceOverride('background.provider');
}

/** Makes an endpoint what the user's settings say of a role (`undefined`: none), with the model last used with it. */
export async function selectProvider(
  role: ProviderRole,
  endpoint: Endpoint | undefined,
  recent: RecentModels,
): Promise<void> {
  const current = configuredModel(role).endpoint;
  if (endpoint?.id === current?.id) return;
  if (current !== undefined) await recent.setModel(role, current.id, roleSettings(role).model);
  const model = endpoint === undefined ? '' : await recent.model(role, endpoint.id);
  // Settings are written one by one: without a model in between, no provider meets another vendor's model.
  await updateSetting(`${role}.model`, undefined);
  await updateSetting(`${role}.provider`, endpoint?.id ?? 'off');
  if (model !== '') await updateSetting(`${role}.model`, model);
  if (endpoint !== undefined) await recent.addProvider(role, endpoint.id);
}

/** Lets the user pick a provider, for a command that needs one. */
export async function pickProvider(
  title: string,
  among: readonly Endpoint[],
  connections: Connections,
): Promise<Endpoint | undefined> {
  const items = await Promise.all(among.map((endpoint) => providerItem(endpoint, connections)));
  return (await vscode.window.showQuickPick(items, { title }))?.endpoint;
}

/** A row for such a list. */
export function providerItem(
  endpoint: Endpoint,
  connections: Connections,
): Promise<vscode.QuickPickItem & { readonly endpoint: Endpoint }> {
  return itemOf(endpoint, endpoint.id === configuredModel('llm').endpoint?.id, connections);
}

/** Those used lately first, the others in their usual order. */
function byRecency(latest: readonly string[]): readonly Endpoint[] {
  const rank = (endpoint: Endpoint): number => {
    const index = latest.indexOf(endpoint.id);
    return index < 0 ? latest.length : index;
  };
  return [...configuredEndpoints()].sort((a, b) => rank(a) - rank(b));
}

async function itemOf(
  endpoint: Endpoint,
  isCurrent: boolean,
  connections: Connections,
): Promise<ProviderItem & { readonly endpoint: Endpoint }> {
  return {
    endpoint,
    label: endpoint.name,
    description: isCurrent ? vscode.l10n.t('current') : '',
    detail: keyState(endpoint, await connections.of(endpoint)),
  };
}

function noneItem(isCurrent: boolean): ProviderItem {
  return {
    endpoint: undefined,
    label: vscode.l10n.t('Off'),
    description: isCurrent ? vscode.l10n.t('current') : '',
    detail: vscode.l10n.t('SCOUT sends nothing to a model on its own.'),
  };
}

/** Where the key of an endpoint comes from, in words. */
export function keyState(endpoint: Endpoint, { keySource, isSimulated }: Connection): string {
  if (!isOnNetwork(endpoint)) return vscode.l10n.t('GitHub Copilot’s and other extensions’ models: no key needed');
  if (keySource === 'secret-storage') return vscode.l10n.t('Key stored in VS Code’s secret storage');
  if (keySource === 'environment') return vscode.l10n.t('Key from an environment variable');
  if (isSimulated) return vscode.l10n.t('No key set: SCOUT’s simulator answers');
  return endpoint.needsKey ? vscode.l10n.t('No key set') : vscode.l10n.t('No key needed');
}

/** The same in at most some twenty characters: for the list of models, which is as narrow as the window. */
export function shortKeyState(endpoint: Endpoint, { keySource, isSimulated }: Connection): string {
  if (keySource === 'secret-storage') return vscode.l10n.t('Key stored');
  if (keySource === 'environment') return vscode.l10n.t('Environment key');
  if (isSimulated) return vscode.l10n.t('Simulator answers');
  return isOnNetwork(endpoint) && endpoint.needsKey ? vscode.l10n.t('No key set') : vscode.l10n.t('No key needed');
}
