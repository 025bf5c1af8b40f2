import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { ScoutError } from '../../core/errors.js';
import { rememberSecret } from '../../core/redaction.js';
import type { Endpoint, EndpointId } from '../../providers/endpoint.js';
import { endpoints } from '../../providers/endpoints.js';

/** Where a key comes from. */
export type KeySource = 'secret-storage' | 'environment';

/** The name of the secret that holds an endpoint's key. Stored keys are found by it: it stays as it is. */
export function secretNameOf({ id }: Endpoint): string {
  return `scout.apiKey.${id}`;
}

/**
 * The user's keys. They live in VS Code's vscode.SecretStorage, or in the environment variable the vendor's own
 * tools read; a stored key wins. They are never written anywhere else.
 */
export class ApiKeys {
  readonly #secrets: vscode.SecretStorage;
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(secrets: vscode.SecretStorage, environment: Readonly<Record<string, string | undefined>>) {
    this.#secrets = secrets;
    this.#environment = environment;
    // Also those that are not in use: a server or a library may quote what it finds in the environment.
    for (const variable of endpoints.flatMap(({ keyVariables }) => keyVariables)) {
      const key = environment[variable];
      if (key !== undefined) rememberSecret(key);
    }
  }

  /** The key as it is, whether or not it can be sent: for that, see `checkKey`. */
  async get(endpoint: Endpoint): Promise<{ readonly key: string; readonly source: KeySource } | undefined> {
    const stored = await this.#secrets.get(secretNameOf(endpoint));
    if (stored !== undefined && stored !== '') {
      rememberSecret(stored);
      return { key: stored, source: 'secret-storage' };
    }
    for (const variable of endpoint.keyVariables) {
      const key = this.#environment[variable]?.trim();
      if (key !== undefined && key !== '') return { key, source: 'environment' };
    }
    return undefined;
  }

  /** Whether a key is stored, whatever the environment holds. */
  async isStored(endpoint: Endpoint): Promise<boolean> {
    return (await this.#secrets.get(secretNameOf(endpoint))) !== undefined;
  }

  /** Stores a key and reads it back: some systems' keyrings accept a secret and forget it. */
  async set(endpoint: Endpoint, key: string): Promise<void> {
    await this.#secrets.store(secretNameOf(endpoint), key);
    if ((await this.#secrets.get(secretNameOf(endpoint))) !== key) {
      throw new ScoutError(
        'storage',
        vscode.l10n.t('The API key for {0} could not be saved in the system’s keyring.', endpoint.name),
      );
    }
  }

  /** Forgets the stored key; one in the environment stays. */
  async remove(endpoint: Endpoint): Promise<void> {
    await this.#secrets.delete(secretNameOf(endpoint));
  }

  /** Called when a key changes in any window. */
  onChanged(listener: (id: EndpointId) => void): Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      const endpoint = endpoints.find((entry) => secretNameOf(entry) === key);
      if (endpoint !== undefined) listener(endpoint.id);
    });
  }
}
