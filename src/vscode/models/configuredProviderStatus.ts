import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { Emitter } from '../../core/event.js';
import type { Logger } from '../../core/logger.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { ProviderRole } from '../../providers/providerManager.js';
import type { ProviderRemark, ProviderStatus } from '../../models/providerStatus.js';
import { unusableKey } from '../keys/checkKey.js';
import type { KeyAddresses } from '../keys/keyAddresses.js';
import { configuredEndpoints, findEndpoint } from '../configuration/configuredEndpoints.js';
import { sendOnEnterSetting, workspaceOverrides } from '../configuration/settings.js';
import { configuredModel } from './configuredModel.js';
import { hostOf, webAddress, type Connections } from './connections.js';

/** What needs the keyring, and is therefore kept until something changes. */
interface KeyState {
  /** Of the chat's provider when this was read. */
  readonly endpointId: string | undefined;
  readonly remark: ProviderRemark | undefined;
  readonly background: ProviderStatus['current']['background'];
  readonly isUnconfigured: boolean;
}

const unknown: KeyState = { endpointId: undefined, remark: undefined, background: undefined, isUnconfigured: false };

/** Who answers, as settings and keys say; read anew when they change. */
export class ConfiguredProviderStatus implements ProviderStatus {
  readonly #connections: Connections;
  readonly #addresses: KeyAddresses;
  readonly #logger: Logger;
  readonly #changed: Emitter<void>;
  #state = unknown;
  /** How often it was read. */
  #reads = 0;

  constructor(connections: Connections, addresses: KeyAddresses, logger: Logger) {
    this.#connections = connections;
    this.#addresses = addresses;
    this.#logger = logger;
    this.#changed = new Emitter((error) => logger.error('Could not notify a view of a change', error));
  }

  get current(): ProviderStatus['current'] {
    const { endpoint, model } = configuredModel('llm');
    const { endpointId, remark, background, isUnconfigured } = this.#state;
    return {
      providerId: endpoint?.id ?? '',
      providerName: endpoint?.name ?? vscode.l10n.t('No provider'),
      settingKey: endpoint?.settingKey ?? '',
      model: model ?? '',
      overrides: workspaceOverrides(),
      // Another provider may have been chosen since.
      remark: endpointId === endpoint?.id ? remark : undefined,
      background,
      isUnconfigured,
    };
  }

  get sendOnEnter(): boolean {
    return sendOnEnterSetting();
  }

  displayNameOf(providerId: string): string {
    return findEndpoint(providerId)?.name ?? providerId;
  }

  onChanged(listener: () => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Settings or keys changed: reads them again, then notifies the listeners. Never rejects. */
  async refresh(): Promise<void> {
    this.#reads += 1;
    const read = this.#reads;
    const state = await this.#read().catch((error: unknown) => {
      this.#logger.error('Could not read the state of the provider’s API key', error);
      return unknown;
    });
    // One that began later knows more, whichever ends first.
    if (read !== this.#reads) return;
    this.#state = state;
    this.#changed.fire();
  }

  async confirmAddresses(): Promise<void> {
    for (const endpoint of new Set(inUse())) {
      const { key, baseUrl } = await this.#connections.of(endpoint);
      const address = baseUrl ?? endpoint.defaultBaseUrl;
      // Nothing is ever sent to any other.
      if (address !== undefined && webAddress(address) !== undefined)
        await this.#addresses.confirm(endpoint, key, address);
    }
    await this.refresh();
  }

  async #read(): Promise<KeyState> {
    const { endpoint } = configuredModel('llm');
    const { endpoint: other } = configuredModel('background');
    const remark = endpoint && (await this.#remarkOn(endpoint));
    const background = other === undefined || other.id === endpoint?.id ? undefined : await this.#remarkOn(other);
    return {
      endpointId: endpoint?.id,
      remark,
      background: other && background && { providerName: other.name, settingKey: other.settingKey, remark: background },
      isUnconfigured: await this.#isUnconfigured(),
    };
  }

  async #isUnconfigured(): Promise<boolean> {
    for (const endpoint of configuredEndpoints()) {
      const { key, baseUrl } = await this.#connections.of(endpoint);
      if (key !== undefined || (!endpoint.needsKey && (baseUrl ?? endpoint.defaultBaseUrl) !== undefined)) return false;
    }
    return true;
  }

  async #remarkOn(endpoint: Endpoint): Promise<ProviderRemark | undefined> {
    const connection = await this.#connections.of(endpoint);
    const { key, keySource, baseUrl, isSimulated } = connection;
    if (key === undefined && endpoint.needsKey) return { kind: 'missing-key' };
    const unusable = key === undefined ? undefined : unusableKey(endpoint, key, keySource);
    if (unusable !== undefined) return { kind: 'unusable-key', sentence: unusable };
    const host = hostOf(endpoint, connection);
    if (host === undefined) return undefined;
    if (isSimulated) return { kind: 'simulator', host };
    const address = baseUrl ?? endpoint.defaultBaseUrl ?? '';
    const earlier = await this.#addresses.earlierAddress(endpoint, key, address);
    if (earlier !== undefined) {
      const [from, to] = shortAddresses(earlier, address);
      if (from !== to) return { kind: 'address-changed', address: to, earlierAddress: from };
    }
    // Where only the user can name an address, it is no news that messages go there.
    if (endpoint.defaultBaseUrl === undefined) return undefined;
    return host === hostOf(endpoint, { baseUrl: undefined }) ? undefined : { kind: 'redirected', host };
  }
}

function inUse(): readonly Endpoint[] {
  const roles: readonly ProviderRole[] = ['llm', 'background'];
  return roles.flatMap((role) => configuredModel(role).endpoint ?? []);
}

/** Two addresses by no more than what tells them apart, without user and password; alike when nothing else does. */
function shortAddresses(one: string, other: string): readonly [string, string] {
  const forms: readonly ((url: URL) => string)[] = [
    ({ host }) => host,
    ({ host, pathname }) => host + pathname,
    ({ protocol, host, pathname, search }) => `${protocol}//${host}${pathname}${search}`,
  ];
  const [first, second] = [webAddress(one), webAddress(other)];
  if (first === undefined || second === undefined) return [afterUser(one), afterUser(other)];
  const pairs = forms.map((form) => [form(first), form(second)] as const);
  return pairs.find(([a, b]) => a !== b) ?? pairs[0]!;
}

/** Of what is no valid address, the part that cannot hold a password: earlier versions remembered such addresses. */
function afterUser(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
