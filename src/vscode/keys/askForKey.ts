import * as vscode from 'vscode';
import { apiKeyProblem } from '../../core/apiKeyProblem.js';
import type { Endpoint } from '../../providers/endpoint.js';

/** Asks for an endpoint's key, with a link to the page where there is one to get. `undefined`: closed. */
export async function askForKey({ name, keyUrl }: Endpoint): Promise<string | undefined> {
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('API key for {0}', name),
    prompt:
      keyUrl === undefined
        ? vscode.l10n.t('It is stored in VS Code’s secret storage.')
        : vscode.l10n.t(
            'Get a key at {0}. It is stored in VS Code’s secret storage.',
            `[${keyUrl.replace('https://', '')}](${keyUrl})`,
          ),
    password: true,
    // The key is copied from a browser: the box must survive that.
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('The key cannot be empty.') : unprintable(value)),
  });
  return key?.trim();
}

/** A key goes into an HTTP header: a line break or a curly quote in it would fail there, far from its cause. */
function unprintable(value: string): string | undefined {
  return apiKeyProblem(value.trim()) === undefined
    ? undefined
    : vscode.l10n.t('This does not look like a key: it contains spaces or special characters.');
}
