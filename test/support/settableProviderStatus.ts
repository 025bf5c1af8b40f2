import { Emitter } from '../../src/core/event.js';
import type { ProviderStatus } from '../../src/models/providerStatus.js';

function rethrow(error: unknown): void {
  throw error;
}

/** What the settings say, as a test sets it. */
export class SettableProviderStatus implements ProviderStatus {
  current: { -readonly [K in keyof ProviderStatus['current']]: ProviderStatus['current'][K] } = {
    providerId: 'openai',
    providerName: 'OpenAI',
    settingKey: 'openai',
    model: 'm-1',
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
  readonly #changed = new Emitter<void>(rethrow);

  confirmAddresses(): Promise<void> {
    this.confirmations += 1;
    return Promise.resolve();
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
