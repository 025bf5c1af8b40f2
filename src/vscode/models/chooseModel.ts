import * as vscode from 'vscode';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ModelRef, SelectionTarget } from '../../models/modelSelection.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { configuredEndpoints, findEndpoint } from '../configuration/configuredEndpoints.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import { askModel } from './askModel.js';
import { pickProvider } from './chooseProvider.js';
import type { FactsSource } from './configuredProviderStatus.js';
import { useServer } from './connectLocalServer.js';
import { showModelDetails } from './modelDetails.js';
import { ModelList, type ModelListDependencies } from './modelList.js';
import type { ModelChoice } from './modelPicker.js';

export interface ChooseModelDependencies extends ModelListDependencies {
  readonly keys: ApiKeys;
  readonly tasks: TaskRegistry;
  readonly factsOf: FactsSource;
  /** The user chose the address of a server. */
  readonly onChosen: () => Promise<void>;
}

/**
 * Lets the user pick the endpoint and the model that a chat asks, or type the ID of one that is not listed, until something is chosen or
 * the list is closed. `chatId` goes to the commands that the list leads to.
 */
export async function chooseModel(
  target: SelectionTarget,
  chatId: unknown,
  dependencies: ChooseModelDependencies,
): Promise<void> {
  for (let isOpen = true; isOpen;) {
    const choice = await pick(target, dependencies);
    isOpen = choice !== undefined && (await carryOut(choice, target, chatId, dependencies));
  }
}

/** `undefined`: closed. Whatever is still being fetched ends with the list. */
async function pick(target: SelectionTarget, dependencies: ChooseModelDependencies): Promise<ModelChoice | undefined> {
  await using scope = dependencies.tasks.scope();
  const { promise, resolve, reject } = Promise.withResolvers<ModelChoice | undefined>();
  new ModelList(target, dependencies, scope, resolve, reject);
  return await promise;
}

/** @returns whether the list is to be opened again. */
async function carryOut(
  choice: ModelChoice,
  target: SelectionTarget,
  chatId: unknown,
  dependencies: ChooseModelDependencies,
): Promise<boolean> {
  switch (choice.kind) {
    case 'model':
      await ask(target, choice.ref, dependencies);
      return false;
    case 'typed': {
      const ref = await typedModel(choice.id, choice.endpoint, dependencies);
      if (ref !== undefined) await ask(target, ref, dependencies);
      return false;
    }
    case 'set-key':
      return (await vscode.commands.executeCommand<unknown>('scout.setApiKey', choice.endpoint.id)) === true;
    case 'use-server':
      await useServer(choice.server, target, dependencies);
      return false;
    case 'details':
      await showModelDetails(choice.entry);
      return true;
    case 'command':
      await vscode.commands.executeCommand(choice.command, chatId);
      return false;
  }
}

async function ask(target: SelectionTarget, ref: ModelRef, dependencies: ChooseModelDependencies): Promise<void> {
  const endpoint = findEndpoint(ref.endpoint);
  // It may have been removed while the list was open.
  if (endpoint === undefined) return;
  await askModel(target, ref, (await dependencies.factsOf(endpoint)) ?? (() => ({})), dependencies.recent);
}

/** Asks for what the list does not tell: the ID if nothing was typed, the endpoint if it is another one. `undefined`: closed. */
async function typedModel(
  typed: string,
  among: Endpoint | undefined,
  { connections }: ChooseModelDependencies,
): Promise<ModelRef | undefined> {
  const { t } = vscode.l10n;
  const endpoint =
    among ?? (await pickProvider(t('Which endpoint has this model?'), configuredEndpoints(), connections));
  if (endpoint === undefined) return undefined;
  const text =
    typed !== ''
      ? typed
      : await vscode.window.showInputBox({
          title: t('Model of {0}', endpoint.name),
          prompt: t('The ID of the model, as its server knows it'),
          ignoreFocusOut: true,
        });
  const model = text?.trim() ?? '';
  return model === '' ? undefined : { endpoint: endpoint.id, model };
}
