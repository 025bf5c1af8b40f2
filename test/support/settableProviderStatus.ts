import { Emitter } from '../../src/core/event.js';
import type { ProviderStatus, TargetStatus } from '../../src/models/providerStatus.js';
import type { StoredSelection } from '../../src/storage/api/chatHistory.js';

function rethrow(error: unknown): void {
  throw error;
}

/** What the settings say, as a test sets it. */
export class SettableProviderStatus implements ProviderStatus {
  /** Of a chat without a choice of its own. */
  current: TargetStatus = {
    providerId: 'openai',
    providerName: 'OpenAI',
    isGone: false,
    settingKey: 'openai',
    vendor: 'openai',
    model: 'm-1',
    parameters: {},
    efforts: [],
    offeredParameters: ['maxOutputTokens', 'temperature', 'topP', 'reasoningEffort'],
    effortLabel: null,
    inputs: {},
    price: undefined,
    retirement: undefined,
    parameterLabels: [],
    remark: undefined,
    background: undefined,
    overrides: [],
    isUnconfigured: false,
  };
  sendOnEnter = true;
  /** How often the addresses were confirmed. */
  confirmations = 0;
  /** How many listen. */
  listeners = 0;
  /** The ids of endpoints that do not exist any more. */
  readonly gone = new Set<string>();
  readonly #changed = new Emitter<void>(rethrow);

  confirmAddresses(): Promise<void> {
    this.confirmations += 1;
    return Promise.resolve();
  }

  of(selection: StoredSelection | null): TargetStatus {
    if (selection === null) return this.current;
    const { endpoint, model } = selection.ref;
    const isGone = this.gone.has(endpoint);
    const providerName = isGone ? endpoint : this.displayNameOf(endpoint);
    return { ...this.current, providerId: endpoint, providerName, isGone, model, parameters: selection.parameters };
  }

  displayNameOf(providerId: string): string {
    return providerId === 'openai' ? 'OpenAI' : `Provider ${providerId}`;
  }

  onChanged(listener: () => void): { dispose(): void } {
    const listening = this.#changed.on(listener);
    this.listeners += 1;
    return {
      dispose: () => {
        this.listeners -= 1;
        listening.dispose();
      },
    };
  }

  change(fields: Partial<SettableProviderStatus['current']>): void {
    this.current = { ...this.current, ...fields };
    this.#changed.fire();
  }
}
