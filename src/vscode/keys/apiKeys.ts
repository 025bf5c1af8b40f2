import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { ScoutError } from '../../core/errors.js';
import { rememberSecret } from '../../core/redaction.js';
import type { Endpoint, EndpointId } from '../../providers/endpoint.js';
import type { RequestHeader } from '../../providers/provider.js';
import { configuredEndpoints } from '../configuration/configuredEndpoints.js';

/** Where a key comes from. */
export type KeySource = 'secret-storage' | 'environment';

/** A key, and where it was found. */
export type FoundKey =
  | { readonly key: string; readonly source: 'secret-storage' }
  | { readonly key: string; readonly source: 'environment'; readonly variable: string };

/** The name of the secret that holds an endpoint's key. Stored keys are found by it: it stays as it is. */
export function secretNameOf({ id }: Pick<Endpoint, 'id'>): string {
  return `${keyPrefix}${id}`;
}

const keyPrefix = 'scout.apiKey.';
const headerPrefix = 'scout.header.';

/** The name of the secret that holds a header's value. Ids have no dot, and headers are alike in any case. */
function headerSecretOf({ id }: Endpoint, header: string): string {
  return `${headerPrefix}${id}.${header.toLowerCase()}`;
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
    for (const variable of configuredEndpoints().flatMap(({ keyVariables }) => keyVariables)) {
      const key = environment[variable];
      if (key !== undefined) rememberSecret(key);
    }
  }

  /** The key as it is, whether or not it can be sent: for that, see `checkKey`. */
  async get(endpoint: Endpoint): Promise<FoundKey | undefined> {
    const stored = await this.#secrets.get(secretNameOf(endpoint));
    if (stored !== undefined && stored !== '') {
      rememberSecret(stored);
      return { key: stored, source: 'secret-storage' };
    }
    for (const variable of endpoint.keyVariables) {
      const key = this.#environment[variable]?.trim();
      if (key === undefined || key === '') continue;
      // The settings may name another variable since SCOUT began.
      rememberSecret(key);
      return { key, source: 'environment', variable };
    }
    return undefined;
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

  /** The headers that the settings add, with the values of the secret ones; `missing` names those that have none yet. */
  async headers(
    endpoint: Endpoint,
  ): Promise<{ readonly headers: readonly RequestHeader[]; readonly missing: readonly string[] }> {
    const headers: RequestHeader[] = [];
    const missing: string[] = [];
    for (const header of endpoint.added?.headers ?? []) {
      if (!header.isSecret) {
        headers.push(header);
        continue;
      }
      const value = await this.#secrets.get(headerSecretOf(endpoint, header.name));
      if (value === undefined) missing.push(header.name);
      else {
        rememberSecret(value);
        headers.push({ name: header.name, value, isSecret: true });
      }
    }
    return { headers, missing };
  }

  /** Stores the value of a secret header. */
  async setHeader(endpoint: Endpoint, header: string, value: string): Promise<void> {
    rememberSecret(value);
    await this.#secrets.store(headerSecretOf(endpoint, header), value);
  }

  /** The endpoints of which a key or a header is stored, those that have left the settings among them. */
  async storedIds(): Promise<ReadonlySet<EndpointId>> {
    return new Set((await this.#secrets.keys()).flatMap((name) => idInSecret(name) ?? []));
  }

  /** Whether a key or a header of this endpoint is stored, whatever the environment holds. */
  async hasSecrets({ id }: Pick<Endpoint, 'id'>): Promise<boolean> {
    return (await this.storedIds()).has(id);
  }

  /** Forgets the stored key and all secret headers, also those that the settings name no more. */
  async removeAll({ id }: Pick<Endpoint, 'id'>): Promise<void> {
    for (const name of await this.#secrets.keys()) if (idInSecret(name) === id) await this.#secrets.delete(name);
  }

  /** Called when a key or a secret header changes in any window. */
  onChanged(listener: (id: EndpointId) => void): Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      const id = idInSecret(key);
      if (configuredEndpoints().some((endpoint) => endpoint.id === id) && id !== undefined) listener(id);
    });
  }
}

/** Whose key or header a secret is; `undefined` for all other secrets. */
function idInSecret(name: string): EndpointId | undefined {
  const prefix = [keyPrefix, headerPrefix].find((one) => name.startsWith(one));
  const [id] = prefix === undefined ? [] : name.slice(prefix.length).split('.');
  return id === '' ? undefined : (id as EndpointId | undefined);
}
