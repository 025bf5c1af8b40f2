import * as vscode from 'vscode';
import type { RecentModels } from '../../models/recentModels.js';
import type { ProviderRole } from '../../providers/providerManager.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { configuredEndpoints } from '../configuration/configuredEndpoints.js';
import { roleSettings, updateSetting } from '../configuration/settings.js';
import { showWorkspaceOverride } from '../configuration/showWorkspaceOverride.js';
import type { Connection, Connections } from './connections.js';
import { configuredModel } from './configuredModel.js';

interface ProviderItem extends vscode.QuickPickItem {
  /** `undefined`: none. */
  readonly endpoint: Endpoint | undefined;
  /** What is run instead of choosing. */
  readonly command?: string;
}

/** Lets the user pick the provider of a role, and keeps it in the settings together with the model last used with it. */
export async function chooseProvider(
  role: ProviderRole,
  connections: Connections,
  recent: RecentModels,
): Promise<void> {
  const current = configuredModel(role).endpoint;
  const items = await Promise.all(
    byRecency(await recent.providers(role)).map((endpoint) =>
      itemOf(endpoint, endpoint.id === current?.id, connections),
    ),
  );
  items.push(...(role === 'background' ? [noneItem(current === undefined)] : moreItems()));
  const picked = await vscode.window.showQuickPick(items, {
    title: role === 'llm' ? vscode.l10n.t('LLM provider') : vscode.l10n.t('Background provider'),
    placeHolder:
      role === 'llm'
        ? vscode.l10n.t('Provider for the chat')
        : vscode.l10n.t('Provider for background jobs, such as titles'),
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  if (picked.command !== undefined) {
    await vscode.commands.executeCommand(picked.command);
    return;
  }
  await selectProvider(role, picked.endpoint, recent);
  void showWorkspaceOverride(`${role}.provider`);
}

/** Makes an endpoint the user's provider of a role (`undefined`: none), with the model last used with it. */
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
  const current = configuredModel('llm').endpoint;
  const items = await Promise.all(among.map((endpoint) => itemOf(endpoint, endpoint.id === current?.id, connections)));
  return (await vscode.window.showQuickPick(items, { title }))?.endpoint;
}

/** Those used lately first, the others in their usual order. */
function byRecency(latest: readonly string[]): readonly Endpoint[] {
  const rank = (endpoint: Endpoint): number => {
    const index = latest.indexOf(endpoint.id);
    return index < 0 ? latest.length : index;
  };
  return [...configuredEndpoints()].sort((a, b) => rank(a) - rank(b));
}

async function itemOf(endpoint: Endpoint, isCurrent: boolean, connections: Connections): Promise<ProviderItem> {
  return {
    endpoint,
    label: endpoint.name,
    description: isCurrent ? vscode.l10n.t('current') : '',
    detail: keyState(endpoint, await connections.of(endpoint)),
  };
}

/** Whoever is not in the list yet. Nothing is looked for until one of them is picked. */
function moreItems(): readonly ProviderItem[] {
  return [
    { endpoint: undefined, label: '', kind: vscode.QuickPickItemKind.Separator },
    { endpoint: undefined, label: vscode.l10n.t('Add Endpoint…'), command: 'scout.addEndpoint' },
    { endpoint: undefined, label: vscode.l10n.t('Use a Local Server'), command: 'scout.connectLocalServer' },
  ];
}

function noneItem(isCurrent: boolean): ProviderItem {
  return {
    endpoint: undefined,
    label: vscode.l10n.t('Off'),
    description: isCurrent ? vscode.l10n.t('current') : '',
    detail: vscode.l10n.t('SCOUT sends nothing to a model on its own.'),
  };
}

function keyState(endpoint: Endpoint, { keySource, isSimulated }: Connection): string {
  if (keySource === 'secret-storage') return vscode.l10n.t('Key stored in VS Code’s secret storage');
  if (keySource === 'environment') return vscode.l10n.t('Key from an environment variable');
  if (isSimulated) return vscode.l10n.t('No key set: SCOUT’s simulator answers');
  return endpoint.needsKey ? vscode.l10n.t('No key set') : vscode.l10n.t('No key needed');
}
