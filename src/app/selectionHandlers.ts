import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { SelectionTarget } from '../models/modelSelection.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import type { Endpoint } from '../providers/endpoint.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { ApiKeys } from '../vscode/keys/apiKeys.js';
import type { TestedEndpoint } from '../vscode/endpoints/testNewEndpoint.js';
import type { KeyAddresses } from '../vscode/keys/keyAddresses.js';
import type { Connections } from '../vscode/models/connections.js';
import type { CommandHandlers } from './commandRegistration.js';
import type { Features } from './features.js';
import { chooseModelOf, modelCommands, type ModelCommand } from './modelCommands.js';

export interface SelectionHandlersDependencies {
  readonly features: Features;
  readonly keys: ApiKeys;
  readonly addresses: KeyAddresses;
  readonly connections: Connections;
  readonly manager: ProviderManager;
  readonly tasks: TaskRegistry;
  readonly provider: ProviderStatus;
  readonly active: ActiveSelection;
}

type ConnectCommand = 'scout.connectProvider' | 'scout.connectLocalServer' | 'scout.connectVscodeModels';

type SelectionCommand =
  ModelCommand | ConnectCommand | 'scout.chooseEffort' | 'scout.chooseParameters' | 'scout.addEndpoint';

/** The commands that change whom a chat asks, and with what. */
export function selectionHandlers(
  dependencies: SelectionHandlersDependencies,
): Pick<CommandHandlers, SelectionCommand> {
  const { keys, addresses, connections, manager, tasks, provider: status, active } = dependencies;
  const { chat } = dependencies.features;

  /** The chat with this id, if a view shows it, or else the one in use; without any, the next new chat. */
  const targetOf = async (chatId?: unknown): Promise<SelectionTarget> =>
    (await chat.get()).views.sessionOf(chatId) ?? active.target;

  return {
    ...modelCommands(dependencies, targetOf),
    'scout.chooseEffort': async (chatId) => {
      const { chooseEffort } = await import('../vscode/models/parameters/chooseEffort.js');
      await chooseEffort(await targetOf(chatId), status);
    },
    'scout.chooseParameters': async (chatId) => {
      const { chooseParameters } = await import('../vscode/models/parameters/chooseParameters.js');
      await chooseParameters(await targetOf(chatId), status);
    },
    ...connectHandlers(dependencies, targetOf),
    'scout.addEndpoint': async (chatId) => {
      const { recentModels: recent, catalogue } = await chat.get();
      const target = await targetOf(chatId);
      const { takeOnlyModel } = await import('../vscode/models/takeOnlyModel.js');
      const chooseModel = async (works: boolean): Promise<void> => {
        // The list is there at once, however long a server stays silent.
        if (!works || !(await takeOnlyModel(target, { catalogue, recent, tasks })))
          await chooseModelOf(dependencies, target, chatId, 'all');
      };
      const { testNewEndpoint } = await import('../vscode/endpoints/testNewEndpoint.js');
      const { addEndpoint } = await import('../vscode/endpoints/addEndpoint.js');
      const test = (endpoint: Endpoint): Promise<TestedEndpoint | undefined> =>
        testNewEndpoint(endpoint, { keys, addresses, connections, manager, tasks });
      await addEndpoint(target, { keys, connections, recent, tasks, test, chooseModel });
    },
  };
}

/** Those that set up who answers, and have a chat ask it: the one in use when they begin, whatever is opened meanwhile. */
function connectHandlers(
  dependencies: SelectionHandlersDependencies,
  targetOf: (chatId: unknown) => Promise<SelectionTarget>,
): Pick<CommandHandlers, ConnectCommand> {
  const { keys, connections, tasks, provider: status } = dependencies;
  const { chat } = dependencies.features;
  const chooseModelIn = (target: SelectionTarget, chatId: unknown) => (): Promise<void> =>
    chooseModelOf(dependencies, target, chatId, 'all');
  return {
    'scout.connectProvider': async (chatId) => {
      const { recentModels } = await chat.get();
      const { connectProvider } = await import('../vscode/keys/keyCommands.js');
      const target = await targetOf(chatId);
      const chooseModel = chooseModelIn(target, chatId);
      await connectProvider(target, chatId, { keys, connections, recent: recentModels, chooseModel });
    },
    'scout.connectLocalServer': async (chatId) => {
      const { recentModels: recent } = await chat.get();
      const { connectLocalServer } = await import('../vscode/models/localServers/connectLocalServer.js');
      const onChosen = (): Promise<void> => status.confirmAddresses();
      const target = await targetOf(chatId);
      const chooseModel = chooseModelIn(target, chatId);
      await connectLocalServer(target, { keys, connections, recent, tasks, onChosen, chooseModel });
    },
    'scout.connectVscodeModels': async (chatId) => {
      const { recentModels: recent } = await chat.get();
      const { connectLanguageModels } = await import('../vscode/models/languageModel/connectLanguageModels.js');
      const target = await targetOf(chatId);
      const chooseModel = chooseModelIn(target, chatId);
      await connectLanguageModels(target, { connections, recent, tasks, chooseModel });
    },
  };
}
