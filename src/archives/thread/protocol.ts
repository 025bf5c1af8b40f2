import type { ErrorCode } from '../../core/errors.js';
import type { ExportFailureReason } from '../export/exportFailure.js';
import type { ExportProgress, ExportRequest } from '../export/exportConversations.js';
import type { ArchiveHistory } from '../import/historyImporter.js';
import type { ImportProgress, ImportRequest } from '../import/importArchives.js';
import type { ImportReport } from '../import/importReport.js';

/** What the extension host and the thread of an import or export say to each other, in groups. Everything here is cloned between them. */

export interface ArchiveJobs {
  readonly import: {
    readonly request: ImportRequest;
    readonly progress: ImportProgress;
    readonly result: ImportReport;
  };
  readonly export: { readonly request: ExportRequest; readonly progress: ExportProgress; readonly result: number };
}

/** What the thread is started with. */
export type ArchiveJob = {
  [Kind in keyof ArchiveJobs]: { readonly kind: Kind; readonly request: ArchiveJobs[Kind]['request'] };
}[keyof ArchiveJobs];

export type HistoryMethod = keyof ArchiveHistory;

/** An error on its way between threads, which keep no classes. */
export type Failure =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'scout'; readonly code: ErrorCode; readonly message: string; readonly retryable: boolean }
  | { readonly kind: 'export'; readonly reason: ExportFailureReason; readonly detail: string }
  | { readonly kind: 'other'; readonly message: string; readonly stack: string | undefined };

export type ToThread =
  | { readonly kind: 'cancel' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly failure: Failure };

export type FromThread =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly method: HistoryMethod;
      readonly parameters: readonly unknown[];
    }
  | { readonly kind: 'progress'; readonly progress: unknown }
  /** It has heard that it is cancelled, and ends in order. */
  | { readonly kind: 'stopping' }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly failure: Failure };
