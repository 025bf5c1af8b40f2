import { isObject, type JsonObject } from '../input/jsonRecords.js';
import { listOrEmpty } from '../input/untrustedValues.js';
import type { NoteCode, RecordSource } from '../importedConversation.js';

/** The objects in a list whose elements are all to be objects. Each that is none, but for `null`, is noted, and so is what is no list. */
export function notedObjects(
  value: unknown,
  code: NoteCode,
  { note }: Pick<RecordSource, 'note'>,
): readonly JsonObject[] {
  if (!Array.isArray(value) && value !== undefined && value !== null && value !== '') note(code);
  return listOrEmpty(value).filter((element): element is JsonObject => {
    if (!isObject(element) && element !== null) note(code);
    return isObject(element);
  });
}
