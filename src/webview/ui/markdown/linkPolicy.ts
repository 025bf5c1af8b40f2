import { imageHeader, type ImageHeader } from '../../../core/imageHeader.js';

const maximumImageCharacters = 512 * 1024;
/** Of base64: the sizes of all types but JPEG are within them. */
const headerCharacters = 64;

export type ImageSize = Pick<ImageHeader, 'width' | 'height'>;

/** Whether the host may be asked to open the address. Whatever is not named here stays text. */
export function mayOpen(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(url);
}

/**
 * The size of an image that may be shown: one that needs no network, cannot run script, is not huge, and is what its
 * address says; `null` for all others.
 */
export function imageSize(url: string): ImageSize | null {
  if (url.length > maximumImageCharacters) return null;
  const match = /^data:image\/(png|jpeg|gif|webp);base64,/i.exec(url);
  if (match === null) return null;
  // A JPEG may state its size anywhere.
  const end = match[1]?.toLowerCase() === 'jpeg' ? undefined : match[0].length + headerCharacters;
  const bytes = decoded(url.slice(match[0].length, end));
  const header = bytes === null ? null : imageHeader(bytes);
  return header?.type === match[1]?.toLowerCase() ? header : null;
}

function decoded(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
