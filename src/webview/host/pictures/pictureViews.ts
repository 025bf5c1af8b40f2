import * as vscode from 'vscode';
import { pictureEnding, pictureSize } from '../../../core/picture.js';
import { labelOf } from '../../../core/text/labelOf.js';
import type { FilePart } from '../../../core/message.js';
import type { PictureAddress, PictureView } from '../../protocol/pictures.js';
import type { PlacedPicture } from '../chat/readableParts.js';

/** The pictures of a message as they are shown, but for their bytes. @param addresses where each of them is stored, in the same order */
export function pictureViews(
  pictures: readonly PlacedPicture[],
  addresses: readonly PictureAddress[],
): readonly PictureView[] {
  return pictures.flatMap(({ part, at }, number) => {
    const address = addresses[number];
    if (address === undefined) return [];
    const label = pictureLabel(part, number);
    return [{ ...address, at, size: pictureSize(part), label, details: detailsOf(part) }];
  });
}

/** What a picture is called. @param number its place among those that are shown, from 0 */
export function pictureLabel({ name = '' }: FilePart, number: number): string {
  return labelOf(name) || vscode.l10n.t('Image {0}', number + 1);
}

function detailsOf(part: FilePart): string {
  const size = pictureSize(part);
  const [amount, unit] = size < 1_000_000 ? [size / 1_000, 'kilobyte'] : [size / 1_000_000, 'megabyte'];
  const format = new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit, maximumFractionDigits: 1 });
  return `${pictureEnding(part).toUpperCase()} · ${format.format(amount)}`;
}
