import type { RecordSource } from '../importedConversation.js';
import { wordsOrUndefined } from '../input/untrustedValues.js';

type Source = Pick<RecordSource, 'note'>;

/** The text of something that was said. What stands in its place in another form is noted: nothing that was said is left out unsaid. */
export function saidText(value: unknown, { note }: Source): string | undefined {
  if (typeof value === 'string') return value;
  if (isSomething(value)) note('unknown-part');
  return undefined;
}

/** The same for a text that says something. */
export function saidWords(value: unknown, source: Source): string | undefined {
  return wordsOrUndefined(saidText(value, source));
}

function isSomething(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : typeof value === 'number';
}
