import type { SecretFinder, SecretFinding } from './secretFinding.js';

/** Of how much text findings are kept, in UTF-16 code units: that of several long chats. */
const maximumCached = 8_000_000;

/** Remembers what was found, by the text: of a long chat, which is sent with every question, only what is new is looked through. */
export class CachedSecretFinder implements SecretFinder {
  readonly #finder: SecretFinder;
  readonly #maximum: number;
  /** The one used last is at the end. */
  readonly #found = new Map<string, readonly SecretFinding[]>();
  #length = 0;
  #generation = 0;

  constructor(finder: SecretFinder, maximum = maximumCached) {
    this.#finder = finder;
    this.#maximum = maximum;
  }

  async find(text: string, signal: AbortSignal): Promise<readonly SecretFinding[]> {
    const known = this.#found.get(text);
    if (known !== undefined) {
      this.#found.delete(text);
      this.#found.set(text, known);
      return known;
    }
    const generation = this.#generation;
    const findings = await this.#finder.find(text, signal);
    // What counts as a secret may have become something else meanwhile.
    if (generation === this.#generation && !this.#found.has(text)) this.#keep(text, findings);
    return findings;
  }

  /** What counts as a secret is something else now. */
  forget(): void {
    this.#generation++;
    this.#found.clear();
    this.#length = 0;
  }

  #keep(text: string, findings: readonly SecretFinding[]): void {
    this.#found.set(text, findings);
    this.#length += text.length;
    for (const oldest of this.#found.keys()) {
      if (this.#length <= this.#maximum) return;
      this.#found.delete(oldest);
      this.#length -= oldest.length;
    }
  }
}
