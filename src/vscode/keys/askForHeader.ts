import * as vscode from 'vscode';
import { isHeaderValue } from '../../models/endpoints/parseHeaders.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { ApiKeys } from './apiKeys.js';

/** Asks for the value of a secret header and stores it. Returns whether one was stored. */
export async function askForHeader(keys: ApiKeys, endpoint: Endpoint, header: string): Promise<boolean> {
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('Header {0} for {1}', header, endpoint.name),
    prompt: vscode.l10n.t('It is stored in VS Code’s secret storage.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      isHeaderValue(text.trim())
        ? undefined
        : vscode.l10n.t(
            'A header cannot carry this: it is empty, too long, or contains line breaks or special characters.',
          ),
  });
  if (value === undefined) return false;
  await keys.setHeader(endpoint, header, value.trim());
  void vscode.window.showInformationMessage(vscode.l10n.t('The header {0} for {1} was saved.', header, endpoint.name));
  return true;
}
