import type { AttachmentPart } from '../../core/message.js';
import { maximumDraftData, maximumDraftText } from '../limits.js';

/** How many files are read at once. */
const filesAtATime = 8;
/** What they may have together, in bytes; a larger file is read alone. */
const bytesAtATime = 64 * 1024 * 1024;

/** @param sizes of files, in bytes @returns the end of those that are read together, from `start` on: at least one */
export function batchEnd(sizes: readonly number[], start: number): number {
  let [end, sum] = [start, 0];
  while (end < sizes.length && end - start < filesAtATime) {
    sum += sizes[end]!;
    if (end > start && sum > bytesAtATime) break;
    end += 1;
  }
  return end;
}

/** Counts what the attachments of one act have together, so that no more is read than a message can have. */
export class DraftRoom {
  #text = 0;
  #data = 0;
  #isFull = false;

  /** Something did not fit: nothing more is to be read. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** @returns whether there is room for all of these, and for all before them; what does not fit takes none */
  take(parts: readonly AttachmentPart[]): boolean {
    const text = parts.reduce((sum, part) => sum + (part.text?.length ?? 0), this.#text);
    const data = parts.reduce((sum, part) => sum + Math.floor((part.data?.length ?? 0) * 0.75), this.#data);
    this.#isFull ||= text > maximumDraftText || data > maximumDraftData;
    if (this.#isFull) return false;
    [this.#text, this.#data] = [text, data];
    return true;
  }
}
