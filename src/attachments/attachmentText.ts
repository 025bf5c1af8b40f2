import type { AttachmentPart } from '../core/message.js';
import { fenced } from '../core/text/codeFence.js';

/**
 * An attachment as a model reads it: a tag that says what it is, around its text. The names of files come from anywhere: nothing in them ends
 * the tag.
 * @param text of the attachment, or what stands for it
 */
export function attachmentText({ kind, label, uri, range, languageId, note }: AttachmentPart, text: string): string {
  const attributes: readonly (readonly [string, string | undefined])[] = [
    ['kind', kind],
    ['name', label],
    ['lines', range === undefined ? undefined : `${range.start}-${range.end}`],
    ['address', kind === 'page' ? uri : undefined],
    ['note', note],
  ];
  const written = attributes.flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${attribute(value)}"`],
  );
  return `<attachment${written.join('')}>\n${fenced(text, /^[\w+#.-]{1,40}$/u.exec(languageId ?? '')?.[0] ?? '')}\n</attachment>`;
}

function attribute(value: string): string {
  return value
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
