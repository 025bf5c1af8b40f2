/** The longest name without its ending: with it, a folder's path and a number it stays within what every system takes. */
const MAX_BYTES = 120;
/** Names that Windows keeps for devices, whatever their ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/iu;

/**
 * A name for a file that every system takes, made of a title: without separators, control characters and what reverses the direction of
 * reading; not empty, not hidden, not a device, not too long.
 */
export function fileNameOf(title: string, fallback: string): string {
  const plain = title
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\ufffd<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/gu, ' ');
  const name = trimmed(cut(trimmed(plain)));
  if (name === '') return fallback;
  return reserved.test(name.split('.')[0]!.trim()) ? `_${name}` : name;
}

/** Gives each name once: a second one, also in other letter cases, gets a number. */
export class UniqueNames {
  readonly #taken = new Set<string>();
  /** The first number that may be free, by name: thousands of chats may have the same title. */
  readonly #next = new Map<string, number>();

  take(name: string): string {
    for (let number = this.#next.get(keyOf(name)) ?? 1; ; number += 1) {
      const candidate = number === 1 ? name : `${name} (${number})`;
      if (this.#taken.has(keyOf(candidate))) continue;
      this.#taken.add(keyOf(candidate));
      this.#next.set(keyOf(name), number + 1);
      return candidate;
    }
  }
}

function keyOf(name: string): string {
  return name.normalize('NFKD').toLowerCase();
}

/** Dots and spaces at the ends are lost on Windows; a dot at the beginning hides a file elsewhere. */
function trimmed(name: string): string {
  return name.replace(/^[\s.]+/u, '').replace(/[\s.]{1,200}$/u, '');
}

function cut(name: string): string {
  let result = '';
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BYTES) break;
    result += character;
  }
  return result;
}
