import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { apiKeyProblem } from '../../core/apiKeyProblem.js';
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

  /** The key as it is, whether or not it can be sent: for that, see `checked`. */
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

  /**
   * The key for a request; `undefined` where there is none. Rejects with `invalid-api-key` for one that no header can carry (of two
   * lines, in quotes, with `Bearer` in front): the message names the variable or the command, never the key.
   */
  async checked(endpoint: Endpoint): Promise<string | undefined> {
    const found = await this.get(endpoint);
    if (found === undefined || apiKeyProblem(found.key) === undefined) return found?.key;
    const variable = endpoint.keyVariables.find((name) => this.#environment[name]?.trim() === found.key);
    throw new ScoutError(
      'invalid-api-key',
      found.source === 'environment' && variable !== undefined
        ? vscode.l10n.t(
            'The environment variable {0} does not hold a usable API key: it contains spaces, line breaks, quotes or other characters that no key has. Nothing was sent. Correct it and restart VS Code, or run “SCOUT: Set API Key”.',
            variable,
          )
        : vscode.l10n.t(
            'The stored API key for {0} contains spaces, line breaks, quotes or other characters that no key has. Nothing was sent. Run “SCOUT: Set API Key”.',
            endpoint.name,
          ),
    );
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
