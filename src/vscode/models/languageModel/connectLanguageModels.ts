import * as vscode from 'vscode';
import type { TaskRegistry } from '../../../core/taskRegistry.js';
import type { SelectionTarget } from '../../../models/modelSelection.js';
import type { RecentModels } from '../../../models/recentModels.js';
import { findEndpoint } from '../../configuration/configuredEndpoints.js';
import { askNewEndpoint } from '../chooseProvider.js';
import { modelOf } from '../configuredModel.js';
import type { Connections } from '../connections.js';
import { askWithProgress } from '../localServers/enterServerAddress.js';
import { listLanguageModels, noLanguageModels } from './languageModels.js';

/** "Manage Language Models" in VS Code, where other providers' keys can be added. */
const manageCommand = 'workbench.action.chat.manage';

export interface ConnectLanguageModelsDependencies {
  readonly connections: Connections;
  readonly recent: RecentModels;
  readonly tasks: TaskRegistry;
  /** Lets the user pick the model that the chat asks. */
  readonly chooseModel: () => Promise<void>;
}

/** Has a model of VS Code's answer in this chat from then on, if there is any. No model is asked anything. */
export async function connectLanguageModels(
  target: SelectionTarget,
  dependencies: ConnectLanguageModelsDependencies,
): Promise<void> {
  const { connections, recent, tasks, chooseModel } = dependencies;
  const endpoint = findEndpoint('vscode');
  const title = vscode.l10n.t('Looking for models in VS Code…');
  const models = await askWithProgress(title, 'models of VS Code', tasks, listLanguageModels);
  if (models === undefined || endpoint === undefined) return;
  if (models.length === 0) {
    if (await isTriedAgain()) await connectLanguageModels(target, dependencies);
    return;
  }
  await askNewEndpoint(target, endpoint, connections, recent);
  // The one that was used last may be gone.
  const { model } = modelOf(target.selection);
  if (!models.some(({ id }) => id === model)) await chooseModel();
}

async function isTriedAgain(): Promise<boolean> {
  const retry = vscode.l10n.t('Try Again');
  const manage = vscode.l10n.t('Manage Language Models');
  const commands = await vscode.commands.getCommands(true);
  const buttons = commands.includes(manageCommand) ? [manage, retry] : [retry];
  const answer = await vscode.window.showWarningMessage(noLanguageModels().message, ...buttons);
  if (answer === manage) await vscode.commands.executeCommand(manageCommand);
  return answer === retry;
}
