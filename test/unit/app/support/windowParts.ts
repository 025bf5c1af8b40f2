import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FeatureDependencies } from '../../../../src/app/featureDependencies.js';
import { createFeatures, type Features } from '../../../../src/app/features.js';
import { DisposableStore } from '../../../../src/core/disposables.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import { ActiveSelection } from '../../../../src/models/activeSelection.js';
import type { Storage } from '../../../../src/storage/host/storage.js';
import { outputChannelLogger } from '../../../../src/vscode/diagnostics/outputChannelLogger.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { KeyAddresses } from '../../../../src/vscode/keys/keyAddresses.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { ConfiguredProviderStatus } from '../../../../src/vscode/models/configuredProviderStatus.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { FakeLogChannel } from '../../../support/vscodeStub/outputChannel.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { noFacts } from '../../../support/noFacts.js';
import { ScriptedProviders } from '../../vscode/support/scriptedProviders.js';
import { makeExtensionFolder } from './extensionFolder.js';

/** What SCOUT is made of in one window: everything real but the vendors, whose answers a test writes down. */
export class WindowParts {
  /** Whatever a test needs a place for; removed in the end. */
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'scout-app-'));
  readonly channel = new FakeLogChannel('SCOUT');
  readonly logger = outputChannelLogger(this.channel);
  readonly tasks = new TaskRegistry(this.logger.child('tasks'));
  readonly store = new DisposableStore((error) => {
    throw error;
  });
  readonly keys = new ApiKeys(vscodeStub.secrets, { OPENAI_API_KEY: 'sk-1', GEMINI_API_KEY: 'g-1' });
  readonly connections = new Connections(this.keys, undefined);
  readonly providers = new ScriptedProviders(this.keys, this.logger);
  readonly context = vscodeStub.extensionContext(this.folder, makeExtensionFolder(path.join(this.folder, 'extension')));
  readonly dependencies: FeatureDependencies;
  readonly features: Features;

  readonly lastUsed = lastUsedInMemory();
  readonly active = new ActiveSelection(this.lastUsed, (error) => {
    throw error;
  });

  constructor(readonly storage: Storage) {
    this.dependencies = {
      context: this.context,
      logger: this.logger,
      tasks: this.tasks,
      store: this.store,
      manager: this.providers.manager,
      storage,
      provider: new ConfiguredProviderStatus(
        this.connections,
        new KeyAddresses(vscodeStub.secrets),
        noFacts,
        this.logger,
      ),
      connections: this.connections,
      lastUsed: this.lastUsed,
      active: this.active,
      onModelsKnown: () => undefined,
      memoryBaseline: process.memoryUsage(),
    };
    this.features = createFeatures(this.dependencies);
  }

  /** The storage stays open. */
  async dispose(): Promise<void> {
    const chat = await this.features.chat.started();
    this.tasks.cancelAll();
    await chat?.conversations.flush();
    await chat?.views.disconnect();
    await this.tasks.settle(10_000);
    chat?.purge.dispose();
    chat?.conversations.dispose();
    await this.store.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
