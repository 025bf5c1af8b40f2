import { maximumAttachmentText } from './limits.js';

/** A text as an attachment keeps it. */
export interface AttachedText {
  readonly text: string;
  /** How many UTF-16 code units there are beyond `text`. */
  readonly omitted: number;
}

/** With line feeds as line ends, without a byte order mark, cut to what an attachment can have. */
export function attachedText(text: string, maximum = maximumAttachmentText): AttachedText {
  const plain = withLineFeeds(text);
  if (plain.length <= maximum) return { text: plain, omitted: 0 };
  // Never between the halves of a character.
  const last = plain.charCodeAt(maximum - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? maximum - 1 : maximum;
  return { text: plain.slice(0, end), omitted: plain.length - end };
}

export function withLineFeeds(text: string): string {
  return text
    .replace(/^\ufeff/u, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n');
}
