import { neededInput } from '../attachments/unreadInput.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { SelectionTarget } from '../models/modelSelection.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import type { ApiKeys } from '../vscode/keys/apiKeys.js';
import type { Connections } from '../vscode/models/connections.js';
import type { OfferedEndpoints } from '../vscode/models/picker/modelList.js';
import type { CommandHandlers } from './commandRegistration.js';
import type { Features } from './features.js';

export interface ModelCommandsDependencies {
  readonly features: Pick<Features, 'chat'>;
  readonly keys: ApiKeys;
  readonly connections: Connections;
  readonly tasks: TaskRegistry;
  readonly provider: Pick<ProviderStatus, 'confirmAddresses'>;
}

export type ModelCommand = 'scout.chooseProvider' | 'scout.chooseModel' | 'scout.nextFavoriteModel';

/**
 * Lets the user choose what a chat asks from now on: endpoint and model, in one list.
 * @param chatId of the chat, for the commands behind the list's buttons
 */
export async function chooseModelOf(
  { features: { chat }, keys, connections, tasks, provider }: ModelCommandsDependencies,
  target: SelectionTarget,
  chatId: unknown,
  offered: OfferedEndpoints,
): Promise<void> {
  const { catalogue, favourites, recentModels: recent, attachments, views } = await chat.get();
  const session = views.sessionOf(chatId);
  const attached = session === undefined ? [] : await attachments.drafts.list(session.id);
  const { chooseModel } = await import('../vscode/models/picker/chooseModel.js');
  const onChosen = (): Promise<void> => provider.confirmAddresses();
  await chooseModel(target, chatId, offered, {
    catalogue,
    favourites,
    recent,
    needs: [...new Set(attached.flatMap((part) => neededInput(part) ?? []))],
    keys,
    connections,
    tasks,
    onChosen,
  });
}

/**
 * The commands that change which model a chat asks, and where.
 * @param targetOf finds the chat with an id, or else the one in use
 */
export function modelCommands(
  dependencies: ModelCommandsDependencies,
  targetOf: (chatId: unknown) => Promise<SelectionTarget>,
): Pick<CommandHandlers, ModelCommand> {
  const {
    features: { chat },
    connections,
  } = dependencies;
  const choose = async (chatId: unknown, offered: OfferedEndpoints): Promise<void> =>
    chooseModelOf(dependencies, await targetOf(chatId), chatId, offered);
  return {
    'scout.chooseProvider': (chatId) => choose(chatId, 'others'),
    'scout.chooseModel': (chatId) => choose(chatId, 'all'),
    'scout.nextFavoriteModel': async (chatId) => {
      const { favourites, recentModels: recent, factsOf } = await chat.get();
      const { nextFavouriteModel } = await import('../vscode/models/nextFavouriteModel.js');
      await nextFavouriteModel(await targetOf(chatId), chatId, { favourites, recent, connections, factsOf });
    },
  };
}
