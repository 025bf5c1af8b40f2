import * as vscode from 'vscode';
import type { RecentModels } from '../../models/recentModels.js';
import type { ProviderRole } from '../../providers/providerManager.js';
import type { ProviderDescriptor } from '../../providers/provider.js';
import { providers } from '../../providers/registry.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import { modelSetting, providerSetting, updateSetting } from '../configuration/settings.js';

interface ProviderItem extends vscode.QuickPickItem {
  /** `undefined`: none. */
  readonly provider: ProviderDescriptor | undefined;
}

/** Lets the user pick the provider of a role, and keeps it in the settings together with the model last used with it. */
export async function chooseProvider(role: ProviderRole, keys: ApiKeys, recent: RecentModels): Promise<void> {
  const current = providerSetting(role);
  const items = await Promise.all(
    byRecency(await recent.providers(role)).map((provider) => itemOf(provider, provider.id === current?.id, keys)),
  );
  if (role === 'background') items.push(noneItem(current === undefined));
  const picked = await vscode.window.showQuickPick(items, {
    title: role === 'llm' ? vscode.l10n.t('LLM provider') : vscode.l10n.t('Background provider'),
    placeHolder:
      role === 'llm'
        ? vscode.l10n.t('Who answers in the chat?')
        : vscode.l10n.t('Who does SCOUT’s own small jobs, such as titles?'),
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  const { provider } = picked;
  if (provider?.id === current?.id) return;
  if (current !== undefined) await recent.setModel(role, current.id, modelSetting(role));
  const model = provider === undefined ? '' : await recent.model(role, provider.id);
  // The model first: the provider never meets another vendor's model.
  await updateSetting(`${role}.model`, model === '' ? undefined : model);
  await updateSetting(`${role}.provider`, provider?.id ?? 'off');
  if (provider !== undefined) await recent.addProvider(role, provider.id);
}

/** Lets the user pick any provider, for a command that needs one. */
export async function pickProvider(title: string, keys: ApiKeys): Promise<ProviderDescriptor | undefined> {
  const current = providerSetting('llm');
  const items = await Promise.all(providers.map((provider) => itemOf(provider, provider.id === current?.id, keys)));
  return (await vscode.window.showQuickPick(items, { title }))?.provider;
}

/** Those used lately first, the others in their usual order. */
function byRecency(latest: readonly string[]): readonly ProviderDescriptor[] {
  const rank = (provider: ProviderDescriptor): number => {
    const index = latest.indexOf(provider.id);
    return index < 0 ? latest.length : index;
  };
  return [...providers].sort((a, b) => rank(a) - rank(b));
}

async function itemOf(provider: ProviderDescriptor, isCurrent: boolean, keys: ApiKeys): Promise<ProviderItem> {
  return {
    provider,
    label: provider.displayName,
    description: isCurrent ? vscode.l10n.t('current') : '',
    detail: keyState(provider, (await keys.get(provider))?.source),
  };
}

function noneItem(isCurrent: boolean): ProviderItem {
  return {
    provider: undefined,
    label: vscode.l10n.t('Off'),
    description: isCurrent ? vscode.l10n.t('current') : '',
    detail: vscode.l10n.t('SCOUT asks no model on its own.'),
  };
}

function keyState(provider: ProviderDescriptor, source: string | undefined): string {
  if (source === 'secret-storage') return vscode.l10n.t('Key stored in VS Code’s secret storage');
  if (source === 'environment') return vscode.l10n.t('Key taken from the environment');
  return provider.needsKey ? vscode.l10n.t('No key yet') : vscode.l10n.t('No key needed');
}
