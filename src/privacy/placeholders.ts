import { randomInt } from 'node:crypto';
import type { SecretFinding, SecretKind } from './secretFinding.js';
import type { SecretRestorer } from './sendGate.js';

/** Letters and digits that cannot be taken for one another. */
const tagCharacters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const tagLength = 5;
/** What all of them look like, of whichever window. */
export const placeholderShape = /SECRET_\d{1,6}_[A-Z2-9]{5}_[A-Z][A-Z_]*/u;
/** The same up to where the kind begins; whether one is ours, the map says. */
const shape = /SECRET_(\d{1,6})_([A-Z2-9]{5})_[A-Z]/gu;

interface Issued {
  readonly placeholder: string;
  readonly secret: string;
}

/** Of one conversation. */
class ConversationPlaceholders {
  /** Nobody can guess it: what is written about another conversation, or was in an earlier window, means nothing here. */
  readonly #tag = Array.from({ length: tagLength }, () => tagCharacters.charAt(randomInt(tagCharacters.length))).join(
    '',
  );
  readonly #bySecret = new Map<string, Issued>();
  readonly #byNumber: Issued[] = [];

  of(secret: string, kind: SecretKind): string {
    const known = this.#bySecret.get(secret);
    if (known !== undefined) return known.placeholder;
    const name = kind.replaceAll('-', '_').toUpperCase();
    const issued = { placeholder: `SECRET_${this.#byNumber.length + 1}_${this.#tag}_${name}`, secret };
    this.#byNumber.push(issued);
    this.#bySecret.set(secret, issued);
    return issued.placeholder;
  }

  restore(text: string): string {
    let restored = '';
    let from = 0;
    for (const { index, 1: number, 2: tag } of text.matchAll(shape)) {
      const issued = tag === this.#tag ? this.#byNumber[Number(number) - 1] : undefined;
      if (issued === undefined || !text.startsWith(issued.placeholder, index)) continue;
      restored += text.slice(from, index) + issued.secret;
      from = index + issued.placeholder.length;
    }
    return restored + text.slice(from);
  }
}

/**
 * What is sent in the place of secrets, such as `SECRET_1_K7QXM_GITHUB_TOKEN`: the same for the same secret as long as the window lives, in
 * each conversation another. Letters, digits and underscores survive Markdown, code, addresses and shells, and no model has to escape
 * them. What stands for what is in memory and nowhere else.
 */
export class Placeholders implements SecretRestorer {
  readonly #conversations = new Map<string, ConversationPlaceholders>();

  /** The text with placeholders for `findings`, which are in their order and do not overlap. */
  replace(conversationId: string, text: string, findings: readonly SecretFinding[]): string {
    if (findings.length === 0) return text;
    const own = this.#of(conversationId);
    let replaced = '';
    let from = 0;
    for (const { start, end, kind } of findings) {
      replaced += text.slice(from, start) + own.of(text.slice(start, end), kind);
      from = end;
    }
    return replaced + text.slice(from);
  }

  restore(conversationId: string, text: string): string {
    return this.#conversations.get(conversationId)?.restore(text) ?? text;
  }

  #of(conversationId: string): ConversationPlaceholders {
    let own = this.#conversations.get(conversationId);
    if (own === undefined) this.#conversations.set(conversationId, (own = new ConversationPlaceholders()));
    return own;
  }
}
