import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ArchiveHistory } from '../../archives/import/historyImporter.js';
import { runArchiveJob } from '../../archives/runArchiveJob.js';
import type { ExportFormat } from '../../archives/export/conversationWriters.js';
import { ExportFailure, type ExportFailureReason } from '../../archives/export/exportFailure.js';
import { fileNameOf } from '../../archives/export/fileNames.js';
import type { ExportRequest } from '../../archives/export/exportConversations.js';
import { isCancellation, ScoutError } from '../../core/errors.js';
import { withoutIcons } from '../../presentation/withoutIcons.js';
import type { Conversation } from '../../storage/api/chatHistory.js';
import type { ArchiveDependencies } from './archiveDependencies.js';
import { localizedExportTexts } from './localizedExportTexts.js';
import { homeUri } from '../ui/homeUri.js';
import { showSavedFile } from '../ui/showSavedFile.js';
import { withCancellableProgress } from '../ui/withCancellableProgress.js';
import { withUnsaved } from './withUnsaved.js';

type Choice =
  | { readonly ids: 'all'; readonly title: undefined }
  | { readonly ids: readonly string[]; readonly title: string | undefined };

/** More rows than this are not offered one by one. */
const MAX_OFFERED = 5_000;

/** Exports the conversations with these ids; asks which when they are not given. */
export async function exportChats(dependencies: ArchiveDependencies, ids?: unknown): Promise<void> {
  const history = withUnsaved(dependencies.history, dependencies.unsavedChats);
  const choice = await choose(history, idsOf(ids));
  const format = choice === undefined ? undefined : await chooseFormat(choice);
  const target = choice === undefined || format === undefined ? undefined : await chooseTarget(choice, format);
  if (choice === undefined || format === undefined || target === undefined) return;
  if (target.scheme !== 'file') {
    throw new ScoutError('storage', vscode.l10n.t('Chats can only be exported to the machine SCOUT runs on.'));
  }
  const count = await write(dependencies, history, {
    format,
    target: target.fsPath,
    conversations: choice.ids,
    texts: localizedExportTexts(),
    locale: { language: vscode.env.language },
    exportedAt: Date.now(),
  });
  if (count === undefined) return;
  if (count === 0) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('Nothing was exported, and no file was written: the chats were deleted in the meantime.'),
    );
    return;
  }
  dependencies.logger.info(`Exported ${count} chats as ${format}.`);
  void showSavedFile(
    count === 1
      ? vscode.l10n.t('The chat was exported to {0}', target.fsPath)
      : vscode.l10n.t('{0} chats were exported to {1}', count, target.fsPath),
    target,
  );
}

/** Resolves with `undefined` when it was cancelled. */
async function write(
  { workerFile, tasks }: ArchiveDependencies,
  history: ArchiveHistory,
  request: ExportRequest,
): Promise<number | undefined> {
  const title = vscode.l10n.t('Exporting chats…');
  try {
    return await withCancellableProgress(title, 'chat export', tasks, (signal, report) =>
      runArchiveJob('export', request, { workerFile, history }, signal, ({ done, total }) =>
        report(done / total, vscode.l10n.t('{0} of {1}', done, total)),
      ),
    );
  } catch (error) {
    if (isCancellation(error)) return undefined;
    throw error instanceof ExportFailure
      ? new ScoutError('storage', failureText(error.reason, error.detail), { cause: error })
      : error;
  }
}

function failureText(reason: ExportFailureReason, detail: string): string {
  const { t } = vscode.l10n;
  switch (reason) {
    case 'disk-full':
      return t('The chats could not be exported: the disk is full. No incomplete files were left behind.');
    case 'permission':
      return t('The chats could not be exported: SCOUT has no write permission there.');
    case 'missing-folder':
      return t('The chats could not be exported: the folder does not exist.');
    case 'system':
      return t('The chats could not be exported (system error {0}).', detail);
  }
}

/** What another part of SCOUT, or a menu, passed along; anything else counts as nothing. */
function idsOf(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const ids = list.filter((id) => typeof id === 'string' && id !== '') as string[];
  return ids.length > 0 && ids.length === list.length ? ids : undefined;
}

async function choose(history: ArchiveHistory, ids: readonly string[] | undefined): Promise<Choice | undefined> {
  const [only] = ids ?? [];
  if (ids !== undefined)
    return { ids, title: ids.length === 1 ? (await history.conversation(only!))?.title : undefined };
  const listed = [
    ...(await history.conversations({}, MAX_OFFERED)),
    ...(await history.conversations({ archived: true }, MAX_OFFERED)),
  ];
  if (listed.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There are no chats to export.'));
    return undefined;
  }
  const all: vscode.QuickPickItem = {
    label: vscode.l10n.t('All chats'),
    detail: vscode.l10n.t('Including archived chats'),
  };
  const some: vscode.QuickPickItem = { label: vscode.l10n.t('Choose chats…') };
  const answer = await vscode.window.showQuickPick([all, some], { title: vscode.l10n.t('Export Chats') });
  if (answer === undefined) return undefined;
  return answer === all ? { ids: 'all', title: undefined } : chooseSome(listed);
}

async function chooseSome(listed: readonly Conversation[]): Promise<Choice | undefined> {
  const date = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium' });
  const items = listed.map(({ id, title, updatedAt, archived }) => ({
    id,
    title,
    label: withoutIcons(title || vscode.l10n.t('Untitled')),
    description: [date.format(updatedAt), archived ? vscode.l10n.t('archived') : '']
      .filter((part) => part !== '')
      .join(' · '),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Chats to export'),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined || picked.length === 0) return undefined;
  return { ids: picked.map(({ id }) => id), title: picked.length === 1 ? picked[0]!.title : undefined };
}

async function chooseFormat({ ids }: Choice): Promise<ExportFormat | undefined> {
  const { t } = vscode.l10n;
  const isOne = ids !== 'all' && ids.length === 1;
  const items: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
    isOne
      ? { format: 'markdown', label: 'Markdown', detail: t('For reading or for use in other programs') }
      : {
          format: 'markdown-folder',
          label: 'Markdown',
          detail: t('A folder with one file per chat, for reading or for use in other programs'),
        },
    { format: 'html', label: 'HTML', detail: t('A single file for reading, printing and sharing, including images') },
    {
      format: 'json',
      label: 'JSON',
      detail: t('All data, including branches and attachments; can be imported again'),
    },
  ];
  return (
    await vscode.window.showQuickPick(items, { title: t('Export format'), matchOnDetail: true, ignoreFocusOut: true })
  )?.format;
}

async function chooseTarget({ title }: Choice, format: ExportFormat): Promise<vscode.Uri | undefined> {
  const { t } = vscode.l10n;
  const day = today();
  const name = title === undefined ? t('SCOUT chats {0}', day) : fileNameOf(title, t('SCOUT chat {0}', day));
  if (format === 'markdown-folder') return chooseFolder(fileNameOf(name, 'SCOUT'));
  const ending = format === 'markdown' ? 'md' : format;
  return vscode.window.showSaveDialog({
    title: t('Export Chats'),
    saveLabel: t('Export'),
    defaultUri: homeUri(`${name}.${ending}`),
    filters: { [format === 'markdown' ? 'Markdown' : format.toUpperCase()]: [ending] },
  });
}

/** The date where the user is, as 2026-03-01. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** A new folder in the one that is chosen: nothing that is there is touched. */
async function chooseFolder(name: string): Promise<vscode.Uri | undefined> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Choose a folder for the exported chats'),
      openLabel: vscode.l10n.t('Export Here'),
      defaultUri: homeUri(),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (parent === undefined || parent.scheme !== 'file') return parent;
  let folder = path.join(parent.fsPath, name);
  for (let number = 2; existsSync(folder); number += 1) folder = path.join(parent.fsPath, `${name} (${number})`);
  return vscode.Uri.file(folder);
}
