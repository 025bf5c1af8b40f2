import * as vscode from 'vscode';
import type { ImportErrorReason } from '../../archives/importError.js';
import type { ImportProblem, ImportReport } from '../../archives/import/importReport.js';
import type { NoteCode, SourceKind } from '../../archives/importedConversation.js';
import { singleLine } from '../../core/text/singleLine.js';
import { withoutLinks } from '../ui/withoutLinks.js';

/** What came of an import, in a sentence or two for a notification. */
export function importSummary(report: ImportReport): string {
  return withoutLinks(singleLine(summaryOf(report)));
}

function summaryOf(report: ImportReport): string {
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
    ...(unchanged > 0 ? [t('{0} unchanged', unchanged)] : []),
    ...(deleted > 0 ? [t('{0} skipped (deleted here)', deleted)] : []),
    ...(problemCount > 0 ? [t('{0} could not be read', problemCount)] : []),
  ].join(', ');
  switch (outcome) {
    case 'complete':
      return t('Chats imported: {0}.', counts);
    case 'cancelled':
      return t('The import was canceled. Everything imported so far is kept. Chats: {0}.', counts);
    case 'stopped':
      return t('The import stopped early. Everything imported so far is kept. Chats: {0}. {1}', counts, failure ?? '');
  }
}

/** The same at length, as Markdown. */
export function importReportText(report: ImportReport): string {
  const { t } = vscode.l10n;
  const { kinds, notes, problems, problemCount, otherFiles, messages, empty } = report;
  const bySource = Object.entries(kinds).map(([kind, count]) => `${sourceName(kind as SourceKind)}: ${count}`);
  const kept = Object.entries(notes).filter(([code]) => code === 'opaque');
  const lines = [
    ...bySource,
    t('New messages: {0}', messages),
    ...kept.map(([code, count]) => `${noteText(code as NoteCode)}: ${count}`),
    ...(empty > 0 ? [t('Empty chats skipped: {0}', empty)] : []),
    ...(otherFiles > 0 ? [t('Files without chats: {0}', otherFiles)] : []),
  ];
  const missing = Object.entries(notes)
    .filter(([code]) => code !== 'opaque')
    .map(([code, count]) => `${noteText(code as NoteCode)}: ${count}`);
  const sections = [
    `# ${t('Chat import')}\n\n${plain(summaryOf(report))}\n\n${list(lines)}`,
    ...(problems.length === 0 ? [] : [`## ${t('Not imported')}\n\n${list(problems.map(problemText))}`]),
    ...(problemCount > problems.length ? [t('… and {0} more', problemCount - problems.length)] : []),
    ...(missing.length === 0 ? [] : [`## ${t('Not supported and left out')}\n\n${list(missing)}`]),
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
  return plain(`${where}: ${reasonText(problem)}`);
}

/** Text in which Markdown sees no markup. */
function plain(text: string): string {
  return singleLine(text).replace(/[\\`*_[\]<>]/gu, String.raw`\$&`);
}

function reasonText({ reason, detail = '', position }: ImportProblem): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<ImportErrorReason, string>> = {
    empty: t('The file is empty.'),
    'not-json': t('The file is neither ZIP nor JSON. {0}', readable()),
    truncated: t('The file is truncated.'),
    trailing: t('Unexpected data after the JSON.'),
    syntax: t('Invalid JSON.'),
    encoding: t('Invalid UTF-8.'),
    'too-large': t('Too large for a single chat.'),
    'too-deep': t('The data is nested too deeply.'),
    unrecognized:
      position === undefined
        ? t('No chats found in the file. {0}', readable())
        : t('Not a chat in a format SCOUT supports.'),
    'other-product':
      detail === ''
        ? t('The file contains messages, but in a format SCOUT does not support. {0}', readable())
        : t('The file contains chats from {0}, which SCOUT cannot read.', detail),
    database: t(
      'The file is a SQLite database. Some programs, such as Cursor, keep chats in one, but SCOUT cannot read it.',
    ),
    invalid: detail === '' ? t('Unexpected structure.') : t('Unexpected structure at "{0}".', detail),
    newer: t(
      'The file was written by a newer version of SCOUT (format version {0}). Update SCOUT, then import it again.',
      detail,
    ),
    'zip-damaged': t('The ZIP file is damaged or incomplete.'),
    'zip-encrypted': t('The ZIP file is password-protected. Unpack it first.'),
    'zip-unsupported': t('The ZIP file uses unsupported features. Unpack it first.'),
    'zip-bomb': t('The ZIP file was not unpacked because its contents would be unreasonably large.'),
    unreadable: t('The file could not be read (system error {0}).', detail),
    'too-many-files': t('The folder contains too many files. Choose a subfolder.'),
  };
  return texts[reason];
}

function readable(): string {
  return vscode.l10n.t(
    'SCOUT supports exports from SCOUT (JSON), ChatGPT, Claude, Open WebUI, LibreChat and VS Code, sessions from Continue, and tasks from Cline and Roo Code.',
  );
}

function noteText(code: NoteCode): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<NoteCode, string>> = {
    instructions: t('Instructions for the model'),
    hidden: t('Messages hidden by the other program'),
    'attachment-missing': t('Attachments missing from the file'),
    'attachment-kind': t('Attachments other than images and PDFs'),
    'attachment-size': t('Attachments that are too large, alone or together'),
    audio: t('Audio and video'),
    'page-picture': t('Pictures of the pages of attached documents'),
    opaque: t('Data only a provider can read, sent back to it when the chat is continued'),
    'opaque-hidden': t('Data for a provider that no one would see'),
    context: t('Context added automatically by the other program'),
    'unknown-part': t('Message parts of an unknown type'),
    'unreadable-message': t('Messages with an unexpected structure'),
    duplicate: t('Duplicate messages'),
    'lost-parent': t('Messages whose parent is missing; they start a new branch'),
    cycle: t('Messages that form a loop; they start a new branch'),
    'deep-data': t('Tool inputs that are too large or nested too deeply'),
    'long-text': t('Texts that were too long and were cut'),
    'many-parts': t('Parts beyond the limit for one message'),
    'many-messages': t('Messages beyond the limit for one chat'),
    'many-labels': t('Tags and records of background jobs beyond the limit for one chat'),
    progress: t('Lines about the progress of an answer'),
    unsavable: t('Messages that cannot be saved'),
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
