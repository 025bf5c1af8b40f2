import type { Token } from 'markdown-it';

export type AlertName = 'note' | 'tip' | 'important' | 'warning' | 'caution';

/** The name of GitHub's alert that a quotation is, with its name alone on the first line; `null` for other tokens. */
export function alertOf(tokens: readonly Token[], index: number): AlertName | null {
  if (tokens[index]?.type !== 'blockquote_open' || tokens[index + 1]?.type !== 'paragraph_open') return null;
  const text = tokens[index + 2];
  const match = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/iu.exec(text?.content ?? '');
  return match === null ? null : (match[1]!.toLowerCase() as AlertName);
}
