import * as vscode from 'vscode';
import type { CommandHandlers } from './commandRegistration.js';
import { createFeatures, type Features } from './features.js';
import { Lazy } from '../core/lazy.js';
import { DisposableStore } from '../core/disposables.js';
import { ScoutError, toScoutError } from '../core/errors.js';
import { observeErrors } from '../diagnostics/errorObservers.js';
import { TaskRegistry } from '../core/taskRegistry.js';
import type { Logger } from '../core/logger.js';
import { ActiveSelection } from '../models/activeSelection.js';
import { logMemoryBaseline } from '../diagnostics/memoryBaseline.js';
import { runSteps } from './shutdownSteps.js';
import { ProviderManager } from '../providers/providerManager.js';
import { vendors } from '../providers/registry.js';
import type { Storage } from '../storage/host/storage.js';
import { ApiKeys } from '../vscode/keys/apiKeys.js';
import { KeyAddresses } from '../vscode/keys/keyAddresses.js';
import { registerCommands } from './commandRegistration.js';
import { createLastUsed } from './createLastUsed.js';
import { openStorage } from './openStorage.js';
import { ProviderSettings } from './providerSettings.js';
import { registerAttachedTree } from './registerAttachedTree.js';
import { registerChatViews } from './registerChatViews.js';
import { registerPictures } from './registerPictures.js';
import { Connections } from '../vscode/models/connections.js';
import { ConfiguredProviderStatus } from '../vscode/models/configuredProviderStatus.js';
import { outputChannelLogger } from '../vscode/diagnostics/outputChannelLogger.js';
import type { AttachedTree } from '../vscode/context/attachedTree.js';
import { providerOptions } from '../vscode/models/providerOptions.js';
import { languageModelVendor } from '../vscode/models/languageModel/languageModelVendor.js';
import { simulatorAddress } from '../vscode/models/simulatorAddress.js';
import { configuredEndpoints } from '../vscode/configuration/configuredEndpoints.js';
import { memoryTracingOnStartupSetting } from '../vscode/configuration/settings.js';
import { FixCodeActions } from '../vscode/editor/fixCodeActions.js';
import { EndpointsWatch } from '../vscode/endpoints/endpointsWatch.js';
import { showError } from '../vscode/ui/showError.js';
import { createStatusBarItem } from '../vscode/models/statusBarItem.js';
import { warnOfDamage } from '../vscode/maintenance/warnOfDamage.js';

/** What SCOUT reads of its package.json. It is the one place that names the commands. */
interface Manifest {
  readonly version: string;
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/**
 * The composition root: boots the core in order, owns everything, shuts it down in order. Nothing is
 * loaded, opened or connected here that can wait for its first use.
 */
export class Scout {
  readonly #channel: vscode.LogOutputChannel;
  readonly #logger: Logger;
  readonly #tasks: TaskRegistry;
  /** What lives until the end of the shutdown. VS Code disposes `context.subscriptions` before that. */
  readonly #store: DisposableStore;
  readonly #keys: ApiKeys;
  readonly #connections: Connections;
  readonly #manager: ProviderManager;
  readonly #storage: Storage;
  readonly #status: ConfiguredProviderStatus;
  readonly #active: ActiveSelection;
  readonly #addresses: KeyAddresses;
  readonly #settings: ProviderSettings;
  readonly #features: Features;
  #shutdown: Promise<void> | undefined;

  /** Rejects when SCOUT cannot start; it has cleaned up and informed the user then. */
  static async start(context: vscode.ExtensionContext): Promise<Scout> {
    const channel = vscode.window.createOutputChannel('SCOUT', { log: true });
    const logger = outputChannelLogger(channel);
    const store = new DisposableStore((error) => logger.error('Could not release a resource', error));
    try {
      const manifest = context.extension.packageJSON as Manifest;
      const scout = new Scout(context, manifest.version, channel, logger, store);
      if (memoryTracingOnStartupSetting()) await scout.#traceMemory();
      scout.#register(manifest.contributes.commands.map(({ command }) => command));
      return scout;
    } catch (error) {
      logger.error('SCOUT could not start', error);
      await store.dispose();
      // The channel stays: it says why.
      const reason = vscode.l10n.t('SCOUT could not start: {0}', toScoutError(error).message);
      void showError(new ScoutError('internal', reason), () => channel.show());
      throw error;
    }
  }

  private constructor(
    context: vscode.ExtensionContext,
    version: string,
    channel: vscode.LogOutputChannel,
    logger: Logger,
    store: DisposableStore,
  ) {
    this.#channel = channel;
    this.#logger = logger;
    this.#store = store;
    logger.info(`SCOUT ${version} starts in VS Code ${vscode.version}, Node ${process.versions.node}`);
    const memoryBaseline = logMemoryBaseline(logger.child('memory'));
    store.add(observeErrors(process, context.extensionPath, logger.child('errors'), (error) => void this.#show(error)));
    this.#tasks = new TaskRegistry(logger.child('tasks'));
    this.#keys = new ApiKeys(context.secrets, process.env);
    this.#connections = new Connections(this.#keys, simulatorAddress(process.env));
    const addresses = new KeyAddresses(context.secrets);
    this.#addresses = addresses;
    const providerLogger = logger.child('providers');
    const optionsDependencies = { connections: this.#connections, addresses, logger: providerLogger };
    this.#manager = new ProviderManager({
      endpoints: configuredEndpoints,
      vendors: [...vendors, languageModelVendor(() => context.languageModelAccessInformation)],
      optionsFor: (endpoint) => providerOptions(endpoint, optionsDependencies),
      logger: providerLogger,
    });
    this.#storage = openStorage(context, logger.child('storage'));
    this.#status = new ConfiguredProviderStatus(
      this.#connections,
      addresses,
      // Nothing is opened for it: without a chat, nobody asks.
      async (endpoint) => (await this.#features.chat.started())?.factsOf(endpoint),
      logger.child('status'),
    );
    const onListenerError = (error: unknown): void => logger.error('Could not notify a view of a change', error);
    const lastUsed = createLastUsed(context, logger, onListenerError);
    this.#active = new ActiveSelection(lastUsed, onListenerError);
    this.#settings = new ProviderSettings({
      manager: this.#manager,
      endpoints: new EndpointsWatch({ keys: this.#keys, addresses, logger: logger.child('endpoints') }),
      keys: this.#keys,
      active: this.#active,
      status: this.#status,
      logger,
    });
    this.#features = createFeatures({
      context,
      logger,
      tasks: this.#tasks,
      store,
      manager: this.#manager,
      storage: this.#storage,
      provider: this.#status,
      connections: this.#connections,
      lastUsed,
      active: this.#active,
      onModelsKnown: () => void this.#status.refresh(),
      memoryBaseline,
    });
  }

  /** Cancels what runs, saves what waits, closes what is open; bounded. Never rejects; twice is harmless. */
  shutdown(): Promise<void> {
    this.#shutdown ??= this.#runShutdown();
    return this.#shutdown;
  }

  async #runShutdown(): Promise<void> {
    const logger = this.#logger.child('shutdown');
    const chat = await this.#features.chat.started();
    await runSteps(logger, [
      { name: 'cancel tasks', deadlineMs: 100, run: () => this.#tasks.cancelAll() },
      { name: 'save pending changes', deadlineMs: 1_000, run: () => chat?.conversations.flush() },
      { name: 'disconnect the chat views', deadlineMs: 100, run: () => chat?.views.disconnect() },
      { name: 'await tasks', deadlineMs: 1_500, run: () => this.#tasks.settle(1_400) },
      { name: 'close the user database', deadlineMs: 700, run: () => this.#storage.closeUsers() },
      { name: 'close the chat history database', deadlineMs: 700, run: () => this.#storage.closeHistory() },
      { name: 'release providers', deadlineMs: 300, run: () => this.#manager.dispose() },
      { name: 'release remaining resources', deadlineMs: 200, run: () => this.#store.dispose() },
    ]);
    chat?.purge.dispose();
    chat?.conversations.dispose();
    this.#logger.info('Application shutdown complete.');
    // The channel is not disposed: it would drop its last lines. It ends with the extension host.
  }

  /** @param commands the ids of all commands */
  #register(commands: readonly string[]): void {
    const showLog = (): void => this.#channel.show();
    const attachedTree = registerAttachedTree(
      this.#store,
      this.#features,
      this.#tasks,
      this.#logger.child('attachments'),
      showLog,
    );
    const handlers = this.#commandHandlers(attachedTree);
    registerCommands(
      this.#store,
      commands,
      () => handlers.get(),
      (error) => {
        this.#logger.error('A command failed', error);
        void this.#show(error);
      },
    );
    this.#store.add(createStatusBarItem(this.#status, this.#active));
    registerChatViews(this.#store, this.#features);
    this.#store.add(
      vscode.languages.registerCodeActionsProvider({ scheme: '*' }, new FixCodeActions(), FixCodeActions.metadata),
    );
    this.#store.add(registerPictures(this.#storage, this.#features));
    this.#store.add(warnOfDamage(this.#storage));
    this.#settings.follow(this.#store);
  }

  /** What each command does is imported when one is used first. */
  #commandHandlers(attachedTree: Lazy<AttachedTree>): Lazy<CommandHandlers> {
    return new Lazy(async () => {
      const { commandHandlers } = await import('./commandHandlers.js');
      return commandHandlers({
        features: this.#features,
        keys: this.#keys,
        connections: this.#connections,
        addresses: this.#addresses,
        manager: this.#manager,
        tasks: this.#tasks,
        provider: this.#status,
        active: this.#active,
        attachedTree,
        showLog: () => this.#channel.show(),
      });
    });
  }

  /** Before anything of SCOUT's is registered, so that what that allocates is seen. Without it SCOUT works as well. */
  async #traceMemory(): Promise<void> {
    try {
      await (await this.#features.memoryTools.get()).traceFromStart();
    } catch (error) {
      this.#logger.error('Could not start memory tracing', error);
      void this.#show(error);
    }
  }

  #show(error: unknown): Promise<void> {
    return showError(error, () => this.#channel.show());
  }
}
