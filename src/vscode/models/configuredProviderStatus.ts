import * as vscode from 'vscode';
import type { ChatParameters, ReasoningEffort } from '../../core/chatParameters.js';
import type { Disposable } from '../../core/disposables.js';
import { Emitter } from '../../core/event.js';
import type { Logger } from '../../core/logger.js';
import { labelOf } from '../../core/text/labelOf.js';
import { isOnNetwork, type Endpoint } from '../../providers/endpoint.js';
import type { ModelInputs } from '../../providers/provider.js';
import type { ProviderRole } from '../../providers/providerManager.js';
import type { FactLookup, KnownFacts } from '../../models/facts/modelFacts.js';
import { effortsOf } from '../../models/facts/effortsOf.js';
import { offeredParameters } from '../../models/offeredParameters.js';
import type { ProviderRemark, ProviderStatus, TargetStatus, WorkspaceOverride } from '../../models/providerStatus.js';
import type { StoredSelection } from '../../storage/api/chatHistory.js';
import { unusableKey } from '../keys/checkKey.js';
import type { KeyAddresses } from '../keys/keyAddresses.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import {
  isSetByWorkspace,
  parameterKeys,
  parameterSettings,
  sendOnEnterSetting,
  workspaceOverrides,
} from '../configuration/settings.js';
import { configuredModel, modelOf, parametersOf, settingsSelection } from './configuredModel.js';
import { hostOf, webAddress, type Connections } from './connections.js';
import { retirementSentence } from './retirementTexts.js';
import { effortLabel, parameterLabels } from './parameters/parameterTexts.js';
import { setupState, type SetupState } from './setupState.js';
import { shortAddresses } from './picker/shortAddresses.js';

/** What needs the keyring or a database, and is therefore kept until something changes. */
interface KeyState {
  /** By the ids of the endpoints that chats ask. */
  readonly remarks: ReadonlyMap<string, ProviderRemark | undefined>;
  /** By the same ids. */
  readonly facts: ReadonlyMap<string, FactLookup | undefined>;
  readonly background: TargetStatus['background'];
  readonly setup: SetupState;
}

/** What is known of an endpoint's models without asking a server; `undefined` as long as nobody has looked. */
export type FactsSource = (endpoint: Endpoint) => Promise<FactLookup | undefined>;

const unknown: KeyState = {
  remarks: new Map(),
  facts: new Map(),
  background: undefined,
  setup: { isUnconfigured: false, isUnchosen: false },
};

/** Who answers, as chats, settings and keys say; read anew when they change. */
export class ConfiguredProviderStatus implements ProviderStatus {
  readonly #connections: Connections;
  readonly #addresses: KeyAddresses;
  readonly #factsOf: FactsSource;
  readonly #logger: Logger;
  readonly #changed: Emitter<void>;
  /** The endpoints that chats of this window have asked for. */
  readonly #inUse = new Set<string>();
  #state = unknown;
  /** How often it was read. */
  #reads = 0;

  constructor(connections: Connections, addresses: KeyAddresses, factsOf: FactsSource, logger: Logger) {
    this.#connections = connections;
    this.#addresses = addresses;
    this.#factsOf = factsOf;
    this.#logger = logger;
    this.#changed = new Emitter((error) => logger.error('Could not notify a view of a change', error));
  }

  of(selection: StoredSelection | null): TargetStatus {
    const { endpoint, model = '' } = modelOf(selection);
    if (endpoint !== undefined) this.#use(endpoint);
    const { remarks, facts: lookups, background, setup } = this.#state;
    const facts = (endpoint === undefined ? undefined : lookups.get(endpoint.id)?.(model)) ?? {};
    const efforts = endpoint === undefined ? undefined : effortsOf(endpoint.vendor, model, facts);
    const offered = endpoint === undefined ? [] : offeredParameters(endpoint.vendor, efforts);
    return {
      providerId: endpoint?.id ?? selection?.ref.endpoint ?? '',
      providerName: endpoint?.name ?? selection?.ref.endpoint ?? vscode.l10n.t('No provider'),
      isGone: endpoint === undefined && selection !== null,
      settingKey: endpoint?.settingKey ?? '',
      vendor: endpoint?.vendor,
      model: endpoint === undefined ? (selection?.ref.model ?? '') : model,
      inputs: inputsIn(facts),
      price: facts.price?.value,
      retirement: retirementSentence(labelOf(model), facts, Date.now()),
      ...parametersIn(parametersOf(selection), offered, efforts ?? []),
      overrides: overridesOf(selection),
      remark: endpoint === undefined ? undefined : remarks.get(endpoint.id),
      // What is said of the chat's provider is not said twice.
      background: configuredModel('background').endpoint?.id === endpoint?.id ? undefined : background,
      isUnconfigured:
        (setup.isUnconfigured && (endpoint === undefined || isOnNetwork(endpoint))) ||
        (setup.isUnchosen && selection === null),
    };
  }

  /** A chat asks this endpoint: what there is to say of its key is read when that is news, and from then on with every change. */
  #use({ id }: Endpoint): void {
    if (this.#inUse.has(id)) return;
    this.#inUse.add(id);
    if (this.#reads > 0) void this.refresh();
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
    for (const endpoint of this.#endpointsInUse()) {
      const { key, baseUrl } = await this.#connections.of(endpoint);
      const address = baseUrl ?? endpoint.defaultBaseUrl;
      // Nothing is ever sent to any other.
      if (address !== undefined && webAddress(address) !== undefined)
        await this.#addresses.confirm(endpoint, key, address);
    }
    await this.refresh();
  }

  async #read(): Promise<KeyState> {
    const { endpoint: other } = configuredModel('background');
    const remarks = new Map<string, ProviderRemark | undefined>();
    const facts = new Map<string, FactLookup | undefined>();
    for (const endpoint of this.#endpointsInUse()) {
      remarks.set(endpoint.id, await this.#remarkOn(endpoint));
      facts.set(endpoint.id, await this.#factsOf(endpoint));
    }
    const background = other && remarks.get(other.id);
    return {
      remarks,
      facts,
      background: other && background && { providerName: other.name, settingKey: other.settingKey, remark: background },
      setup: await setupState(this.#connections),
    };
  }

  /** Those of the settings, and those that chats ask. */
  #endpointsInUse(): ReadonlySet<Endpoint> {
    const roles: readonly ProviderRole[] = ['llm', 'background'];
    const configured = roles.flatMap((role) => configuredModel(role).endpoint ?? []);
    return new Set([...configured, ...[...this.#inUse].flatMap((id) => findEndpoint(id) ?? [])]);
  }

  async #remarkOn(endpoint: Endpoint): Promise<ProviderRemark | undefined> {
    const connection = await this.#connections.of(endpoint);
    const { key, keyVariable, baseUrl, isSimulated } = connection;
    if (key === undefined && endpoint.needsKey) return { kind: 'missing-key' };
    const unusable = key === undefined ? undefined : unusableKey(endpoint, key, keyVariable);
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

function inputsIn({ imageInput, pdfInput }: KnownFacts): ModelInputs {
  return {
    ...(imageInput === undefined ? {} : { imageInput: imageInput.value }),
    ...(pdfInput === undefined ? {} : { pdfInput: pdfInput.value }),
  };
}

/** Where an effort can be chosen, it is shown by itself. */
function parametersIn(
  parameters: ChatParameters,
  offered: TargetStatus['offeredParameters'],
  efforts: readonly ReasoningEffort[],
): Pick<TargetStatus, 'parameters' | 'offeredParameters' | 'efforts' | 'effortLabel' | 'parameterLabels'> {
  const taken = Object.fromEntries(Object.entries(parameters).filter(([name]) => offered.some((one) => one === name)));
  const common = { parameters, offeredParameters: offered, efforts };
  if (efforts.length === 0) return { ...common, effortLabel: null, parameterLabels: parameterLabels(taken) };
  const { reasoningEffort, ...others }: ChatParameters = taken;
  const label = reasoningEffort === undefined ? vscode.l10n.t('Default effort') : effortLabel(reasoningEffort);
  return { ...common, effortLabel: label, parameterLabels: parameterLabels(others) };
}

/** What a trusted folder decides about a chat: where the chat has a choice of its own, as far as that is the folder's. */
function overridesOf(selection: StoredSelection | null): readonly WorkspaceOverride[] {
  const overrides = workspaceOverrides();
  if (selection === null) return overrides;
  const configured = settingsSelection();
  const isFolders: Readonly<Record<WorkspaceOverride, boolean>> = {
    provider: configured?.ref.endpoint === selection.ref.endpoint,
    model: isSameModel(configured, selection),
    systemPrompt: true,
    parameters: parameterKeys.some(
      (key) => isSetByWorkspace(`parameters.${key}`) && parameterSettings()[key] === selection.parameters[key],
    ),
  };
  return overrides.filter((override) => isFolders[override]);
}

function isSameModel(one: StoredSelection | null, other: StoredSelection): boolean {
  return one?.ref.endpoint === other.ref.endpoint && one.ref.model === other.ref.model;
}
