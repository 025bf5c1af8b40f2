import { pictureTypeOf, usualMediaType } from '../../../core/fileType.js';
import type { ChatEvent } from '../../provider.js';
import type { UnknownEventLog } from '../unknownEventLog.js';

/** A picture in an answer. Sounds, documents and what is empty are noted and left out: the text around them counts. @param base64 its content */
export function* pictureEvents(mediaType: string, base64: string, notes: UnknownEventLog): Generator<ChatEvent> {
  const data = Buffer.from(base64, 'base64');
  const type = pictureTypeOf(mediaType, data);
  if (type === undefined) notes.unknown(usualMediaType(mediaType), 'a file of type');
  else yield { type: 'image', mediaType: type, data };
}
