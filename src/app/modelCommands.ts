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
 * The commands that change which model a chat asks, and where.
 * @param targetOf finds the chat with an id, or else the one in use
 */
export function modelCommands(
  { features: { chat }, keys, connections, tasks, provider }: ModelCommandsDependencies,
  targetOf: (chatId: unknown) => Promise<SelectionTarget>,
): Pick<CommandHandlers, ModelCommand> {
  /** Endpoint and model are chosen in one list. */
  const choose = async (chatId: unknown, offered: OfferedEndpoints): Promise<void> => {
    const { catalogue, favourites, recentModels: recent } = await chat.get();
    const { chooseModel } = await import('../vscode/models/picker/chooseModel.js');
    const onChosen = (): Promise<void> => provider.confirmAddresses();
    await chooseModel(await targetOf(chatId), chatId, offered, {
      catalogue,
      favourites,
      recent,
      keys,
      connections,
      tasks,
      onChosen,
    });
  };
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
