import type * as vscode from 'vscode';
import type { SendPolicy } from '../chat/answering/sendPolicy.js';
import type { Disposable } from '../core/disposables.js';
import type { Logger } from '../core/logger.js';
import { CachedSecretFinder } from '../privacy/cachedSecretFinder.js';
import { Placeholders } from '../privacy/placeholders.js';
import type { SecretFinder } from '../privacy/secretFinding.js';
import type { SecretRestorer, SendGate } from '../privacy/sendGate.js';
import { createSendGate } from '../vscode/privacy/sendGate.js';
import { ChatSendPolicy } from '../vscode/privacy/sendPolicy.js';
import { SecretPlaceholderStore } from '../vscode/privacy/secretPlaceholderStore.js';
import { WorkspaceSecrets } from '../vscode/privacy/workspaceSecrets.js';

/** What decides about everything that is sent; one for the window, since it remembers decisions and placeholders. */
export interface Privacy {
  /** Looks through a text once. */
  readonly finder: SecretFinder;
  /** What counts as a secret is something else now. */
  onSecretsChanged(listener: () => void): Disposable;
  readonly gate: SendGate;
  readonly restorer: SecretRestorer;
  /** The text with placeholders for what was replaced in this conversation: the inverse of restoring, for what is stored. */
  concealed(conversationId: string, text: string): Promise<string>;
  readonly policy: SendPolicy;
  /** These conversations are gone for good. */
  forget(conversationIds: readonly string[]): Promise<void>;
  /** Removes what is kept of conversations that are gone. Never rejects. */
  removeAbandoned(exists: (conversationId: string) => Promise<boolean>): Promise<void>;
  dispose(): void;
}

export function createPrivacy(secrets: vscode.SecretStorage, logger: Logger): Privacy {
  const finder = new WorkspaceSecrets();
  const store = new SecretPlaceholderStore(secrets, logger);
  // What a store of secrets complains about may quote what it was given.
  const placeholders = new Placeholders(store, () => logger.warn('Could not read or store the placeholders of a chat'));
  const cached = new CachedSecretFinder(finder);
  finder.onChanged(() => cached.forget());
  const gate = createSendGate(cached, placeholders);
  return {
    finder: cached,
    onSecretsChanged: (listener) => finder.onChanged(listener),
    gate,
    restorer: placeholders,
    concealed: async (conversationId, text) => {
      await placeholders.load(conversationId);
      return placeholders.conceal(conversationId, text, () => false);
    },
    policy: new ChatSendPolicy(gate),
    forget: (ids) => placeholders.forget(ids),
    removeAbandoned: (exists) => store.removeAbandoned(exists),
    dispose: () => {
      finder.dispose();
      placeholders.dispose();
    },
  };
}
