import { placeholderShape } from './conversationPlaceholders.js';
import { passingConversation, type SecretRestorer } from './sendGate.js';

/** What stands in the place of a secret: understood in every language. */
const mask = '***';
/** A shorter secret is a word that may stand in others, in UTF-16 code units. */
const shortestAnywhere = 6;
/** Shorter lines of a secret of several say nothing, in UTF-16 code units. */
const shortestLine = 16;

/**
 * Keeps secrets out of a text that is meant for others, such as a commit message: both those that a model was shown and the placeholders
 * of those that it was not.
 */
export class SecretMask {
  readonly #values: readonly string[];
  readonly #placeholders: Pick<SecretRestorer, 'restore' | 'heldBack'>;

  /** @param secrets that were found in what the model was asked, sent or not */
  constructor(secrets: readonly string[], placeholders: Pick<SecretRestorer, 'restore' | 'heldBack'>) {
    this.#values = [...new Set(secrets.flatMap(linesOf))].sort((a, b) => b.length - a.length);
    this.#placeholders = placeholders;
  }

  /** The text of which nothing more comes. A secret that its end cuts off is one, too. */
  masked(text: string): string {
    const cut = this.heldBack(text);
    return cut < shortestAnywhere ? this.#masked(text) : this.#masked(text.slice(0, -cut)) + mask;
  }

  /** As much of a growing text as can be shown: what may become a secret waits. */
  maskedSoFar(text: string): string {
    return this.#masked(text.slice(0, text.length - this.heldBack(text)));
  }

  /** How much of the end may become a secret, or a placeholder, in UTF-16 code units. */
  heldBack(text: string): number {
    const begun = this.#values.map((value) => {
      let length = Math.min(value.length - 1, text.length);
      while (length > 0 && !text.endsWith(value.slice(0, length))) length -= 1;
      return length;
    });
    return Math.max(0, ...begun, this.#placeholders.heldBack(passingConversation, text));
  }

  #masked(text: string): string {
    const withoutPlaceholders = text.replaceAll(new RegExp(placeholderShape, 'gu'), (found) =>
      this.#placeholders.restore(passingConversation, found) === found ? found : mask,
    );
    return this.#values.reduce((masked, value) => masked.replaceAll(patternOf(value), mask), withoutPlaceholders);
  }
}

function linesOf(secret: string): readonly string[] {
  if (!secret.includes('\n')) return secret === '' ? [] : [secret];
  return secret
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= shortestLine);
}

function patternOf(value: string): string | RegExp {
  if (value.length >= shortestAnywhere) return value;
  const quoted = value.replace(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])${quoted}(?![\p{L}\p{N}_])`, 'gu');
}
