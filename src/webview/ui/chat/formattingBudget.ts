import type { MessageView } from '../../protocol/chat.js';

/** Of all messages that come at once, in characters, of which each sign that may become an element counts for twenty. */
const maximumTotal = 600 * 1024;
/** Larger messages fold their head, so they count no more than this... */
const maximumOfOne = 100 * 1024;
/** ...and all that can come at once of less than this is no trouble. */
const alwaysFormatted = 10 * 1024;
const elementWeight = 20;
const signs = /[*_~`[<|!$\\&\n]/gu;

/** The ids of the messages for whose formatting there is no room: older ones, where those behind them take it up. */
export function beyondFormatting(messages: readonly Pick<MessageView, 'id' | 'text'>[]): ReadonlySet<string> {
  const beyond = new Set<string>();
  let room = maximumTotal;
  for (const { id, text } of messages.toReversed()) {
    const weight = weightOf(text);
    if (weight > alwaysFormatted && weight > room) beyond.add(id);
    else room -= weight;
  }
  return beyond;
}

function weightOf(text: string): number {
  const beginning = text.slice(0, maximumOfOne);
  return Math.min(maximumOfOne, beginning.length + elementWeight * (beginning.match(signs)?.length ?? 0));
}
