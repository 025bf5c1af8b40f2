import { signal } from '@preact/signals';

/** Whether the host answers: `busy` after a few seconds of silence, `lost` when it lasts. */
export type LinkState = 'connected' | 'busy' | 'lost';

/** How long the host may be silent before it is asked whether it is there, in milliseconds. */
const silenceMs = 2_000;
/** How long it may take to answer that before it counts as busy, and how often it is asked from then on. */
const answerMs = 3_000;
/** For so many unanswered pings it is busy; from then on it counts as lost. */
const pingsUntilLost = 5;

/**
 * Notices that the host is silent although something is expected of it. Without expectations nothing is sent, and no timer
 * runs. A host that has ended is as silent as one that is busy; only time tells them apart.
 */
export class HostLink {
  readonly state = signal<LinkState>('connected');
  readonly #ping: () => void;
  readonly #onReconnected: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unansweredPings = 0;

  /** @param onReconnected the host answers again after it was busy or lost: what was posted meanwhile may be lost. */
  constructor(ping: () => void, onReconnected: () => void) {
    this.#ping = ping;
    this.#onReconnected = onReconnected;
  }

  /** Something was posted that the host is to answer. */
  expectAnswer(): void {
    this.#timer ??= setTimeout(() => this.#ask(), silenceMs);
  }

  /** The host has said something, whatever it was. */
  hear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#unansweredPings = 0;
    if (this.state.peek() === 'connected') return;
    this.state.value = 'connected';
    this.#onReconnected();
  }

  #ask(): void {
    if (this.#unansweredPings > 0) this.state.value = this.#unansweredPings < pingsUntilLost ? 'busy' : 'lost';
    this.#unansweredPings += 1;
    this.#ping();
    this.#timer = setTimeout(() => this.#ask(), answerMs);
  }
}
