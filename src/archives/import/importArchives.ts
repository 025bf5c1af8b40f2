import { isCancellation, toScoutError } from '../../core/errors.js';
import { ImportError } from '../importError.js';
import { HistoryImporter, type ArchiveHistory } from './historyImporter.js';
import { ReportBuilder, type ImportReport } from './importReport.js';
import { openInput } from '../input/openInput.js';
import type { ArchiveInput, SourceDocument } from '../input/sourceDocument.js';
import { archiveLimits, type ArchiveLimits } from '../limits.js';
import { readDocument } from './readDocument.js';

export interface ImportRequest {
  readonly inputs: readonly ArchiveInput[];
  /** Whether conversations that the user deleted come back. */
  readonly restoresDeleted: boolean;
}

/** How far an import is. */
export interface ImportProgress {
  /** From 0 to 1, over all that was chosen. */
  readonly fraction: number;
  /** Conversations found so far. */
  readonly conversations: number;
}

/**
 * Imports every conversation of what the user chose into the history. Never holds more than one conversation and one transaction. What
 * cannot be read is part of the report. Resolves also when it was cancelled, or when the history could not be written to: with what
 * was imported by then.
 */
export async function importArchives(
  { inputs, restoresDeleted }: ImportRequest,
  history: ArchiveHistory,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
  limits: ArchiveLimits = archiveLimits,
): Promise<ImportReport> {
  const report = new ReportBuilder();
  const importer = new HistoryImporter(history, restoresDeleted, {
    onImported: (imported) => report.addImported(imported),
    onRefused: () => report.addNote('unsavable'),
  });
  let failure: string | undefined;
  let wasCancelled = false;
  const noteEnd = (error: unknown): void => {
    if (isCancellation(error)) wasCancelled = true;
    else failure ??= toScoutError(error).message;
  };
  for (const [index, input] of inputs.entries()) {
    const reportProgress = (fraction: number): void =>
      onProgress({ fraction: (index + fraction) / inputs.length, conversations: report.found });
    try {
      signal.throwIfAborted();
      await importInput(input, { importer, report, signal, limits, reportProgress });
    } catch (error) {
      noteEnd(error);
      break;
    }
  }
  try {
    await importer.finish();
  } catch (error) {
    noteEnd(error);
  }
  return report.finish(failure !== undefined ? 'stopped' : wasCancelled ? 'cancelled' : 'complete', failure);
}

interface Work {
  readonly importer: HistoryImporter;
  readonly report: ReportBuilder;
  readonly signal: AbortSignal;
  readonly limits: ArchiveLimits;
  readonly reportProgress: (fraction: number) => void;
}

async function importInput(input: ArchiveInput, work: Work): Promise<void> {
  const { report, signal, limits } = work;
  const name = input.kind === 'bytes' ? input.name : (input.path.split(/[/\\]/u).at(-1) ?? '');
  try {
    await using opened = await openInput(input, limits, signal, (file, { reason, detail }) =>
      report.addProblem({ file, reason, ...(detail === undefined ? {} : { detail }) }),
    );
    const { documents } = opened;
    const hasChats = await readDocuments(documents, work).finally(() => work.importer.collect());
    if (!hasChats && documents.length !== 1) report.addProblem({ file: name, reason: 'unrecognized' });
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    report.addProblem({
      file: name,
      reason: error.reason,
      ...(error.detail === undefined ? {} : { detail: error.detail }),
    });
  }
}

/** @returns whether there are chats in them. */
async function readDocuments(documents: readonly SourceDocument[], work: Work): Promise<boolean> {
  const { report, reportProgress } = work;
  const total = documents.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  let hasChats = false;
  const asides = new Map<string, Promise<unknown>>();
  for (const document of documents) {
    const onBytes = (bytes: number): void => reportProgress(total === 0 ? 0 : Math.min((before + bytes) / total, 1));
    const isAlone = documents.length === 1;
    if (await readDocument(document, isAlone, { ...work, asides, onBytes })) hasChats = true;
    else if (!isAlone) report.counts.otherFiles += 1;
    before += document.size;
  }
  return hasChats;
}
