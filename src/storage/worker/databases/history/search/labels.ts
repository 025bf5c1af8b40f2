import { crc32 } from 'node:zlib';
import type { MessageAuthor, Content, Searchable } from './searchable.js';

/**
 * Labels are words of the index that no text contains: they say what a message is, so that a rare label is found among common words
 * by the index itself. Two names may share a label: what is found is looked at again.
 */
const mark = '\ue000';

/** Everything has it: what is looked for when there is nothing but exclusions. */
export const anyLabel = `${mark}x`;

/**
 * Of messages that are indexed in several parts. Of a word that several parts contain, the index knows only where it is in the last of them: it cannot
 * tell whether the words of a phrase are side by side.
 */
export const largeLabel = `${mark}l`;

export function roleLabel(role: string): string {
  return `${mark}r${short(role)}`;
}

export function contentLabel(content: Content): string {
  return `${mark}h${content}`;
}

export function conversationLabel(id: string): string {
  return `${mark}c${short(id)}`;
}

export function authorLabel({ provider, model }: MessageAuthor): string {
  return `${mark}a${short(JSON.stringify([provider, model]))}`;
}

/** @param name one of `attached` */
export function attachedLabel(name: string): string {
  return `${mark}f${short(name)}`;
}

export function labelsOf({ conversationId, role, author, contents, attached }: Searchable): readonly string[] {
  const answered = author === undefined ? [] : [authorLabel(author)];
  return [
    anyLabel,
    conversationLabel(conversationId),
    roleLabel(role),
    ...answered,
    ...contents.map(contentLabel),
    ...attached.map(attachedLabel),
  ];
}

function short(text: string): string {
  return crc32(text).toString(36);
}
