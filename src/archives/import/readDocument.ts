import { setImmediate as nextTurn } from 'node:timers/promises';
import { isCancellation } from '../../core/errors.js';
import { ImportError } from '../importError.js';
import { formats } from '../formats/formats.js';
import { clineFiles, isClineMessage, readClineTask, type ClineTask } from '../formats/cline.js';
import { isScoutHeader, readScoutConversation } from '../formats/scout.js';
import { otherProduct } from '../formats/otherProducts.js';
import type { HistoryImporter } from './historyImporter.js';
import type { ReportBuilder } from './importReport.js';
import { ChangeLog } from '../input/changeLog.js';
import { readJsonLines } from '../input/jsonLines.js';
import { BoundedJson } from '../input/boundedJson.js';
import { isObject, readJsonRecords, type JsonPiece } from '../input/jsonRecords.js';
import type { RecordPosition } from '../input/recordSplitter.js';
import { type AttachedBytes, readAll, type SourceDocument, untilAborted } from '../input/sourceDocument.js';
import type { ArchiveLimits } from '../limits.js';
import type { NoteCode, ImportedConversation, RecordSource } from '../importedConversation.js';

/** A list whose first so many entries are no chats is none of chats. */
const maximumUnrecognizedRecords = 20;

export interface DocumentWork {
  readonly importer: HistoryImporter;
  readonly report: ReportBuilder;
  readonly signal: AbortSignal;
  readonly limits: ArchiveLimits;
  /** What was read last of a file beside others, by its name. */
  readonly asides: Map<string, Promise<unknown>>;
  readonly onBytes: (bytes: number) => void;
}

/**
 * Imports the conversations of one file. Resolves with whether it holds chats, readable or not; a file without chats is
 * reported only when it was `chosen` by itself. Rejects when it is cancelled, or when the history cannot be written to.
 */
export async function readDocument(document: SourceDocument, chosen: boolean, work: DocumentWork): Promise<boolean> {
  const reader = new DocumentReader(document, chosen, work);
  try {
    return await reader.read();
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    reader.report(error, undefined);
    return true;
  }
}

class DocumentReader {
  readonly #document: SourceDocument;
  readonly #chosen: boolean;
  readonly #work: DocumentWork;
  #isScout = false;
  /** Whether it is known to hold chats; until then, what is not understood counts for nothing. */
  #hasChats = false;
  #hasProblem = false;
  /** Those before the first chat. */
  readonly #unrecognizedRecords: RecordPosition[] = [];
  /** The program whose records these are, if it is known, or empty for messages of any. */
  #otherProduct: string | undefined;

  constructor(document: SourceDocument, chosen: boolean, work: DocumentWork) {
    this.#document = document;
    this.#chosen = chosen;
    this.#work = work;
  }

  async read(): Promise<boolean> {
    const { signal, limits } = this.#work;
    await this.#document.verify(signal);
    for await (const piece of readJsonRecords(this.#counted(), limits)) {
      signal.throwIfAborted();
      if (piece.kind === 'bad') this.#takeBad(piece);
      else if (piece.kind === 'header') this.#isScout = this.#hasChats = isScoutHeader(piece.value);
      else if (!this.#hasChats && ChangeLog.begins(piece.value)) return this.#readChangeLog(piece.position);
      else if (this.#isScout)
        await this.#import(piece.position, (source) => Promise.resolve(readScoutConversation(piece.value, source)));
      else if (isObject(piece.value) && !this.#hasChats && isClineMessage(piece.value))
        return this.#readTask('role' in piece.value ? 'sent' : 'shown');
      else await this.#takeRecord(piece.position, piece.value);
      // What another program wrote need not be JSON to its end, either.
      if (!this.#hasChats && this.#otherProduct) break;
      if (!this.#hasChats && this.#unrecognizedRecords.length >= maximumUnrecognizedRecords) break;
      // Cancelling arrives as a message, which waits for its turn.
      await nextTurn();
    }
    if (!this.#hasChats && this.#otherProduct !== undefined && !this.#hasProblem)
      this.report(new ImportError('other-product', this.#otherProduct || undefined), undefined);
    else if (!this.#hasChats && this.#chosen && !this.#hasProblem)
      this.report(new ImportError('unrecognized'), undefined);
    return this.#hasChats || this.#hasProblem;
  }

  report({ reason, detail }: ImportError, position: RecordPosition | undefined): void {
    const { name } = this.#document;
    this.#hasProblem = true;
    this.#work.report.addProblem({
      file: name,
      reason,
      ...(position === undefined ? {} : { position }),
      ...(detail === undefined ? {} : { detail }),
    });
  }

  async *#counted(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of untilAborted(this.#document.open(), this.#work.signal)) {
      yield chunk;
      bytes += chunk.length;
      this.#work.onBytes(bytes);
    }
  }

  /** A file that is no JSON at all is reported only if it was chosen itself. */
  #takeBad({ position, problem }: JsonPiece & { kind: 'bad' }): void {
    const isWholeFile = ['empty', 'not-json'].includes(problem.reason);
    if (isWholeFile && !this.#chosen) return;
    this.report(problem, isWholeFile ? undefined : position);
  }

  async #takeRecord(position: RecordPosition, value: unknown): Promise<void> {
    const format = isObject(value) ? formats.find((candidate) => candidate.recognizes(value)) : undefined;
    if (format === undefined || !isObject(value)) {
      if (this.#hasChats) return this.report(new ImportError('unrecognized'), position);
      this.#unrecognizedRecords.push(position);
      if (isObject(value)) this.#otherProduct ??= otherProduct(value);
      return;
    }
    this.#hasChats = true;
    for (const earlier of this.#unrecognizedRecords.splice(0)) this.report(new ImportError('unrecognized'), earlier);
    await this.#import(position, (source) => format.read(value, source));
  }

  /** @param own which file of the task this one is, by what it holds */
  async #readTask(own: 'sent' | 'shown'): Promise<boolean> {
    const { beside, folder } = this.#document;
    // The file with what was sent is there, too, and names the same task.
    if (own === 'shown' && !this.#chosen && beside(clineFiles.sent) !== undefined) return true;
    // What the other files add is worth having, but their damage is no reason to leave the task out.
    const parse = async (file: keyof typeof clineFiles): Promise<unknown> =>
      file === own ? this.#parse(this.#document) : this.#parseIfReadable(beside(clineFiles[file]));
    const task: ClineTask = {
      folder,
      sent: await parse('sent'),
      shown: await parse('shown'),
      metadata: await parse('metadata'),
      item: await parse('item'),
    };
    await this.#import(undefined, (source) => Promise.resolve(readClineTask(task, source)));
    return true;
  }

  /** A conversation that was written down as its changes. What cannot be applied costs no more than itself. */
  async #readChangeLog(position: RecordPosition): Promise<boolean> {
    const { signal, limits } = this.#work;
    const log = new ChangeLog();
    let unreadable = 0;
    for await (const line of readJsonLines(this.#counted(), limits)) {
      signal.throwIfAborted();
      if (!log.apply(line)) unreadable += 1;
    }
    const { state } = log;
    const format = isObject(state) ? formats.find((candidate) => candidate.recognizes(state)) : undefined;
    if (format === undefined || !isObject(state)) throw new ImportError('unrecognized');
    await this.#import(position, (source) => {
      for (let left = unreadable; left > 0; left -= 1) source.note('unreadable-message');
      return format.read(state, source);
    });
    return true;
  }

  /** Read once for all files of a folder. */
  #beside(name: string): Promise<unknown> {
    const { asides } = this.#work;
    const key = `${this.#document.name.replace(/[^/\\]*$/u, '')}${name}`;
    const known = asides.get(key);
    if (known !== undefined) return known;
    // Files of a folder are read one after the other: what lies in another is not asked for again.
    asides.clear();
    const reading = this.#parseIfReadable(this.#document.beside(name));
    asides.set(key, reading);
    return reading;
  }

  async #parseIfReadable(document: SourceDocument | undefined): Promise<unknown> {
    try {
      return await this.#parse(document);
    } catch (error) {
      if (isCancellation(error)) throw error;
      return undefined;
    }
  }

  async #parse(document: SourceDocument | undefined): Promise<unknown> {
    if (document === undefined) return undefined;
    const { signal, limits } = this.#work;
    const bytes = await readAll(untilAborted(document.open(), signal), limits.recordBytes);
    if (bytes === undefined) throw new ImportError('too-large');
    return new BoundedJson(limits).parse(bytes);
  }

  async #attachment(id: string): Promise<AttachedBytes | undefined> {
    const found = await this.#document.attachment(id);
    return found && { size: found.size, open: () => untilAborted(found.open(), this.#work.signal) };
  }

  async #import(
    position: RecordPosition | undefined,
    read: (source: RecordSource) => Promise<ImportedConversation | undefined>,
  ): Promise<void> {
    const { importer, report, limits } = this.#work;
    const notes = new Map<NoteCode, number>();
    let isRead = false;
    const source: RecordSource = {
      // Attachments are read, or not, when the conversation is written.
      note: (code) => (isRead ? report.addNote(code) : notes.set(code, (notes.get(code) ?? 0) + 1)),
      attachment: (id) => this.#attachment(id),
      beside: (name) => this.#beside(name),
      fallbackTime: this.#document.modifiedAt,
      limits,
    };
    let conversation: ImportedConversation | undefined;
    try {
      conversation = await read(source);
    } catch (error) {
      if (isCancellation(error)) throw error;
      // Whatever a file brings a reader to, it costs this conversation and no other.
      this.report(
        error instanceof ImportError
          ? error
          : new ImportError('invalid', error instanceof Error ? error.name : undefined),
        position,
      );
      return;
    }
    // Also of a conversation that nothing is left of.
    for (const [code, count] of notes) report.addNote(code, count);
    if (conversation === undefined) {
      report.counts.empty += 1;
      return;
    }
    report.addKind(conversation.kind);
    isRead = true;
    await importer.add(conversation);
  }
}
