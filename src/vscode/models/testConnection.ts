import * as vscode from 'vscode';
import { isCancellation, toScoutError } from '../../core/errors.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ProviderManager } from '../../providers/providerManager.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { configuredModel } from './configuredModel.js';
import { showUnknownProvider } from './showUnknownProvider.js';

/** Asks the current LLM provider for its models, which costs nothing, and reports the result. */
export async function testConnection(manager: ProviderManager, tasks: TaskRegistry): Promise<void> {
  const { endpoint } = configuredModel('llm');
  if (endpoint === undefined) {
    void showUnknownProvider();
    return;
  }
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
          vscode.l10n.t('Connected to {0}. Available models: {1}.', endpoint.name, count),
        );
      } catch (error) {
        if (isCancellation(error)) return;
        void showFailure(endpoint.id, endpoint.name, toScoutError(error).message);
      }
    },
  );
}

async function showFailure(id: string, name: string, message: string): Promise<void> {
  const setKey = vscode.l10n.t('Set API Key');
  const openLog = vscode.l10n.t('Open Log');
  const text = vscode.l10n.t('The connection to {0} failed: {1}', name, message);
  const answer = await vscode.window.showErrorMessage(withoutLinks(text), setKey, openLog);
  if (answer === setKey) await vscode.commands.executeCommand('scout.setApiKey', id);
  if (answer === openLog) await vscode.commands.executeCommand('scout.showLog');
}
