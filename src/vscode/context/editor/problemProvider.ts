import * as vscode from 'vscode';
import { attachedText } from '../../../attachments/attachedText.js';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { problemsText, type FileProblem } from '../../../attachments/editor/problemsText.js';
import { fuzzyCandidates } from '../../../attachments/fuzzyCandidates.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import { uuidv7 } from '../../../core/uuid.js';
import { throwIfAborted } from '../cancellation.js';
import { filePlace } from '../files/filePlace.js';
import { concernsOf } from '../files/concernsOf.js';
import { IgnoredFiles } from '../files/ignoredFiles.js';
import { fileState, readContent } from '../files/readFile.js';
import type { EditorInUse } from './editorInUse.js';

const workspace = 'workspace';
/** Of so many files the lines with problems are shown. */
const maximumFilesWithLines = 50;
const maximumBytesRead = 1024 * 1024;

type Found = readonly (readonly [vscode.Uri, readonly vscode.Diagnostic[]])[];

/** What the editor's tools complain about, in the file in use or everywhere. The id names a file by its URI, or all of them. */
export class ProblemProvider implements AttachmentProvider {
  readonly prefix = 'problems';
  readonly #editor: EditorInUse;

  constructor(editor: EditorInUse) {
    this.#editor = editor;
  }

  find(query: string): Promise<readonly AttachmentCandidate[]> {
    const uri = this.#editor.current?.document.uri;
    const inFile = uri === undefined ? [] : vscode.languages.getDiagnostics(uri);
    const everywhere = allProblems().flatMap(([, problems]) => problems);
    const { t } = vscode.l10n;
    const candidates = [
      ...(uri === undefined || inFile.length === 0
        ? []
        : [this.#candidate(uri.toString(), t('Problems in {0}', filePlace(uri).name), inFile)]),
      ...(everywhere.length === 0 || everywhere.length === inFile.length
        ? []
        : [this.#candidate(workspace, t('Problems in the Workspace'), everywhere)]),
    ];
    return Promise.resolve(fuzzyCandidates(query, candidates));
  }

  async capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const address = candidateId.slice(this.prefix.length + 1);
    return [await captureProblems(address === workspace ? undefined : vscode.Uri.parse(address, true), signal)];
  }

  #candidate(address: string, label: string, problems: readonly vscode.Diagnostic[]): AttachmentCandidate {
    return { id: `${this.prefix}:${address}`, kind: 'problems', label, description: countsText(problems), matches: [] };
  }
}

/** @param uri of a file; `undefined` for all files @throws ScoutError when there is no problem, `AbortError` */
export async function captureProblems(uri: vscode.Uri | undefined, signal: AbortSignal): Promise<AttachmentPart> {
  const { t } = vscode.l10n;
  const found: Found = uri === undefined ? allProblems() : [[uri, vscode.languages.getDiagnostics(uri)]];
  const files = found.filter(([, problems]) => problems.length > 0);
  if (files.length === 0) throw new ScoutError('unsupported-input', t('There are no problems to attach.'));
  const ignored = new IgnoredFiles();
  const described = await Promise.all(
    files.map(async ([file, problems], index) => ({
      label: filePlace(file).label,
      problems: problems.map(fileProblem),
      lines: index < maximumFilesWithLines ? await linesOf(file, ignored) : undefined,
    })),
  );
  throwIfAborted(signal);
  const written = problemsText(described);
  const { text } = attachedText(written.text);
  return {
    type: 'attachment',
    id: uuidv7(),
    kind: 'problems',
    label: uri === undefined ? t('Problems in the Workspace') : t('Problems in {0}', filePlace(uri).label),
    mediaType: 'text/plain',
    text,
    ...(uri !== undefined && { uri: uri.toString() }),
    sources: files.map(([file]) => file.toString()),
    bytes: Buffer.byteLength(text),
    capturedAt: Date.now(),
    ...(written.omitted > 0 && { note: t('{0} more problems are left out.', written.omitted) }),
  };
}

function allProblems(): Found {
  return vscode.languages.getDiagnostics().filter(([, problems]) => problems.length > 0);
}

/** The lines of a file that may be read without a question: for others there is only what the tools say about them. */
async function linesOf(uri: vscode.Uri, ignored: IgnoredFiles): Promise<readonly string[] | undefined> {
  try {
    if ((await concernsOf(uri, ignored)).length > 0) return undefined;
    const state = await fileState(uri);
    if (!('bytes' in state) || state.bytes > maximumBytesRead) return undefined;
    const content = await readContent(uri, state);
    return content.kind === 'text' ? content.text.split(/\r\n|\n|\r/u) : undefined;
  } catch {
    return undefined;
  }
}

function fileProblem({
  severity,
  range,
  message,
  source,
  code,
  relatedInformation = [],
}: vscode.Diagnostic): FileProblem {
  const value = typeof code === 'object' ? code.value : code;
  return {
    severity: severityNames[severity],
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    message,
    source,
    code: value === undefined ? undefined : String(value),
    related: relatedInformation.map(
      ({ location, message: text }) => `${filePlace(location.uri).label}:${location.range.start.line + 1}: ${text}`,
    ),
  };
}

const severityNames: Readonly<Record<vscode.DiagnosticSeverity, FileProblem['severity']>> = {
  0: 'error',
  1: 'warning',
  2: 'information',
  3: 'hint',
};

function countsText(problems: readonly vscode.Diagnostic[]): string {
  const { t } = vscode.l10n;
  const errors = problems.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length;
  const others = problems.length - errors;
  const parts = [
    ...(errors > 0 ? [errors === 1 ? t('1 error') : t('{0} errors', errors)] : []),
    ...(others > 0 ? [others === 1 ? t('1 other problem') : t('{0} other problems', others)] : []),
  ];
  return parts.join(', ');
}
