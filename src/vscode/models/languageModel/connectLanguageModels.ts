import * as vscode from 'vscode';
import type { TaskRegistry } from '../../../core/taskRegistry.js';
import type { RecentModels } from '../../../models/recentModels.js';
import { findEndpoint } from '../../../providers/endpoints.js';
import { roleSettings } from '../../configuration/settings.js';
import { selectProvider } from '../chooseProvider.js';
import { askWithProgress } from '../enterServerAddress.js';
import { listLanguageModels, noLanguageModels } from './languageModels.js';

/** "Manage Language Models" in VS Code, where other providers' keys can be added. */
const manageCommand = 'workbench.action.chat.manage';

/** Has a model of VS Code's answer from then on, if there is any. No model is asked anything. */
export async function connectLanguageModels(recent: RecentModels, tasks: TaskRegistry): Promise<void> {
  const endpoint = findEndpoint('vscode');
  const title = vscode.l10n.t('Looking for models in VS Code…');
  const models = await askWithProgress(title, 'models of VS Code', tasks, listLanguageModels);
  if (models === undefined || endpoint === undefined) return;
  if (models.length === 0) {
    if (await isTriedAgain()) await connectLanguageModels(recent, tasks);
    return;
  }
  await selectProvider('llm', endpoint, recent);
  // The one that was used last may be gone.
  const { model } = roleSettings('llm');
  if (!models.some(({ id }) => id === model)) await vscode.commands.executeCommand('scout.chooseModel');
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
