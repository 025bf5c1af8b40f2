import * as vscode from 'vscode';
import { batchEnd, DraftRoom } from '../../../attachments/files/draftRoom.js';
import { isPictureOrPdf } from '../../../attachments/files/languageOf.js';
import { maximumAttachments } from '../../../attachments/limits.js';
import { ScoutError } from '../../../core/errors.js';
import { mediaTypeOf } from '../../../core/fileType.js';
import type { AttachmentPart } from '../../../core/message.js';
import { throwIfAborted } from '../cancellation.js';
import { askAboutFiles, type FileConcern } from './fileConcerns.js';
import { filePlace } from './filePlace.js';
import { IgnoredFiles } from './ignoredFiles.js';
import { noRoom, reasonAgainst, tooMany, unreadable, unreadReason } from './leftOutReasons.js';
import { readContent, type FileContent } from './readFile.js';
import { showLeftOut } from './showLeftOut.js';
import { textPart } from './textPart.js';
import { askWhich, doubtfulFile, doubtsOf, isLarge, wantedFile, type WantedFile } from './wantedFile.js';

/** Makes an attachment of a picture or a PDF. @param name as the file is called @throws ScoutError */
export type CaptureBytes = (
  name: string,
  mediaType: string,
  bytes: Uint8Array,
  uri: string,
  signal: AbortSignal,
) => Promise<readonly AttachmentPart[]>;

/** What became of a file: attachments, what only its content told and is asked about, or a sentence that says why it is left out. */
type Reading =
  readonly AttachmentPart[] | { readonly doubt: Extract<FileConcern, 'binary' | 'size'> } | { readonly reason: string };

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
    const takesDoubtful = await asksAgain(files, readings);
    const parts: AttachmentPart[] = [];
    for (const [index, reading] of readings.entries()) {
      if ('reason' in reading) leftOut.push(reading.reason);
      else if (!('doubt' in reading)) parts.push(...reading);
      else if (takesDoubtful && !room.isFull) {
        const part = await partAsText(files[index]!);
        throwIfAborted(signal);
        if (typeof part === 'string') leftOut.push(part);
        else if (room.take([part])) parts.push(part);
      }
    }
    if (room.isFull) leftOut.push(noRoom());
    return parts;
  }

  /** In their order, up to the first for which there is no room. Of doubtful files nothing is kept: they are read again if they are wanted. */
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
          return reason === undefined ? { doubt: 'binary' } : { reason };
        }
        return await this.#captureBytes(filePlace(uri).label, mediaType, content.bytes, uri.toString(), signal);
      }
      const bytes = 'bytes' in state && state.bytes > 0 ? state.bytes : Buffer.byteLength(content.text);
      if (isPictureOrPdf(uri.path) && content.text === '') return { reason: t('{0} is empty.', `“${label}”`) };
      // Nothing was asked about it: only its name said that it was a picture.
      if (isPictureOrPdf(uri.path) && isLarge(file, bytes)) return { doubt: 'size' };
      const note = noteOn(content);
      const part = textPart({ uri, text: content.text, bytes, languageId: content.languageId, range, note });
      return part === undefined ? { reason: t('{0} does not have these lines.', `“${label}”`) } : [part];
    } catch (error) {
      throwIfAborted(signal);
      return { reason: error instanceof ScoutError ? error.message : unreadable(label) };
    }
  }
}

/** What is to be known of a text that is attached. */
function noteOn({ text, isDamaged }: Extract<FileContent, { readonly kind: 'text' }>): string | undefined {
  const { t } = vscode.l10n;
  if (isDamaged) return t('Some characters could not be read: the encoding is not the expected one.');
  if (text.trim() !== '') return undefined;
  return text === '' ? t('The file is empty.') : t('There is only white space in the file.');
}

/** Asks about those of which only their content told what speaks against them. @returns whether they are taken */
async function asksAgain(files: readonly WantedFile[], readings: readonly Reading[]): Promise<boolean> {
  const doubtful = readings.flatMap((reading, index) =>
    'doubt' in reading ? [doubtfulFile(files[index]!, [reading.doubt])] : [],
  );
  return doubtful.length > 0 && (await askAboutFiles(doubtful, files.length - doubtful.length)) === 'all';
}

/** Never rejects. @returns a sentence for a file that cannot be read any more */
async function partAsText(file: WantedFile): Promise<AttachmentPart | string> {
  try {
    const content = await readContent(file.uri, file.state);
    const text = content.kind === 'text' ? content.text : asText(content.bytes);
    const bytes = content.kind === 'text' ? Buffer.byteLength(text) : content.bytes.length;
    return textPart({ ...file, text, bytes }) ?? unreadable(file.label);
  } catch {
    return unreadable(file.label);
  }
}

/** What can be read of bytes that are no text. */
function asText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/gu, '\ufffd');
}
