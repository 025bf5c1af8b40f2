import * as vscode from 'vscode';
import { ScaleError, type ScaleFailure, type ScaleImage } from '../../../attachments/imageScaler.js';
import { maximumAttachmentData, maximumImagePixels, maximumImageSide } from '../../../attachments/limits.js';
import { newAttachment } from '../../../attachments/newAttachment.js';
import { ScoutError } from '../../../core/errors.js';
import { ownMediaType } from '../../../core/fileType.js';
import { imageHeader, type ImageHeader } from '../../../core/imageHeader.js';
import type { AttachmentPart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import type { NamedFile } from './namedFile.js';

/** An image as it is, or made smaller, with a note, where that is needed. @throws ScoutError with a sentence for the user, `AbortError` */
export async function readImage(
  { name, bytes, uri }: NamedFile,
  mediaType: string,
  scale: ScaleImage,
  signal: AbortSignal,
): Promise<AttachmentPart> {
  const header = imageHeader(bytes);
  const isSmall = header === null || Math.max(header.width, header.height) <= maximumImageSide;
  const content =
    bytes.length <= maximumAttachmentData && isSmall
      ? { data: Buffer.from(bytes).toString('base64'), mediaType }
      : await scaled(name, bytes, header, scale, signal);
  return newAttachment({
    kind: 'image',
    label: labelOf(name) || vscode.l10n.t('Image'),
    ...content,
    bytes: bytes.length,
    ...(uri === undefined ? {} : { uri }),
  });
}

/** @param header as the file states it: what it would take is known before anything is decoded */
async function scaled(
  name: string,
  bytes: Uint8Array,
  header: ImageHeader | null,
  scale: ScaleImage,
  signal: AbortSignal,
): Promise<Pick<AttachmentPart, 'data' | 'mediaType' | 'note'>> {
  if (header === null || header.width * header.height === 0) throw failed(name, 'unreadable', header);
  const { width, height } = header;
  if (width * height > maximumImagePixels) throw failed(name, 'too-many-pixels', header);
  try {
    const { data } = await scale(bytes, signal);
    const mediaType = ownMediaType(data);
    if (mediaType === undefined) throw new ScaleError('unreadable');
    return { data, mediaType, note: vscode.l10n.t('Scaled from {0} × {1} pixels', width, height) };
  } catch (error) {
    throw error instanceof ScaleError ? failed(name, error.failure, header) : error;
  }
}

function failed(name: string, failure: ScaleFailure, header: ImageHeader | null): ScoutError {
  const { t } = vscode.l10n;
  const file = labelOf(name);
  const count = new Intl.NumberFormat(vscode.env.language);
  const [width, height] = [count.format(header?.width ?? 0), count.format(header?.height ?? 0)];
  const text: Record<ScaleFailure, () => string> = {
    'too-many-pixels': () =>
      t(
        '“{0}” has {1} × {2} pixels, too many to be scaled here. Nothing was attached. Scale it down first, or attach a part of it.',
        file,
        width,
        height,
      ),
    unreadable: () =>
      t(
        '“{0}” is too large to be sent as it is, and too damaged to be scaled. Nothing was attached. Save it anew as PNG or JPEG.',
        file,
      ),
    'no-view': () =>
      t(
        '“{0}” is too large to be sent as it is, and the chat did not come to scale it. Nothing was attached. Open the chat and try again.',
        file,
      ),
  };
  return new ScoutError('unsupported-input', text[failure]());
}
