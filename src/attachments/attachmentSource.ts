import type { Disposable } from '../core/disposables.js';
import type { AttachmentKind, AttachmentPart, LineRange } from '../core/message.js';

/** Something that can be attached, as a list offers it. */
export interface AttachmentCandidate {
  /** What `capture` takes. Begins with the prefix of its provider and a colon. */
  readonly id: string;
  readonly kind: AttachmentKind;
  /** One line, such as the name of a file. */
  readonly label: string;
  /** What tells it from others of the same name, such as its folder; may be empty. */
  readonly description: string;
  /** Places in `label` that fit what was looked for, in UTF-16 code units; may be empty. */
  readonly matches: readonly number[];
  /** What `capture` would read now, where that is a document or lines of one. */
  readonly place?: { readonly uri: string; readonly range: LineRange | undefined };
}

/** Finds and reads things of one or a few kinds. */
export interface AttachmentProvider {
  /** The candidates' ids begin with it and a colon. */
  readonly prefix: string;
  /** What fits the query, the best first; the most useful for an empty one. Rejects with `AbortError` when a newer query has come. */
  find(query: string, signal: AbortSignal): Promise<readonly AttachmentCandidate[]>;
  /**
   * Reads it as it is now. Asks where the user has to decide (a file that git ignores, one outside of the workspace, a binary or a large
   * one); empty when the user declined.
   * @throws ScoutError with a sentence for the user, `AbortError` when it was cancelled
   */
  capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]>;
}

/** Everything that can be attached in this window. Errors and questions as in `AttachmentProvider`. */
export interface AttachmentSource {
  find(query: string, signal: AbortSignal): Promise<readonly AttachmentCandidate[]>;
  capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]>;
  /** Files, folders and pages that were dropped, as URIs: `file:`, `vscode-remote:`, `https:` and whatever VS Code can read. */
  captureUris(uris: readonly string[], signal: AbortSignal): Promise<readonly AttachmentPart[]>;
  /** A text that was pasted: the selection it was copied from, if it is that, or else a text by itself. */
  capturePasted(text: string, signal: AbortSignal): Promise<readonly AttachmentPart[]>;
  /** A file without a place: a picture that was pasted, a file dropped from the desktop. @param data base64 */
  captureData(name: string, mediaType: string, data: string, signal: AbortSignal): Promise<readonly AttachmentPart[]>;
  /** Asks in VS Code's own list what is to be attached. */
  pick(signal: AbortSignal): Promise<readonly AttachmentPart[]>;
  /** What is in use in the editor now: the selection, or the file; `undefined` when nothing is, or the setting says never. */
  offered(): AttachmentCandidate | undefined;
  /** Whether what is offered is attached to each question without being asked (`scout.context.activeEditor`: `always`). */
  attachesOffered(): boolean;
  onOfferedChanged(listener: () => void): Disposable;
}
