import * as vscode from 'vscode';
import { batchEnd, DraftRoom } from '../../../attachments/files/draftRoom.js';
import { isPictureOrPdf } from '../../../attachments/files/languageOf.js';
import { otherImage } from '../../../attachments/files/otherImage.js';
import { rangeOfFragment } from '../../../attachments/files/lineRange.js';
import { askedAboveBytes, maximumAttachments, maximumDocumentBytes } from '../../../attachments/limits.js';
import { ScoutError } from '../../../core/errors.js';
import { mediaTypeOf } from '../../../core/fileType.js';
import type { AttachmentPart, LineRange } from '../../../core/message.js';
import { formatBytes } from '../../../core/text/formatBytes.js';
import { throwIfAborted } from '../cancellation.js';
import { askAboutFiles, type DoubtfulFile, type FileConcern } from './fileConcerns.js';
import { filePlace } from './filePlace.js';
import { concernsOf, concernsOfLink } from './concernsOf.js';
import { IgnoredFiles } from './ignoredFiles.js';
import { fileState, maximumFileBytes, readContent, type FileState } from './readFile.js';
import { showLeftOut } from './showLeftOut.js';
import { textPart } from './textPart.js';

/** Makes an attachment of a picture or a PDF. @param name as the file is called @throws ScoutError */
export type CaptureBytes = (
  name: string,
  mediaType: string,
  bytes: Uint8Array,
  uri: string,
  signal: AbortSignal,
) => Promise<readonly AttachmentPart[]>;

interface WantedFile {
  /** Without the lines that it may have named. */
  readonly uri: vscode.Uri;
  readonly range: LineRange | undefined;
  readonly label: string;
  readonly state: FileState;
}

/** What became of a file: attachments, no text, or a sentence that says why it is left out. */
type Reading = readonly AttachmentPart[] | 'binary' | { readonly reason: string };

/** Reads files for attachments, and asks where the user has to decide: once for all files of an act. */
export class FileCapture {
  readonly #captureBytes: CaptureBytes;

  constructor(captureBytes: CaptureBytes) {
    this.#captureBytes = captureBytes;
  }

  /**
   * @param uris of files; a fragment such as `L12-L40` takes these lines only
   * @param chosenFrom a folder in whose list of names the user has chosen them: only what that did not tell is asked
   * @returns in the order of `uris`; empty when the user declined
   * @throws ScoutError when none could be read, `AbortError`
   */
  async capture(
    uris: readonly vscode.Uri[],
    signal: AbortSignal,
    chosenFrom?: vscode.Uri,
  ): Promise<readonly AttachmentPart[]> {
    const leftOut: string[] = [];
    const wanted = await Promise.all(uris.slice(0, maximumAttachments).map(wantedFile));
    const ignored = new IgnoredFiles();
    const readable: { file: WantedFile; concerns: readonly FileConcern[] }[] = [];
    for (const file of wanted) {
      const reason = reasonAgainst(file);
      if (reason !== undefined) leftOut.push(reason);
      else readable.push({ file, concerns: await doubtsOf(file, chosenFrom, ignored) });
      throwIfAborted(signal);
    }
    if (uris.length > maximumAttachments) leftOut.push(tooMany(uris.length));
    const files = await askWhich(readable);
    throwIfAborted(signal);
    const parts = await this.#readAll(files, leftOut, signal);
    if (parts.length === 0 && leftOut.length > 0) throw new ScoutError('unsupported-input', leftOut.join(' '));
    showLeftOut(leftOut);
    return parts;
  }

  async #readAll(
    files: readonly WantedFile[],
    leftOut: string[],
    signal: AbortSignal,
  ): Promise<readonly AttachmentPart[]> {
    const room = new DraftRoom();
    const readings = await this.#readings(files, room, signal);
    const binary = files.filter((_, index) => readings[index] === 'binary');
    const takesBinary = binary.length > 0 && (await asksForBinary(binary, files.length - binary.length));
    const parts: AttachmentPart[] = [];
    for (const [index, reading] of readings.entries()) {
      if (typeof reading === 'object' && 'reason' in reading) leftOut.push(reading.reason);
      else if (reading !== 'binary') parts.push(...reading);
      else if (takesBinary && !room.isFull) {
        const part = await binaryPart(files[index]!);
        throwIfAborted(signal);
        if (typeof part === 'string') leftOut.push(part);
        else if (room.take([part])) parts.push(part);
      }
    }
    if (room.isFull) leftOut.push(noRoom());
    return parts;
  }

  /** In their order, up to the first for which there is no room. Of binary files nothing is kept: they are read again if they are wanted. */
  async #readings(files: readonly WantedFile[], room: DraftRoom, signal: AbortSignal): Promise<readonly Reading[]> {
    const sizes = files.map(({ state }) => ('bytes' in state ? state.bytes : 0));
    const readings: Reading[] = [];
    for (let start = 0; start < files.length && !room.isFull; start = batchEnd(sizes, start)) {
      const some = files.slice(start, batchEnd(sizes, start));
      for (const reading of await Promise.all(some.map((file) => this.#read(file, signal))))
        if (!Array.isArray(reading) || room.take(reading as readonly AttachmentPart[])) readings.push(reading);
        else break;
      throwIfAborted(signal);
    }
    return readings;
  }

  async #read(file: WantedFile, signal: AbortSignal): Promise<Reading> {
    const { uri, range, label, state } = file;
    const { t } = vscode.l10n;
    try {
      const content = await readContent(uri, state);
      if (content.kind === 'binary') {
        const mediaType = mediaTypeOf(content.bytes);
        if (mediaType === undefined) {
          const reason = unreadReason(file, content.bytes);
          return reason === undefined ? 'binary' : { reason };
        }
        return await this.#captureBytes(filePlace(uri).label, mediaType, content.bytes, uri.toString(), signal);
      }
      const bytes = 'bytes' in state && state.bytes > 0 ? state.bytes : Buffer.byteLength(content.text);
      const note = content.isDamaged
        ? t('Some characters could not be read: the encoding is not the expected one.')
        : undefined;
      const part = textPart({ uri, text: content.text, bytes, languageId: content.languageId, range, note });
      return part === undefined ? { reason: t('{0} does not have these lines.', `“${label}”`) } : [part];
    } catch (error) {
      throwIfAborted(signal);
      return { reason: error instanceof ScoutError ? error.message : unreadable(label) };
    }
  }
}

async function wantedFile(address: vscode.Uri): Promise<WantedFile> {
  const range = rangeOfFragment(address.fragment);
  const uri = range === undefined ? address : address.with({ fragment: '' });
  return { uri, range, label: filePlace(uri).label, state: await fileState(uri) };
}

/** Why a file cannot be attached at all. */
function reasonAgainst({ label, state }: WantedFile): string | undefined {
  const { t } = vscode.l10n;
  if (state.kind === 'gone') return t('{0} is not there any more.', `“${label}”`);
  if (state.kind === 'folder') return t('{0} is a folder.', `“${label}”`);
  const isDocument = state.kind === 'file' && isPictureOrPdf(label);
  return state.bytes <= (isDocument ? maximumDocumentBytes : maximumFileBytes)
    ? undefined
    : tooLarge(label, state.bytes);
}

/** Why bytes that are no text cannot be attached, either. */
function unreadReason({ label }: WantedFile, bytes: Uint8Array): string | undefined {
  // Only the name said that it was a picture.
  if (bytes.length > maximumFileBytes) return tooLarge(label, bytes.length);
  const format = otherImage(bytes);
  return format === undefined
    ? undefined
    : vscode.l10n.t(
        '{0} is an image of a format that models do not read ({1}). Save it as PNG or JPEG, and attach that.',
        `“${label}”`,
        format,
      );
}

function tooLarge(label: string, bytes: number): string {
  const [size, most] = [
    formatBytes(bytes),
    formatBytes(isPictureOrPdf(label) ? maximumDocumentBytes : maximumFileBytes),
  ];
  return vscode.l10n.t(
    '{0} has {1}; files of up to {2} can be attached. Select what matters, and attach that.',
    `“${label}”`,
    size,
    most,
  );
}

async function doubtsOf(
  { uri, label, state, range }: WantedFile,
  chosenFrom: vscode.Uri | undefined,
  ignored: IgnoredFiles,
): Promise<readonly FileConcern[]> {
  if (chosenFrom !== undefined) return concernsOfLink(uri, chosenFrom, ignored);
  const concerns = [...(await concernsOf(uri, ignored))];
  const isLarge = 'bytes' in state && state.bytes > askedAboveBytes && range === undefined;
  if (isLarge && !isPictureOrPdf(label)) concerns.push('size');
  return concerns;
}

/** Asks about those with doubts, and returns those that the user wants. */
async function askWhich(
  files: readonly { readonly file: WantedFile; readonly concerns: readonly FileConcern[] }[],
): Promise<readonly WantedFile[]> {
  const doubtful = files.filter(({ concerns }) => concerns.length > 0);
  const all = files.map(({ file }) => file);
  if (doubtful.length === 0) return all;
  const answer = await askAboutFiles(
    doubtful.map(({ file, concerns }) => doubtfulFile(file, concerns)),
    all.length - doubtful.length,
  );
  if (answer === 'nothing') return [];
  return answer === 'all' ? all : files.filter(({ concerns }) => concerns.length === 0).map(({ file }) => file);
}

async function asksForBinary(files: readonly WantedFile[], others: number): Promise<boolean> {
  return (
    (await askAboutFiles(
      files.map((file) => doubtfulFile(file, ['binary'])),
      others,
    )) === 'all'
  );
}

function doubtfulFile({ label, state }: WantedFile, concerns: readonly FileConcern[]): DoubtfulFile {
  return { label, bytes: 'bytes' in state ? state.bytes : 0, concerns };
}

/** Never rejects. @returns a sentence for a file that cannot be read any more */
async function binaryPart(file: WantedFile): Promise<AttachmentPart | string> {
  try {
    const content = await readContent(file.uri, file.state);
    const text = content.kind === 'text' ? content.text : asText(content.bytes);
    const bytes = content.kind === 'text' ? Buffer.byteLength(text) : content.bytes.length;
    return textPart({ ...file, text, bytes }) ?? unreadable(file.label);
  } catch {
    return unreadable(file.label);
  }
}

function unreadable(label: string): string {
  return vscode.l10n.t('{0} could not be read.', `“${label}”`);
}

function noRoom(): string {
  return vscode.l10n.t('The first files were taken: all of them are too large together for one message.');
}

/** What can be read of bytes that are no text. */
function asText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/gu, '\ufffd');
}

/** @param taken how many of them there was room for */
export function tooMany(count: number, taken = maximumAttachments): string {
  return vscode.l10n.t('Of {0} files the first {1} were taken: there can be no more attachments.', count, taken);
}
