type Key = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing' | 'timeStamp' | 'preventDefault'
>;

/** So long the editor waits for the second key, in milliseconds. */
const chordMs = 5_000;
/** Of K; the editor, too, goes by the key code, which is the same in all scripts. */
const k = 75;
const modifiers = new Set(['Control', 'Meta', 'Shift', 'Alt', 'AltGraph', 'CapsLock']);

/**
 * Ctrl+K or ⌘K and the key after it are the editor's: it reads them beside the page and cannot keep them from it. Without this,
 * the second key would also be typed into the message, in place of what is selected there, or send it (Ctrl+K Enter keeps an editor open).
 */
export class ChordKeys {
  readonly #isMac: boolean;
  #began: number | undefined;

  constructor(isMac: boolean) {
    this.#isMac = isMac;
  }

  /** Of every key, before anything else on the page reads it: the second of a chord has its default prevented. */
  take(key: Key): void {
    if (modifiers.has(key.key) || key.isComposing) return;
    const isSecond = this.#began !== undefined && key.timeStamp - this.#began < chordMs;
    this.#began = !isSecond && this.#begins(key) ? key.timeStamp : undefined;
    if (isSecond) key.preventDefault();
  }

  /** The focus has left the page: the next key that comes here belongs to no chord. */
  leave(): void {
    this.#began = undefined;
  }

  #begins({ keyCode, ctrlKey, metaKey, shiftKey, altKey }: Key): boolean {
    const [command, other] = this.#isMac ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
    return keyCode === k && command && !other && !shiftKey && !altKey;
  }
}
