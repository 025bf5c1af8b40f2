import * as vscode from 'vscode';
import { withLineFeeds } from '../../attachments/attachedText.js';
import type { GitRepository } from '../context/git/gitExtension.js';

/** The shortest time between two changes of the box, in milliseconds. */
const intervalMs = 80;
/** VS Code tells of a change when it has made it: by then, others may have been asked for. */
const rememberedTexts = 20;
/** For how long what was asked for may still be under way, in milliseconds. */
const underWayMs = 2_000;

/**
 * Writes a growing text into the box for the commit message, as long as nobody else writes there. What is written is under way for a moment
 * and may arrive after something that the user has typed meanwhile: that is put back then. Must be released.
 */
export class MessageBox {
  /** What stood there before. */
  readonly before: string;
  readonly #box: GitRepository['inputBox'];
  readonly #listener: vscode.Disposable;
  /** What was written last. Until something is, what stood there before. */
  #written: readonly string[];
  #hasWritten = false;
  #writtenAt = 0;
  /** What the box has shown last, with line feeds. */
  #shown: string;
  /** What stands there according to the user, with line feeds; `undefined` as long as they leave it alone. */
  #typed: string | undefined;

  constructor({ inputBox, rootUri }: GitRepository) {
    this.#box = inputBox;
    this.before = inputBox.value;
    this.#written = [withLineFeeds(inputBox.value)];
    // The box is an editor; its document has every state of it, in their order.
    this.#shown = withLineFeeds(inputBox.value);
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (!isBoxOf(document.uri, rootUri)) return;
      const text = withLineFeeds(document.getText());
      const [change] = contentChanges;
      this.#follow(text, change?.rangeOffset === 0 && withLineFeeds(change.text) === text);
    });
  }

  /** Whether the user has typed there meanwhile: what stands there is theirs. */
  get isTaken(): boolean {
    return this.#typed !== undefined || !this.#written.includes(withLineFeeds(this.#box.value));
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
    this.#typed = undefined;
    this.#set(this.before);
  }

  /** Nothing more is written; what was may still be under way. */
  release(): void {
    setTimeout(() => this.dispose(), underWayMs).unref();
  }

  /** Another message is about to be written: what comes from now on is not for this one to judge. */
  dispose(): void {
    this.#listener.dispose();
  }

  /** @param isWhole everything was replaced, as by what is written here */
  #follow(text: string, isWhole: boolean): void {
    const shown = this.#shown;
    this.#shown = text;
    const isOurs = isWhole && this.#written.includes(text);
    if (isOurs && (this.#typed === undefined || text === this.#typed)) return;
    if (!isOurs) {
      // Typed at the end of what had just taken the place of the user's text.
      const isLate = this.#typed !== undefined && shown !== this.#typed && text.startsWith(shown);
      this.#typed = isLate ? this.#typed + text.slice(shown.length) : text;
      if (!isLate) return;
    }
    if (this.#typed !== undefined) this.#set(this.#typed);
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

/** VS Code names the repository in the address of its box. */
function isBoxOf({ scheme, query }: vscode.Uri, root: vscode.Uri): boolean {
  if (scheme !== 'vscode-scm') return false;
  const wanted = `rootUri=${root.toString()}`;
  return query === wanted || query === `rootUri=${encodeURIComponent(root.toString())}`;
}
