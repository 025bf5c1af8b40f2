import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import type { Endpoint } from '../../providers/endpoint.js';

/**
 * The address each endpoint's key was last used with, so that a change of it is noticed. Kept in the secret
 * storage, beside the key, as a digest with the address; never the key itself.
 */
export class KeyAddresses {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** A key is about to be used: remembers where, unless another address is remembered for it. */
  async noteUse(endpoint: Endpoint, key: string | undefined, address: string): Promise<void> {
    const remembered = await this.#read(endpoint);
    if (remembered?.digest !== digestOf(key)) await this.confirm(endpoint, key, address);
  }

  /** The address this key was last used with, if that was another one. */
  async earlierAddress(endpoint: Endpoint, key: string | undefined, address: string): Promise<string | undefined> {
    const remembered = await this.#read(endpoint);
    if (remembered === undefined || remembered.digest !== digestOf(key)) return undefined;
    return remembered.address === address ? undefined : remembered.address;
  }

  /** The user knows that this key goes to this address. */
  async confirm(endpoint: Endpoint, key: string | undefined, address: string): Promise<void> {
    await this.#secrets.store(nameOf(endpoint), JSON.stringify({ digest: digestOf(key), address }));
  }

  /** The endpoint is gone, and its key with it. */
  async forget(endpoint: Endpoint): Promise<void> {
    await this.#secrets.delete(nameOf(endpoint));
  }

  async #read(endpoint: Endpoint): Promise<{ readonly digest: string; readonly address: string } | undefined> {
    const text = await this.#secrets.get(nameOf(endpoint));
    if (text === undefined) return undefined;
    try {
      const { digest, address } = JSON.parse(text) as Partial<Record<'digest' | 'address', unknown>>;
      return typeof digest === 'string' && typeof address === 'string' ? { digest, address } : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Stored addresses are found by it: it stays as it is. */
function nameOf({ id }: Endpoint): string {
  return `scout.keyAddress.${id}`;
}

function digestOf(key: string | undefined): string {
  return createHash('sha256')
    .update(key ?? '')
    .digest('hex');
}
