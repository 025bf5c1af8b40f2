import type { ImportErrorReason } from '../importError.js';
import type { Imported } from './historyImporter.js';
import type { RecordPosition } from '../input/recordSplitter.js';
import type { NoteCode, SourceKind } from '../importedConversation.js';

/** Something that could not be imported. Neither this nor the rest of the report holds what was said in a chat. */
export interface ImportProblem {
  /** The file's name, within the folder or zip that was chosen. */
  readonly file: string;
  /** Missing when it concerns the whole file. */
  readonly position?: RecordPosition;
  readonly reason: ImportErrorReason;
  readonly detail?: string;
}

/** What came of an import. */
export interface ImportReport {
  /** `stopped`: the history could not be written to; `failure` says why. What was imported by then stays in every case. */
  readonly outcome: 'complete' | 'cancelled' | 'stopped';
  readonly failure?: string;
  /** Conversations that are new. */
  readonly added: number;
  /** Conversations that were there and have new messages now. */
  readonly extended: number;
  /** Conversations that were there with everything in the file. */
  readonly unchanged: number;
  /** Conversations that the user deleted, and that stay deleted. */
  readonly deleted: number;
  /** Conversations without a single message. */
  readonly empty: number;
  /** Messages that are new, or of which there is more now, over all conversations. */
  readonly messages: number;
  /** Conversations by the program they come from, those that were there already included. */
  readonly kinds: Readonly<Partial<Record<SourceKind, number>>>;
  /** How many there are in all; `problems` holds the first thousand. */
  readonly problemCount: number;
  readonly problems: readonly ImportProblem[];
  /** How often something was left out because SCOUT has no place for it. */
  readonly notes: Readonly<Partial<Record<NoteCode, number>>>;
  /** Files in a folder or zip that hold no chats. */
  readonly otherFiles: number;
}

/** Collects a report while an import runs. */
export class ReportBuilder {
  static readonly #maxProblems = 1_000;
  readonly counts = { added: 0, extended: 0, unchanged: 0, deleted: 0, empty: 0, messages: 0, otherFiles: 0 };
  readonly #kinds = new Map<SourceKind, number>();
  readonly #problems: ImportProblem[] = [];
  #problemCount = 0;
  #found = 0;
  readonly #notes = new Map<NoteCode, number>();

  /** Conversations that were found so far, whatever became of them. */
  get found(): number {
    return this.#found;
  }

  addKind(kind: SourceKind): void {
    this.#found += 1;
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
  }

  addImported({ outcome, messages }: Imported): void {
    this.counts[outcome] += 1;
    this.counts.messages += messages;
  }

  addProblem(problem: ImportProblem): void {
    this.#problemCount += 1;
    if (this.#problems.length < ReportBuilder.#maxProblems) this.#problems.push(problem);
  }

  addNote(code: NoteCode, count = 1): void {
    this.#notes.set(code, (this.#notes.get(code) ?? 0) + count);
  }

  finish(outcome: ImportReport['outcome'], failure?: string): ImportReport {
    return {
      outcome,
      ...(failure === undefined ? {} : { failure }),
      ...this.counts,
      kinds: Object.fromEntries(this.#kinds),
      problemCount: this.#problemCount,
      problems: this.#problems,
      notes: Object.fromEntries(this.#notes),
    };
  }
}
