import type { SecretStorage } from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { ScoutError } from '../../core/errors.js';
import type { ProviderDescriptor, ProviderId } from '../../providers/provider.js';

/** Where a key comes from. */
export type KeySource = 'secret-storage' | 'environment';

const prefix = 'scout.apiKey.';

/**
 * The user's keys. They live in VS Code's SecretStorage, or in the environment variable the vendor's own
 * tools read; a stored key wins. They are never written anywhere else.
 */
export class ApiKeys {
  readonly #secrets: SecretStorage;
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(secrets: SecretStorage, environment: Readonly<Record<string, string | undefined>>) {
    this.#secrets = secrets;
    this.#environment = environment;
  }

  async get(provider: ProviderDescriptor): Promise<{ readonly key: string; readonly source: KeySource } | undefined> {
    const stored = await this.#secrets.get(prefix + provider.id);
    if (stored !== undefined && stored !== '') return { key: stored, source: 'secret-storage' };
    for (const variable of provider.keyVariables) {
      const key = this.#environment[variable]?.trim();
      if (key !== undefined && key !== '') return { key, source: 'environment' };
    }
    return undefined;
  }

  /** Stores a key and reads it back: some systems' keyrings accept a secret and forget it. */
  async set(provider: ProviderDescriptor, key: string): Promise<void> {
    await this.#secrets.store(prefix + provider.id, key);
    if ((await this.#secrets.get(prefix + provider.id)) !== key) {
      throw new ScoutError(
        'storage',
        `The key for ${provider.displayName} could not be stored: the system’s keyring did not keep it.`,
      );
    }
  }

  /** Forgets the stored key; one in the environment stays. */
  async remove(provider: ProviderDescriptor): Promise<void> {
    await this.#secrets.delete(prefix + provider.id);
  }

  /** Told of changes in any window. */
  onChanged(listener: (id: ProviderId) => void): Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) listener(key.slice(prefix.length) as ProviderId);
    });
  }
}
