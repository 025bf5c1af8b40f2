import * as vscode from 'vscode';
import { isOnNetwork, type Endpoint } from '../../providers/endpoint.js';
import { isCancellation, toScoutError } from '../../core/errors.js';
import type { SelectionTarget } from '../../models/modelSelection.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ProviderManager } from '../../providers/providerManager.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { hostOf, type Connections } from './connections.js';
import { modelOf } from './configuredModel.js';
import { showUnknownProvider } from './showUnknownProvider.js';

/** Asks the provider of a chat for its models, which costs nothing, and reports the result. */
export async function testConnection(
  { selection }: Pick<SelectionTarget, 'selection'>,
  manager: ProviderManager,
  connections: Connections,
  tasks: TaskRegistry,
): Promise<void> {
  const { endpoint } = modelOf(selection);
  if (endpoint === undefined) {
    void showUnknownProvider();
    return;
  }
  const connection = await connections.of(endpoint);
  const host = hostOf(endpoint, connection) ?? '';
  // Who really answered may be a gateway, or the simulator.
  const who = connection.isSimulated
    ? vscode.l10n.t('SCOUT’s simulator at {0}', host)
    : host === '' || host === endpoint.name
      ? endpoint.name
      : vscode.l10n.t('{0} at {1}', endpoint.name, host);
  const title = vscode.l10n.t('Testing the connection to {0}…', endpoint.name);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_progress, token) => {
      await using scope = tasks.scope();
      const test = scope.run(`connection test for ${endpoint.name}`, async (signal) => {
        const lease = await manager.lease(endpoint.id);
        try {
          return (await lease.provider.listModels(signal)).length;
        } finally {
          lease.release();
        }
      });
      const cancelled = new Promise<undefined>((resolve) => token.onCancellationRequested(() => resolve(undefined)));
      try {
        const count = await Promise.race([test, cancelled]);
        if (count === undefined) return;
        void vscode.window.showInformationMessage(
          vscode.l10n.t('Connected to {0}. Available models: {1}.', who, count),
        );
      } catch (error) {
        if (isCancellation(error)) return;
        const failure = toScoutError(error);
        // Without a key nobody was asked, wherever that is.
        const asked = failure.code === 'missing-api-key' ? endpoint.name : who;
        void showFailure(endpoint, asked, failure.message);
      }
    },
  );
}

async function showFailure(endpoint: Endpoint, name: string, message: string): Promise<void> {
  const setKey = vscode.l10n.t('Set API Key');
  const openLog = vscode.l10n.t('Open Log');
  const text = vscode.l10n.t('The connection to {0} failed: {1}', name, message);
  const buttons = isOnNetwork(endpoint) ? [setKey, openLog] : [openLog];
  const answer = await vscode.window.showErrorMessage(withoutLinks(text), ...buttons);
  if (answer === setKey) await vscode.commands.executeCommand('scout.setApiKey', endpoint.id);
  if (answer === openLog) await vscode.commands.executeCommand('scout.showLog');
}
