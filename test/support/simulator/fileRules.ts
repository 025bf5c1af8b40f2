import { fieldsOf, type VendorReply } from './vendor.js';

/** The first bytes of the files that vendors take, as base64; a PDF's are looked for at its beginning only. */
const beginnings: readonly (readonly [mediaType: string, base64: RegExp])[] = [
  ['image/png', /^iVBORw0KGgo/u],
  ['image/jpeg', /^\/9j\//u],
  ['image/gif', /^R0lGOD/u],
  ['image/webp', /^UklGR/u],
  ['application/pdf', /^JVBER/u],
];

/**
 * What is wrong with the files of a request, wherever the vendor has them; nothing when they are right. The words are Anthropic's
 * (vybestack/llxprt-code#2130); the others check the same, in other words.
 */
export function fileRefusal(body: unknown): VendorReply | undefined {
  for (const [mediaType, data] of filesIn(body)) {
    const wrong = faultOf(mediaType, data);
    if (wrong !== undefined)
      return { status: 400, body: { error: { type: 'invalid_request_error', code: '400', message: wrong } } };
  }
  return undefined;
}

function faultOf(mediaType: string, data: string): string | undefined {
  if (data === '') return 'image cannot be empty';
  const actual = beginnings.find(([, beginning]) => beginning.test(data))?.[0];
  if (!beginnings.some(([known]) => known === mediaType) || actual === mediaType) return undefined;
  return actual === undefined
    ? 'Could not process image'
    : `The image was specified using the ${mediaType} media type, but the image appears to be a ${actual} image`;
}

/** Data URLs, and objects that hold a type beside the data. */
function* filesIn(value: unknown): Generator<readonly [mediaType: string, data: string]> {
  if (typeof value === 'string') {
    const [, mediaType, data] = /^data:([^;,]*);base64,([^]*)$/u.exec(value) ?? [];
    if (mediaType !== undefined && data !== undefined) yield [mediaType, data];
  }
  if (typeof value !== 'object' || value === null) return;
  const { data, media_type: one, mimeType: other } = fieldsOf(value);
  const mediaType = one ?? other;
  if (typeof mediaType === 'string' && typeof data === 'string') yield [mediaType, data];
  for (const child of Object.values(value)) yield* filesIn(child);
}
