import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import { accountHeaders } from '../../models/endpoints/accountHeaders.js';
import { isHeaderValue } from '../../models/endpoints/parseHeaders.js';
import { isOnNetwork, type Endpoint } from '../../providers/endpoint.js';
import type { RequestSettings } from '../../providers/provider.js';
import type { ApiKeys, FoundKey, KeySource } from '../keys/apiKeys.js';
import { baseUrlSetting, openAiAccountSetting } from '../configuration/settings.js';
import { simulatorKey } from './simulatorAddress.js';

/** How an endpoint is reached at this moment. */
export interface Connection {
  readonly key: string | undefined;
  /** `none`: no key is set; then the simulator may answer, or a server that needs no key. */
  readonly keySource: KeySource | 'none';
  /** The environment variable that holds the key, if one does. */
  readonly keyVariable?: string;
  /** Where it is not the vendor's own. */
  readonly baseUrl: string | undefined;
  /** The project's own simulator answers; nothing of the user's but the messages goes there. */
  readonly isSimulated: boolean;
}

/** The one place that decides which key goes where. */
export class Connections {
  readonly #keys: ApiKeys;
  readonly #simulator: string | undefined;

  /** @param simulator its address, if there is one. */
  constructor(keys: ApiKeys, simulator: string | undefined) {
    this.#keys = keys;
    this.#simulator = simulator;
  }

  async of(endpoint: Endpoint): Promise<Connection> {
    if (!isOnNetwork(endpoint)) return { key: undefined, keySource: 'none', baseUrl: undefined, isSimulated: false };
    if (endpoint.added !== undefined) return this.#ofAdded(endpoint);
    const stored = await this.#keys.get(endpoint);
    // What an earlier trial left in the settings: a key of the user's own never goes there.
    const setting = baseUrlSetting(endpoint);
    const baseUrl = this.#isSimulator(setting) ? undefined : setting;
    if (stored !== undefined) return { ...foundIn(stored), baseUrl, isSimulated: false };
    if (this.#simulator !== undefined && baseUrl === undefined) {
      const simulated = `${this.#simulator}/${endpoint.vendor}/v1`;
      return { key: simulatorKey, keySource: 'none', baseUrl: simulated, isSimulated: true };
    }
    return { key: undefined, keySource: 'none', baseUrl, isSimulated: false };
  }

  /**
   * What an endpoint of the user's own, or OpenAI's account, changes about requests; `undefined`: nothing. Throws `missing-api-key` where a
   * secret header has no value, and `invalid-request` where no header can carry the account.
   */
  async requestOf(endpoint: Endpoint): Promise<RequestSettings | undefined> {
    const { added, defaultBaseUrl } = endpoint;
    if (added === undefined) return this.#accountOf(endpoint);
    const { query } = added;
    if (this.#isSimulator(defaultBaseUrl)) return { auth: undefined, headers: [], query };
    const { headers, missing } = await this.#keys.headers(endpoint);
    if (missing.length > 0) {
      throw new ScoutError(
        'missing-api-key',
        vscode.l10n.t(
          'The secret header {0} for {1} has no value. Nothing was sent. Run “SCOUT: Set API Key”.',
          missing.join(', '),
          endpoint.name,
        ),
        { fault: 'key' },
      );
    }
    return { auth: added.auth, headers, query };
  }

  async #accountOf(endpoint: Endpoint): Promise<RequestSettings | undefined> {
    if (endpoint.vendor !== 'openai' || (await this.of(endpoint)).isSimulated) return undefined;
    const account = openAiAccountSetting();
    const headers = accountHeaders(account);
    for (const field of ['organization', 'project'] as const) {
      if (account[field] === undefined || isHeaderValue(account[field])) continue;
      throw new ScoutError(
        'invalid-request',
        vscode.l10n.t(
          'The setting "scout.openai.{0}" contains characters that cannot be sent. Nothing was sent. Correct it.',
          field,
        ),
        { fault: 'address' },
      );
    }
    return headers.length === 0 ? undefined : { auth: undefined, headers, query: {} };
  }

  /** Its address is its own. Where that is the simulator's, no key of the user's goes there. */
  async #ofAdded(endpoint: Endpoint): Promise<Connection> {
    const { defaultBaseUrl: baseUrl } = endpoint;
    if (this.#isSimulator(baseUrl)) return { key: simulatorKey, keySource: 'none', baseUrl, isSimulated: true };
    const stored = endpoint.added?.auth?.kind === 'none' ? undefined : await this.#keys.get(endpoint);
    const found = stored === undefined ? { key: undefined, keySource: 'none' as const } : foundIn(stored);
    return { ...found, baseUrl: undefined, isSimulated: false };
  }

  #isSimulator(address: string | undefined): boolean {
    return this.#simulator !== undefined && address !== undefined && address.startsWith(`${this.#simulator}/`);
  }
}

function foundIn(found: FoundKey): Pick<Connection, 'key' | 'keySource' | 'keyVariable'> {
  const { key, source: keySource } = found;
  return found.source === 'environment' ? { key, keySource, keyVariable: found.variable } : { key, keySource };
}

/** Host and port of where an endpoint is reached; `undefined` where no valid address is known. */
export function hostOf(endpoint: Endpoint, { baseUrl }: Pick<Connection, 'baseUrl'>): string | undefined {
  const address = baseUrl ?? endpoint.defaultBaseUrl;
  return address === undefined ? undefined : webAddress(address)?.host;
}

/** An address that requests can go to; `undefined` for all others, such as `me:password@host`, whose scheme is `me`. */
export function webAddress(address: string): URL | undefined {
  const url = URL.parse(address);
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url : undefined;
}
