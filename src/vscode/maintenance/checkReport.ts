import * as vscode from 'vscode';
import { formatBytes } from '../../core/text/formatBytes.js';
import { markdownTable } from '../../core/text/markdownTable.js';
import type { Checked, CheckedDatabase, CheckedFiles, Finding, FindingKind } from '../../storage/api/maintenance.js';

/** What a check of the history's files found, as Markdown. Nothing in it comes from a chat. */
export function checkReport(checked: Checked): string {
  const { t } = vscode.l10n;
  const { findings, folder, takenAt } = checked;
  const summary =
    findings.length === 0
      ? t('Everything is sound: every file was checked to the last bit.')
      : t('Findings: {0}.', findings.length);
  return `${[
    `# ${t('Check of the chat history')}`,
    `${t('Taken')}: ${new Date(takenAt).toISOString()}`,
    `${t('Folder')}: \`${folder}\``,
    `**${summary}**`,
    ...(findings.length === 0
      ? []
      : [`## ${t('Findings')}`, findingsTable(findings), `## ${t('What can be done')}`, list(advice(findings))]),
    `## ${t('What was checked')}`,
    filesTable(checked),
    `## ${t('What is in it')}`,
    rowsTable(checked.databases),
  ].join('\n\n')}\n`;
}

function findingsTable(findings: readonly Finding[]): string {
  const { t } = vscode.l10n;
  const rows = findings.map(({ kind, where, count }) => [
    findingText(kind),
    `\`${where.replaceAll('`', "'")}\``,
    count === undefined ? '' : String(count),
  ]);
  return markdownTable([[t('Finding'), t('Where'), t('Number')], ...rows]);
}

function filesTable({ databases, attachments }: Checked): string {
  const { t } = vscode.l10n;
  const row = (label: string, { files, bytes }: CheckedFiles, more = ''): readonly string[] => [
    label,
    String(files),
    formatBytes(bytes),
    more,
  ];
  return markdownTable([
    ['', t('Files'), t('Size'), ''],
    ...databases.flatMap(({ of, segments, snapshots, backups }) => [
      row(`${name(of)}: ${t('log')}`, segments, t('Changes: {0}', segments.changes)),
      row(`${name(of)}: ${t('snapshots')}`, snapshots),
      row(`${name(of)}: ${t('backups')}`, backups),
    ]),
    row(t('Attachments'), attachments, t('No longer used: {0}', attachments.unused)),
  ]);
}

function rowsTable(databases: readonly CheckedDatabase[]): string {
  const rows = databases.flatMap(({ of, rows: tables }) =>
    Object.entries(tables).map(([table, count]) => [`${name(of)}: ${table}`, String(count)]),
  );
  return markdownTable([['', vscode.l10n.t('Number')], ...rows]);
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function name(of: CheckedDatabase['of']): string {
  return of === 'chats' ? vscode.l10n.t('Chats') : vscode.l10n.t('Drafts and choices');
}

function findingText(kind: FindingKind): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<FindingKind, string>> = {
    'database-damaged': t('A table in memory is damaged'),
    'index-damaged': t('The search index does not fit the messages'),
    'segment-damaged': t('A file of the log is damaged; bytes that cannot be read'),
    'segment-unreadable': t('A file of the log cannot be read'),
    'snapshot-damaged': t('A snapshot is damaged'),
    'snapshot-unreadable': t('A snapshot cannot be read'),
    'changes-missing': t('Changes are missing between others'),
    'changes-not-shown': t('Changes on the disk are not understood, and do not show'),
    'changes-not-on-disk': t('Changes show, but are not on the disk'),
    'backup-damaged': t('A backup is damaged'),
    'backup-unreadable': t('A backup cannot be read'),
    'attachment-missing': t('An attachment is missing'),
    'attachment-damaged': t('An attachment is damaged'),
    'attachment-unreadable': t('An attachment cannot be read'),
    'newer-version': t('Written by another version of SCOUT, and not read'),
    quarantine: t('Damaged files were set aside earlier'),
  };
  return texts[kind];
}

/** Each piece of advice once, in the order in which to follow it. */
function advice(findings: readonly Finding[]): readonly string[] {
  const { t } = vscode.l10n;
  const has = (...kinds: readonly FindingKind[]): boolean => findings.some(({ kind }) => kinds.includes(kind));
  return [
    ...(has('segment-unreadable', 'snapshot-unreadable', 'backup-unreadable', 'attachment-unreadable')
      ? [
          t(
            'Files that cannot be read are open in another program, or their permissions do not allow it. Close the program or allow it, then check again.',
          ),
        ]
      : []),
    ...(has('changes-not-on-disk')
      ? [
          t(
            'Files were removed while SCOUT was running. Export your chats now (SCOUT: Export Chats…), before this window is closed.',
          ),
        ]
      : []),
    ...(has('database-damaged', 'index-damaged')
      ? [t('Reload the window: SCOUT then reads everything anew from the disk.')]
      : []),
    ...(has(
      'segment-damaged',
      'snapshot-damaged',
      'backup-damaged',
      'changes-missing',
      'changes-not-shown',
      'quarantine',
      'database-damaged',
    )
      ? [t('Run SCOUT: Recover History. It brings back what any file still holds, and changes nothing that is there.')]
      : []),
    ...(has('segment-damaged', 'snapshot-damaged', 'backup-damaged', 'attachment-damaged')
      ? [
          t(
            'Files that change by themselves are a sign of a failing disk. Check it, and copy SCOUT’s folder to another one.',
          ),
        ]
      : []),
    ...(has('attachment-missing', 'attachment-damaged')
      ? [
          t(
            'Attachments come back from a copy of the folder “blobs”, or when the same file is attached once more. The messages themselves are not affected.',
          ),
        ]
      : []),
    ...(has('newer-version') ? [t('Update SCOUT in this window.')] : []),
    ...(has('quarantine')
      ? [t('When nothing is missing any more, SCOUT: Erase Deleted Chats Now removes the files that were set aside.')]
      : []),
  ];
}
