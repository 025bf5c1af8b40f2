/** A text from elsewhere as one line of a label: without what reverses the direction of reading, without control characters and line breaks. */
export function withoutControls(text: string): string {
  return text
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
