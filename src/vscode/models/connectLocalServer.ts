import * as vscode from 'vscode';
import { isCancellation } from '../../core/errors.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { RecentModels } from '../../models/recentModels.js';
import { withoutIcons } from '../../presentation/withoutIcons.js';
import { endpoints } from '../../providers/endpoints.js';
import { updateSetting } from '../configuration/settings.js';
import { selectProvider } from './chooseProvider.js';
import { findLocalServers, localPorts, type LocalServer } from './localServers.js';

export interface ConnectLocalServerDependencies {
  readonly recent: RecentModels;
  readonly tasks: TaskRegistry;
  /** The user chose this address for the endpoint. */
  readonly onChosen: () => Promise<void>;
}

/** Looks for model servers on this machine, lets the user pick one, and has it answer from then on. */
export async function connectLocalServer(dependencies: ConnectLocalServerDependencies): Promise<void> {
  const servers = await search(dependencies.tasks);
  if (servers === undefined) return;
  if (servers.length === 0) return noneFound();
  const picked = await vscode.window.showQuickPick(servers.map(itemOf), {
    title: vscode.l10n.t('Servers on this machine'),
    placeHolder: vscode.l10n.t('Server for the chat'),
    matchOnDetail: true,
  });
  if (picked !== undefined) await use(picked.server, dependencies);
}

/** `undefined`: cancelled. */
function search(tasks: TaskRegistry): Thenable<readonly LocalServer[] | undefined> {
  const title = vscode.l10n.t('Looking for a server on this machine…');
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_progress, token) => {
      await using scope = tasks.scope();
      const found = scope.run('search for local servers', findLocalServers);
      const cancelled = new Promise<undefined>((resolve) => token.onCancellationRequested(() => resolve(undefined)));
      try {
        return await Promise.race([found, cancelled]);
      } catch (error) {
        if (isCancellation(error)) return undefined;
        throw error;
      }
    },
  );
}

async function use(server: LocalServer, { recent, onChosen }: ConnectLocalServerDependencies): Promise<void> {
  const endpoint = endpoints.find(({ vendor }) => vendor === 'compatible');
  if (endpoint === undefined) return;
  const [only, ...others] = server.models;
  const model = others.length === 0 ? only : undefined;
  await updateSetting(`${endpoint.settingKey}.baseUrl`, server.baseUrl);
  await selectProvider('llm', endpoint, recent);
  // What was chosen on another server may not exist on this one.
  await updateSetting('llm.model', model);
  await onChosen();
  if (model === undefined) await vscode.commands.executeCommand('scout.chooseModel');
}

async function noneFound(): Promise<void> {
  const retry = vscode.l10n.t('Try Again');
  const enter = vscode.l10n.t('Enter Address');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'No model server answers on this machine. SCOUT asked {0}.',
      localPorts.map(({ port, name }) => `${name} (${port})`).join(', '),
    ),
    retry,
    enter,
  );
  if (answer === retry) await vscode.commands.executeCommand('scout.connectLocalServer');
  if (answer === enter) {
    await vscode.commands.executeCommand('workbench.action.openGlobalSettings', {
      query: '@id:scout.compatible.baseUrl',
    });
  }
}

function itemOf(server: LocalServer): vscode.QuickPickItem & { readonly server: LocalServer } {
  const shown = server.models.slice(0, 5).join(', ');
  return {
    label: server.baseUrl,
    description: vscode.l10n.t('probably {0}', server.name),
    detail: withoutIcons(server.models.length > 5 ? `${shown}, …` : shown || vscode.l10n.t('No models')),
    server,
  };
}
