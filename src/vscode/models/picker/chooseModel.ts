import * as vscode from 'vscode';
import type { TaskRegistry } from '../../../core/taskRegistry.js';
import { addressSettingOf } from '../../../models/providerStatus.js';
import type { ModelRef, SelectionTarget } from '../../../models/modelSelection.js';
import type { Endpoint } from '../../../providers/endpoint.js';
import { configuredEndpoints } from '../../configuration/configuredEndpoints.js';
import type { ApiKeys } from '../../keys/apiKeys.js';
import { noteChosenModel, selectModel } from '../askModel.js';
import { pickProvider } from '../chooseProvider.js';
import { useServer } from '../localServers/connectLocalServer.js';
import { ModelList, type ModelListDependencies, type OfferedEndpoints } from './modelList.js';
import type { ModelChoice } from './modelPicker.js';

export interface ChooseModelDependencies extends ModelListDependencies {
  readonly keys: ApiKeys;
  readonly tasks: TaskRegistry;
  /** The user chose the address of a server. */
  readonly onChosen: () => Promise<void>;
}

type TypedChoice = Extract<ModelChoice, { kind: 'typed' }>;

/**
 * Lets the user pick the endpoint and the model that a chat asks, or type the ID of one that is not listed, until something is chosen or
 * the list is closed. `chatId` goes to the commands that the list leads to.
 */
export async function chooseModel(
  target: SelectionTarget,
  chatId: unknown,
  offered: OfferedEndpoints,
  dependencies: ChooseModelDependencies,
): Promise<void> {
  for (let isOpen = true; isOpen;) {
    const choice = await pick(target, offered, dependencies);
    isOpen = choice !== undefined && (await carryOut(choice, target, chatId, dependencies));
  }
}

/** `undefined`: closed. Whatever is still being fetched ends with the list. */
async function pick(
  target: SelectionTarget,
  offered: OfferedEndpoints,
  dependencies: ChooseModelDependencies,
): Promise<ModelChoice | undefined> {
  await using scope = dependencies.tasks.scope();
  const { promise, resolve, reject } = Promise.withResolvers<ModelChoice | undefined>();
  const onChoice = (choice: ModelChoice | undefined): void => {
    // Not only when what is being fetched has ended.
    const isGone = choice?.kind === 'model' && !selectModel(target, choice.ref, choice.facts);
    resolve(isGone ? undefined : choice);
  };
  new ModelList(target, offered, dependencies, scope, onChoice, reject);
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
      await noteChosenModel(choice.ref, dependencies.recent);
      return false;
    case 'typed': {
      const ref = await typedModel(choice, dependencies);
      if (ref !== undefined && selectModel(target, ref, choice.factsOf(ref)))
        await noteChosenModel(ref, dependencies.recent);
      return false;
    }
    case 'set-key':
      return (await vscode.commands.executeCommand<unknown>('scout.setApiKey', choice.endpoint.id)) === true;
    case 'use-server':
      await useServer(choice.server, target, {
        ...dependencies,
        chooseModel: () => chooseModel(target, chatId, 'all', dependencies),
      });
      return false;
    case 'settings':
      await openSettingsOf(choice.endpoint);
      return false;
    case 'command':
      await vscode.commands.executeCommand(choice.command, chatId);
      return false;
  }
}

/** Where the address of an endpoint is set. */
async function openSettingsOf({ added, settingKey }: Endpoint): Promise<void> {
  if (added !== undefined) await vscode.commands.executeCommand('scout.editEndpoints');
  else
    await vscode.commands.executeCommand('workbench.action.openGlobalSettings', {
      query: `@id:${addressSettingOf(settingKey)}`,
    });
}

/** Asks for what the list does not tell: the ID if nothing was typed, the endpoint if it is another one. `undefined`: closed. */
async function typedModel(
  { id: typed, endpoint: among }: TypedChoice,
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
