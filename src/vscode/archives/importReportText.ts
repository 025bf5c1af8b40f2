import * as vscode from 'vscode';
import type { ImportErrorReason } from '../../archives/importError.js';
import type { ImportProblem, ImportReport } from '../../archives/import/importReport.js';
import type { NoteCode, SourceKind } from '../../archives/importedConversation.js';

/** What came of an import, in a sentence or two. */
export function importSummary(report: ImportReport): string {
  const { t } = vscode.l10n;
  const { outcome, failure, added, extended, unchanged, deleted, problemCount, problems } = report;
  const [problem] = problems;
  if (
    outcome === 'complete' &&
    added + extended + unchanged + deleted + report.empty === 0 &&
    problemCount === 1 &&
    problem !== undefined
  ) {
    return t('{0} was not imported. {1}', problem.file, reasonText(problem));
  }
  const counts = [
    t('{0} new', added),
    ...(extended > 0 ? [t('{0} with new messages', extended)] : []),
    ...(unchanged > 0 ? [t('{0} already there', unchanged)] : []),
    ...(deleted > 0 ? [t('{0} left out because they were deleted here', deleted)] : []),
    ...(problemCount > 0 ? [t('{0} could not be read', problemCount)] : []),
  ].join(', ');
  switch (outcome) {
    case 'complete':
      return t('Chats imported: {0}.', counts);
    case 'cancelled':
      return t('The import was cancelled; what was imported by then stays. Chats: {0}.', counts);
    case 'stopped':
      return t('The import stopped; what was imported by then stays. Chats: {0}. {1}', counts, failure ?? '');
  }
}

/** The same at length, as Markdown. */
export function importReportText(report: ImportReport): string {
  const { t } = vscode.l10n;
  const { kinds, notes, problems, problemCount, otherFiles, messages, empty } = report;
  const bySource = Object.entries(kinds).map(([kind, count]) => `${sourceName(kind as SourceKind)}: ${count}`);
  const lines = [
    ...bySource,
    t('New messages: {0}', messages),
    ...(empty > 0 ? [t('Chats without a message, left out: {0}', empty)] : []),
    ...(otherFiles > 0 ? [t('Files without chats: {0}', otherFiles)] : []),
  ];
  const missing = Object.entries(notes).map(([code, count]) => `${noteText(code as NoteCode)}: ${count}`);
  const sections = [
    `# ${t('Import of chats')}\n\n${importSummary(report)}\n\n${list(lines)}`,
    ...(problems.length === 0 ? [] : [`## ${t('Not imported')}\n\n${list(problems.map(problemText))}`]),
    ...(problemCount > problems.length ? [t('… and {0} more', problemCount - problems.length)] : []),
    ...(missing.length === 0 ? [] : [`## ${t('Left out, because SCOUT has no place for it')}\n\n${list(missing)}`]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function problemText(problem: ImportProblem): string {
  const { file, position } = problem;
  const where =
    position === undefined ? file : vscode.l10n.t('{0}, entry {1} (byte {2})', file, position.number, position.offset);
  return `${where.replace(/\s+/gu, ' ').replace(/[\\`*_[\]<>]/gu, String.raw`\$&`)}: ${reasonText(problem)}`;
}

function reasonText({ reason, detail = '', position }: ImportProblem): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<ImportErrorReason, string>> = {
    empty: t('The file is empty.'),
    'not-json': t('It is neither a zip nor JSON. {0}', readable()),
    truncated: t('The file ends in the middle.'),
    trailing: t('Something else follows behind the end of the JSON.'),
    syntax: t('It is not valid JSON.'),
    encoding: t('It is not valid UTF-8.'),
    'too-large': t('It is too large for a single chat.'),
    'too-deep': t('It is nested too deeply.'),
    unrecognized:
      position === undefined
        ? t('SCOUT finds no chats in it. {0}', readable())
        : t('It is no chat of a kind SCOUT knows.'),
    invalid:
      detail === '' ? t('It is not built as it must be.') : t('It is not built as it must be, at “{0}”.', detail),
    newer: t('A newer SCOUT has written it (version {0} of the format). Update SCOUT, then import it again.', detail),
    'zip-damaged': t('The zip is damaged or incomplete.'),
    'zip-encrypted': t('The zip is protected with a password. Unpack it first.'),
    'zip-unsupported': t('The zip is packed in a way SCOUT does not know. Unpack it first.'),
    'zip-bomb': t('The zip would become out of all proportion large, and was not unpacked.'),
    unreadable: t('It cannot be read; the system reported {0}.', detail),
    'too-many-files': t('The folder holds too many files. Choose one further down.'),
  };
  return texts[reason];
}

function readable(): string {
  return vscode.l10n.t(
    'SCOUT reads its own JSON exports, exports of ChatGPT, Claude, Open WebUI and LibreChat, chats exported from VS Code, sessions of Continue, and tasks of Cline and Roo Code.',
  );
}

function noteText(code: NoteCode): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<NoteCode, string>> = {
    instructions: t('Instructions to the model'),
    hidden: t('Messages the other program did not show'),
    'attachment-missing': t('Attachments that are not in the file'),
    'attachment-kind': t('Attachments that are neither an image nor a PDF'),
    'attachment-size': t('Attachments that are too large'),
    audio: t('Sound and video'),
    context: t('Context the other program added by itself'),
    'unknown-part': t('Parts of messages of an unknown kind'),
    'unreadable-message': t('Messages that are not built as they must be'),
    duplicate: t('Messages that were there twice'),
    'lost-parent': t('Messages whose predecessor is missing; they begin a branch'),
    cycle: t('Messages that come before themselves; they begin a branch'),
    'deep-data': t('Inputs of tools that are nested too deeply'),
  };
  return texts[code];
}

function sourceName(kind: SourceKind): string {
  const names: Readonly<Record<SourceKind, string>> = {
    scout: 'SCOUT',
    chatgpt: 'ChatGPT',
    claude: 'Claude',
    'open-webui': 'Open WebUI',
    librechat: 'LibreChat',
    continue: 'Continue',
    cline: 'Cline, Roo Code',
    'vscode-chat': 'VS Code',
  };
  return names[kind];
}
