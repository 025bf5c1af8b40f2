import * as vscode from 'vscode';
import { isPictureOrPdf } from '../../../attachments/files/languageOf.js';
import { otherImage } from '../../../attachments/files/otherImage.js';
import { maximumAttachments, maximumDocumentBytes } from '../../../attachments/limits.js';
import { formatBytes } from '../../../core/text/formatBytes.js';
import { maximumFileBytes } from './readFile.js';
import type { WantedFile } from './wantedFile.js';

/** Why a file cannot be attached at all. */
export function reasonAgainst({ uri, label, state }: WantedFile): string | undefined {
  const { t } = vscode.l10n;
  if (state.kind === 'gone') return t('{0} is not there any more.', `“${label}”`);
  if (state.kind === 'folder') return t('{0} is a folder.', `“${label}”`);
  const isDocument = state.kind === 'file' && isPictureOrPdf(uri.path);
  return state.bytes <= (isDocument ? maximumDocumentBytes : maximumFileBytes)
    ? undefined
    : tooLarge({ uri, label }, state.bytes);
}

/** Why bytes that are no text cannot be attached, either. */
export function unreadReason({ uri, label }: WantedFile, bytes: Uint8Array): string | undefined {
  // Only the name said that it was a picture.
  if (bytes.length > maximumFileBytes) return tooLarge({ uri, label }, bytes.length);
  const format = otherImage(bytes);
  return format === undefined
    ? undefined
    : vscode.l10n.t(
        '{0} is an image of a format that models do not read ({1}). Save it as PNG or JPEG, and attach that.',
        `“${label}”`,
        format,
      );
}

function tooLarge({ uri, label }: Pick<WantedFile, 'uri' | 'label'>, bytes: number): string {
  const [size, most] = [
    formatBytes(bytes),
    formatBytes(isPictureOrPdf(uri.path) ? maximumDocumentBytes : maximumFileBytes),
  ];
  return vscode.l10n.t(
    '{0} has {1}; files of up to {2} can be attached. Select what matters, and attach that.',
    `“${label}”`,
    size,
    most,
  );
}

export function unreadable(label: string): string {
  return vscode.l10n.t('{0} could not be read.', `“${label}”`);
}

export function noRoom(): string {
  return vscode.l10n.t('The first files were taken: all of them are too large together for one message.');
}

/** @param taken how many of them there was room for */
export function tooMany(count: number, taken = maximumAttachments): string {
  return vscode.l10n.t('Of {0} files the first {1} were taken: there can be no more attachments.', count, taken);
}
