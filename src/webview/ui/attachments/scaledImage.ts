import { imageHeader } from '../../../core/imageHeader.js';

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** An image as it is attached. */
export interface SendableImage {
  readonly blob: Blob;
  /** What it measured before; `null` when it is as it was. */
  readonly scaledFrom: PixelSize | null;
}

/** What no vendor takes, in pixels of a side. */
const maximumSide = 8_000;
/** What an image that has to be scaled measures then: vendors scale larger ones down themselves. */
const scaledSide = 4_096;
/** Beyond this a browser has no room to decode it. */
const maximumPixels = 250_000_000;
/** Where a header with a preview in it ends at the latest, in bytes. */
const headerBytes = 256 * 1024;

/** There is no room to decode the image. */
export class TooManyPixelsError extends Error {}

/**
 * The image, scaled down when it is too large to be sent. It is decoded and encoded beside the page's own thread.
 * @param maximumBytes what an attachment may have
 * @throws TooManyPixelsError; another error when it is damaged
 */
export async function scaledImage(file: Blob, maximumBytes: number): Promise<SendableImage> {
  const header = imageHeader(new Uint8Array(await file.slice(0, headerBytes).arrayBuffer()));
  // What states no size is left to the host, which knows what it takes.
  if (header === null) return { blob: file, scaledFrom: null };
  const { width, height } = header;
  if (Math.max(width, height) <= maximumSide && file.size <= maximumBytes) return { blob: file, scaledFrom: null };
  if (width * height > maximumPixels) throw new TooManyPixelsError();
  const scale = Math.min(1, scaledSide / Math.max(width, height));
  // As it is, it would be as large again.
  const isDense = header.type === 'png' && scale === 1;
  const bitmap = await createImageBitmap(file, {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: 'high',
  });
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
    return {
      blob: await encoded(canvas, header.type === 'jpeg' || isDense, maximumBytes),
      scaledFrom: { width, height },
    };
  } finally {
    bitmap.close();
  }
}

/** Pictures of screens stay sharp as PNG; photos, and what is too large even so, become JPEG. */
async function encoded(canvas: OffscreenCanvas, isPhoto: boolean, maximumBytes: number): Promise<Blob> {
  if (!isPhoto) {
    const png = await canvas.convertToBlob({ type: 'image/png' });
    if (png.size <= maximumBytes) return png;
  }
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}
