import { abortError } from '../../../../../src/core/errors.js';
import type { ChatEvent } from '../../../../../src/providers/provider.js';
import type { Script } from '../../../../support/scriptedModels.js';

/** An answer that grows as the test says. */
export class LiveAnswer {
  readonly #events: (ChatEvent | Error)[] = [];
  #wake: () => void = () => undefined;

  readonly script: Script = (_request, signal) => this.#stream(signal);

  say(text: string): void {
    this.#push({ type: 'text-delta', text });
  }

  think(text: string): void {
    this.#push({ type: 'reasoning-delta', text });
  }

  draw(data: Uint8Array): void {
    this.#push({ type: 'image', mediaType: 'image/png', data });
  }

  end(): void {
    this.#push({ type: 'finish', reason: 'stop', rawReason: 'end_turn' });
  }

  fail(error: Error): void {
    this.#push(error);
  }

  #push(event: ChatEvent | Error): void {
    this.#events.push(event);
    this.#wake();
  }

  async *#stream(signal: AbortSignal): AsyncGenerator<ChatEvent> {
    for (;;) {
      const event = this.#events.shift();
      if (signal.aborted) throw abortError();
      if (event instanceof Error) throw event;
      if (event !== undefined) yield event;
      if (event?.type === 'finish') return;
      if (event !== undefined) continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }
}
