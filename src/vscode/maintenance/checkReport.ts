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
      ? t('No problems found. Every file was checked in full.')
      : t('Problems found: {0}.', findings.length);
  return `${[
    `# ${t('Chat history check')}`,
    `${t('Created')}: ${new Date(takenAt).toISOString()}`,
    `${t('Folder')}: \`${folder}\``,
    `**${summary}**`,
    ...(findings.length === 0
      ? []
      : [`## ${t('Problems')}`, findingsTable(findings), `## ${t('What to do')}`, list(advice(findings))]),
    `## ${t('Checked files')}`,
    filesTable(checked),
    `## ${t('Contents')}`,
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
  return markdownTable([[t('Problem'), t('Location'), t('Count')], ...rows]);
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
  return markdownTable([['', vscode.l10n.t('Count')], ...rows]);
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function name(of: CheckedDatabase['of']): string {
  return of === 'chats' ? vscode.l10n.t('Chats') : vscode.l10n.t('Drafts and preferences');
}

function findingText(kind: FindingKind): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<FindingKind, string>> = {
    'database-damaged': t('Damaged table in memory'),
    'index-damaged': t('Search index does not match the messages'),
    'segment-damaged': t('Damaged history log file (unreadable bytes)'),
    'segment-unreadable': t('Unreadable history log file'),
    'snapshot-damaged': t('Damaged snapshot'),
    'snapshot-unreadable': t('Unreadable snapshot'),
    'changes-missing': t('Missing changes'),
    'changes-not-shown': t('Unknown changes on disk, not shown'),
    'changes-not-on-disk': t('Changes are visible but not saved'),
    'backup-damaged': t('Damaged backup'),
    'backup-unreadable': t('Unreadable backup'),
    'attachment-missing': t('Missing attachment'),
    'attachment-damaged': t('Damaged attachment'),
    'attachment-unreadable': t('Unreadable attachment'),
    'newer-version': t('Written by another version of SCOUT, not read'),
    quarantine: t('Damaged files in quarantine'),
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
            'Some files could not be read: another program has them open, or their permissions deny access. Close the program or grant access, then check again.',
          ),
        ]
      : []),
    ...(has('changes-not-on-disk')
      ? [
          t(
            'Files were removed while SCOUT was running. Export your chats now ("SCOUT: Export Chats…"), before you close this window.',
          ),
        ]
      : []),
    ...(has('database-damaged', 'index-damaged')
      ? [t('Reload the window so that SCOUT reads everything from disk again.')]
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
      ? [t('Run "SCOUT: Recover History". It restores whatever the files still contain and changes nothing else.')]
      : []),
    ...(has('segment-damaged', 'snapshot-damaged', 'backup-damaged', 'attachment-damaged')
      ? [t('Damaged files can be a sign of a failing disk. Check the disk, and copy SCOUT’s folder to another one.')]
      : []),
    ...(has('attachment-missing', 'attachment-damaged')
      ? [
          t(
            'To get attachments back, restore a copy of the "blobs" folder or attach the same files again. The messages themselves are not affected.',
          ),
        ]
      : []),
    ...(has('newer-version') ? [t('Update SCOUT and reload this window.')] : []),
    ...(has('quarantine')
      ? [t('When nothing is missing anymore, "SCOUT: Erase Deleted Chats Now" also removes the files in quarantine.')]
      : []),
  ];
}
