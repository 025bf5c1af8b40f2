import { ownMediaType, usualMediaType } from './fileType.js';
import type { FilePart, MessagePart } from './message.js';

/** What browsers show without running anything. SVG can hold script, and is a file like any other. */
const pictureType = /^image\/(?:png|jpe?g|gif|webp)$/iu;
/** Of one message. Further ones are named only: each costs the page an element and the host a request. */
const maximumPictures = 200;

/** Where a picture is stored. */
export interface PictureReference {
  readonly conversationId: string;
  readonly messageId: string;
  /** Its place among `picturesOf` the message, from 0. */
  readonly index: number;
}

/** The files of a message that are shown as pictures, in their order. */
export function picturesOf(parts: readonly MessagePart[]): readonly FilePart[] {
  return parts.filter(isPicture).slice(0, maximumPictures);
}

function isPicture(part: MessagePart): part is FilePart {
  return part.type === 'file' && part.data !== '' && pictureType.test(part.mediaType);
}

/** In bytes, without decoding it. */
export function pictureSize({ data }: FilePart): number {
  const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
  return Math.floor((data.length * 3) / 4) - padding;
}

/** How names of such files end, without the dot; by their content, whatever they are called. */
export function pictureEnding({ mediaType, data }: FilePart): string {
  const own = ownMediaType(data);
  const type = (own?.startsWith('image/') === true ? own : usualMediaType(mediaType)).slice('image/'.length);
  return type === 'jpeg' ? 'jpg' : type;
}
