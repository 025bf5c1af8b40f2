import { randomInt } from 'node:crypto';
import type { SecretKind } from './secretFinding.js';

/** A secret and what it was called. */
export interface IssuedSecret {
  readonly kind: SecretKind;
  readonly secret: string;
}

/** What one window has replaced in a conversation; `issued` only grows, and numbers are places in it. */
export interface PlaceholderGroup {
  readonly tag: string;
  readonly issued: readonly IssuedSecret[];
}

/** Letters and digits that cannot be taken for one another. */
const tagCharacters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const tagLength = 5;
/** What all of them look like, of whichever window. */
export const placeholderShape = /SECRET_\d{1,6}_[A-Z2-9]{5}_[A-Z][A-Z_]*/u;
/** The same up to where the kind begins; whether one is ours, the groups say. */
const shape = /SECRET_(\d{1,6})_([A-Z2-9]{5})_[A-Z]/gu;
/** No placeholder is longer, in UTF-16 code units. */
const longestPlaceholder = 80;
/** A shorter secret is a word that may stand anywhere: it is replaced only where it was found to be one. */
const shortestKnown = 6;

/** The placeholders of one conversation: those of this window, and those that it has read. */
export class ConversationPlaceholders {
  /** Nobody can guess it: what is written about another conversation means nothing here. Two windows have two, and never the same name for two secrets. */
  readonly #tag = Array.from({ length: tagLength }, () => tagCharacters.charAt(randomInt(tagCharacters.length))).join(
    '',
  );
  readonly #groups = new Map<string, IssuedSecret[]>();
  /** By the secret. */
  readonly #placeholders = new Map<string, string>();

  get isEmpty(): boolean {
    return this.#placeholders.size === 0;
  }

  get groups(): readonly PlaceholderGroup[] {
    return [...this.#groups].map(([tag, issued]) => ({ tag, issued: [...issued] }));
  }

  /** Takes over what has been stored. @returns whether that holds more than was known */
  add(groups: readonly PlaceholderGroup[]): boolean {
    let isNew = false;
    for (const { tag, issued } of groups) {
      const own = this.#groups.get(tag) ?? [];
      for (const { kind, secret } of issued.slice(own.length)) {
        this.#put(tag, kind, secret);
        isNew = true;
      }
    }
    return isNew;
  }

  /** What stands for the secret, from now on if nothing does yet. */
  of(secret: string, kind: SecretKind): string {
    return this.#placeholders.get(secret) ?? this.#put(this.#tag, kind, secret);
  }

  restore(text: string): string {
    let restored = '';
    let from = 0;
    for (const { index, 1: number, 2: tag } of text.matchAll(shape)) {
      const issued = this.#groups.get(tag ?? '')?.[Number(number) - 1];
      if (issued === undefined) continue;
      const placeholder = nameOf(Number(number), tag ?? '', issued.kind);
      if (!text.startsWith(placeholder, index)) continue;
      restored += text.slice(from, index) + issued.secret;
      from = index + placeholder.length;
    }
    return restored + text.slice(from);
  }

  /** The text with placeholders for all that is known here, wherever it stands. @param isKept whether a secret stays as it is */
  conceal(text: string, isKept: (secret: string) => boolean): string {
    const placeholders = [...this.#placeholders.values()];
    const secrets = [...this.#placeholders.keys()]
      .filter((secret) => secret.length >= shortestKnown && text.includes(secret) && !isKept(secret))
      // A word of which placeholders are made cannot be told from them.
      .filter((secret) => !placeholders.some((placeholder) => placeholder.includes(secret)))
      // One may be a part of another.
      .sort((a, b) => b.length - a.length);
    return secrets.reduce(
      (concealed, secret) => concealed.replaceAll(secret, () => this.#placeholders.get(secret)!),
      text,
    );
  }

  /** How much of the end of a growing text may become a placeholder, in UTF-16 code units; 0 when none has begun. */
  heldBack(text: string): number {
    const end = text.slice(-longestPlaceholder);
    for (let at = end.indexOf('S'); at !== -1; at = end.indexOf('S', at + 1)) {
      const begun = end.slice(at);
      for (const placeholder of this.#placeholders.values())
        if (placeholder.length > begun.length && placeholder.startsWith(begun)) return begun.length;
    }
    return 0;
  }

  #put(tag: string, kind: SecretKind, secret: string): string {
    const group = this.#groups.get(tag) ?? [];
    group.push({ kind, secret });
    this.#groups.set(tag, group);
    const placeholder = nameOf(group.length, tag, kind);
    if (!this.#placeholders.has(secret)) this.#placeholders.set(secret, placeholder);
    return placeholder;
  }
}

function nameOf(number: number, tag: string, kind: SecretKind): string {
  return `SECRET_${number}_${tag}_${kind.replaceAll('-', '_').toUpperCase()}`;
}
