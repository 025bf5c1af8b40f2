import type { MessageView } from '../../protocol/chat.js';
import { countScriptChanges } from '../markdown/scriptChanges.js';

/** Of all messages that come at once: characters, of which each sign that may become an element, and each change of script, counts for twenty. */
const maximumTotal = 600 * 1024;
/** Of those that are formatted in one frame: about a tenth of a second. */
const maximumOfFrame = 100 * 1024;
/** Larger messages fold their head, so they count no more than this... */
const maximumOfOne = 100 * 1024;
/** ...and all that can come at once of less than this is no trouble. */
const alwaysFormatted = 10 * 1024;
const elementWeight = 20;
const signs = /[*_~`[<|!$\\&\n]/gu;

/**
 * In which frame each message is formatted, by its id: 0 for at once. The newest come first, but before them the one that is to be shown. Those that
 * are missing are older ones for which there is no room.
 */
export function formattingFrames(
  messages: readonly Pick<MessageView, 'id' | 'text'>[],
  shownId: string | null,
): ReadonlyMap<string, number> {
  const frames = new Map<string, number>();
  let [room, frame, used] = [maximumTotal, 0, 0];
  for (const { id, text } of newestFirst(messages, shownId)) {
    const weight = weightOf(text);
    if (weight > alwaysFormatted && weight > room) continue;
    room -= weight;
    if (used > 0 && used + weight > maximumOfFrame) [frame, used] = [frame + 1, 0];
    used += weight;
    frames.set(id, frame);
  }
  return frames;
}

function newestFirst<T extends { readonly id: string }>(messages: readonly T[], shownId: string | null): readonly T[] {
  const newest = messages.toReversed();
  const shown = newest.find(({ id }) => id === shownId);
  return shown === undefined ? newest : [shown, ...newest.filter((message) => message !== shown)];
}

function weightOf(text: string): number {
  const beginning = text.slice(0, maximumOfOne);
  const elements = (beginning.match(signs)?.length ?? 0) + countScriptChanges(beginning);
  return Math.min(maximumOfOne, beginning.length + elementWeight * elements);
}
