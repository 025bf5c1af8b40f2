import { commandHandlers } from '../../../../src/app/commandHandlers.js';
import type { CommandHandlers } from '../../../../src/app/commandRegistration.js';
import { Lazy } from '../../../../src/core/lazy.js';
import type { Storage } from '../../../../src/storage/host/storage.js';
import { KeyAddresses } from '../../../../src/vscode/keys/keyAddresses.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { putMessage } from '../../storage/support/openStorage.js';
import { thread } from '../../webview/host/support/storedMessages.js';
import { WindowParts } from './windowParts.js';

/** A window in which a test calls the commands' handlers. */
export class CommandWindow {
  readonly parts: WindowParts;
  readonly handlers: CommandHandlers;
  /** How often the log was shown. */
  logShows = 0;

  constructor(storage: Storage) {
    this.parts = new WindowParts(storage);
    const { features, keys, connections, tasks, providers, dependencies } = this.parts;
    this.handlers = commandHandlers({
      features,
      attachedTree: new Lazy(() => Promise.reject(new Error('There is no list of attachments here.'))),
      keys,
      connections,
      addresses: new KeyAddresses(vscodeStub.secrets),
      manager: providers.manager,
      tasks,
      provider: dependencies.provider,
      active: dependencies.active,
      showLog: () => (this.logShows += 1),
    });
  }

  /** The text of the latest message to the user. */
  get message(): string | undefined {
    return vscodeStub.messages.shown.at(-1)?.message;
  }

  /** Stores the conversation `c` with a question and an answer. */
  async storeConversation(): Promise<void> {
    const fields = { title: 'Paris', headId: 'm1', createdAt: 1, updatedAt: 1 };
    await this.parts.storage.history.append(
      [{ type: 'conversation.set', id: 'c', fields }, ...thread(2).map(putMessage)],
      'synced',
    );
  }

  dispose(): Promise<void> {
    return this.parts.dispose();
  }
}
