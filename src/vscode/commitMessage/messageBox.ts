import { withLineFeeds } from '../../attachments/attachedText.js';
import type { GitRepository } from '../context/git/gitExtension.js';

/** The shortest time between two changes of the box, in milliseconds. */
const intervalMs = 80;
/** VS Code tells of a change when it has made it: by then, others may have been asked for. */
const rememberedTexts = 20;

/** Writes a growing text into the box for the commit message, as long as nobody else writes there. */
export class MessageBox {
  /** What stood there before. */
  readonly before: string;
  readonly #box: GitRepository['inputBox'];
  /** What was written last. Until something is, what stood there before. */
  #written: readonly string[];
  #hasWritten = false;
  #writtenAt = 0;

  constructor({ inputBox }: GitRepository) {
    this.#box = inputBox;
    this.before = inputBox.value;
    this.#written = [withLineFeeds(inputBox.value)];
  }

  /** Whether the user has typed there meanwhile: what stands there is theirs. */
  get isTaken(): boolean {
    return !this.#written.includes(withLineFeeds(this.#box.value));
  }

  /** Whether what stood there before stands there now. */
  get isUnchanged(): boolean {
    return withLineFeeds(this.#box.value) === withLineFeeds(this.before);
  }

  /** @returns whether the text may go on growing. A piece that comes soon after another one waits for the next. */
  grow(text: string): boolean {
    if (this.isTaken) return false;
    if (performance.now() - this.#writtenAt >= intervalMs) this.#set(text);
    return true;
  }

  /** The last text, at once; nothing when the user has typed there. */
  finish(text: string): void {
    if (!this.isTaken) this.#set(text);
  }

  /** Puts the text back that stood there before. */
  restore(): void {
    this.#set(this.before);
  }

  #set(text: string): void {
    this.#box.value = text;
    // From now on, what stood there before is the user's act: an empty box, such as after committing, stays empty.
    const earlier = this.#hasWritten ? this.#written.slice(-rememberedTexts) : [];
    this.#written = [...earlier, withLineFeeds(text)];
    this.#hasWritten = true;
    this.#writtenAt = performance.now();
  }
}
