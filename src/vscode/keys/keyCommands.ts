import * as vscode from 'vscode';
import { apiKeyProblem } from '../../core/apiKeyProblem.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { findEndpoint } from '../../providers/endpoints.js';
import type { ApiKeys } from './apiKeys.js';
import { pickProvider } from '../models/chooseProvider.js';

/**
 * Asks for a key and stores it.
 *
 * @param providerId of the provider, from a link in the settings or a button; hostile until looked up.
 */
export async function setApiKey(keys: ApiKeys, providerId: unknown): Promise<void> {
  const endpoint = await endpointFor(vscode.l10n.t('Set API key for…'), keys, providerId);
  if (endpoint === undefined) return;
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('API key for {0}', endpoint.name),
    prompt:
      endpoint.keyUrl === undefined
        ? vscode.l10n.t('It is stored in VS Code’s secret storage.')
        : vscode.l10n.t('Get a key at {0}. It is stored in VS Code’s secret storage.', endpoint.keyUrl),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('The key cannot be empty.') : unprintable(value)),
  });
  if (key === undefined) return;
  await keys.set(endpoint, key.trim());
  void vscode.window.showInformationMessage(vscode.l10n.t('The API key for {0} was saved.', endpoint.name));
}

/** Forgets a stored key after the user said which. */
export async function removeApiKey(keys: ApiKeys, providerId: unknown): Promise<void> {
  const endpoint = await endpointFor(vscode.l10n.t('Remove API key for…'), keys, providerId);
  if (endpoint === undefined) return;
  await keys.remove(endpoint);
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

async function endpointFor(title: string, keys: ApiKeys, id: unknown): Promise<Endpoint | undefined> {
  return (typeof id === 'string' ? findEndpoint(id) : undefined) ?? (await pickProvider(title, keys));
}

/** A key goes into an HTTP header: a line break or a curly quote in it would fail there, far from its cause. */
function unprintable(value: string): string | undefined {
  return apiKeyProblem(value.trim()) === undefined
    ? undefined
    : vscode.l10n.t('This does not look like a key: it contains spaces or special characters.');
}
