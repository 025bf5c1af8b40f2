import type { MessagePart } from '../../../../core/message.js';

/** Appends parts to parts; a text that follows a text continues it, and so does a reasoning. */
export function joinParts(parts: readonly MessagePart[], more: readonly MessagePart[]): readonly MessagePart[] {
  const joined = [...parts];
  for (const part of more) {
    const last = joined.at(-1);
    if (last?.type === 'text' && part.type === 'text')
      joined[joined.length - 1] = { type: 'text', text: last.text + part.text };
    else if (last?.type === 'reasoning' && part.type === 'reasoning') {
      joined[joined.length - 1] = { type: 'reasoning', text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}
