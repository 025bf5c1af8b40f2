import * as vscode from 'vscode';
import { runArchiveJob } from '../../archives/runArchiveJob.js';
import type { ImportRequest } from '../../archives/import/importArchives.js';
import type { ImportReport } from '../../archives/import/importReport.js';
import type { ArchiveInput } from '../../archives/input/sourceDocument.js';
import { isCancellation, ScoutError, toScoutError } from '../../core/errors.js';
import type { ArchiveDependencies } from './archiveDependencies.js';
import { importReportText, importSummary } from './importReportText.js';
import { recordChanges } from './recordChanges.js';
import { homeUri } from '../ui/homeUri.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { withCancellableProgress } from '../ui/withCancellableProgress.js';

/** A file that lies where only the editor can read is read whole. */
const MAX_REMOTE_BYTES = 64 * 1024 * 1024;

/** Imports chats from files or a folder of the user's choice. */
export async function importChats(dependencies: ArchiveDependencies): Promise<void> {
  const chosen = await choose();
  if (chosen === undefined || chosen.length === 0) return;
  await importInputs(dependencies, { inputs: await Promise.all(chosen.map(inputOf)), restoresDeleted: false });
}

async function importInputs(dependencies: ArchiveDependencies, request: ImportRequest): Promise<void> {
  const changed = new Set<string>();
  const report = await run(dependencies, request, changed);
  if (report === undefined) {
    const { t } = vscode.l10n;
    const counts = t('{0} new or changed', changed.size);
    void vscode.window.showInformationMessage(
      t('The import was canceled. Everything imported so far is kept. Chats: {0}.', counts),
    );
    return;
  }
  const { outcome, added, extended, unchanged, deleted, problemCount } = report;
  dependencies.logger.info(
    `Import ${outcome}: ${added} new, ${extended} extended, ${unchanged} unchanged, ${deleted} deleted before, ${problemCount} problems.`,
  );
  void showReport(dependencies, request, report);
}

/**
 * Resolves with `undefined` when it was cancelled and left no report.
 * @param changed receives the conversations that are written
 */
async function run(
  { history, workerFile, tasks }: ArchiveDependencies,
  request: ImportRequest,
  changed: Set<string>,
): Promise<ImportReport | undefined> {
  const { t } = vscode.l10n;
  const options = { workerFile, history: recordChanges(history, changed) };
  try {
    return await withCancellableProgress(t('Importing chats…'), 'chat import', tasks, (signal, reportProgress) =>
      runArchiveJob('import', request, options, signal, ({ fraction, conversations }) =>
        reportProgress(fraction, t('Chats so far: {0}', conversations)),
      ),
    );
  } catch (error) {
    if (isCancellation(error)) return undefined;
    const { code, message } = toScoutError(error);
    throw new ScoutError(code, t('The import stopped early. Everything imported so far is kept. {0}', message), {
      cause: error,
    });
  } finally {
    // Also when there is no report: what was imported by then is in the history.
    if (changed.size > 0) history.notifyChanged(changed);
  }
}

async function showReport(
  dependencies: ArchiveDependencies,
  request: ImportRequest,
  report: ImportReport,
): Promise<void> {
  const { t } = vscode.l10n;
  const details = t('Show Details');
  const restore = t('Import Deleted Chats Too');
  const buttons = [...(report.deleted > 0 && report.outcome === 'complete' ? [restore] : []), details];
  const text = importSummary(report);
  const nothing = report.added + report.extended + report.unchanged + report.deleted === 0;
  const answer = await (report.outcome === 'stopped' || (nothing && report.problemCount > 0)
    ? vscode.window.showErrorMessage(text, ...buttons)
    : report.problemCount > 0
      ? vscode.window.showWarningMessage(text, ...buttons)
      : vscode.window.showInformationMessage(text, ...buttons));
  if (answer === details) await dependencies.report.show(importReportText(report));
  if (answer !== restore) return;
  try {
    await importInputs(dependencies, { ...request, restoresDeleted: true });
  } catch (error) {
    // The command that would show it has long ended.
    void vscode.window.showErrorMessage(withoutLinks(toScoutError(error).message));
  }
}

/** Where there are dialogs of the system, they choose either files or folders. */
async function choose(): Promise<readonly vscode.Uri[] | undefined> {
  const { t } = vscode.l10n;
  const files: vscode.QuickPickItem = {
    label: t('Files…'),
    detail: t(
      'Exports from SCOUT, ChatGPT, Claude, Open WebUI, LibreChat or VS Code, as ZIP or JSON; sessions from Continue',
    ),
  };
  const folder: vscode.QuickPickItem = {
    label: t('Folder…'),
    detail: t('Tasks from Cline or Roo Code, sessions from Continue, an unpacked export'),
  };
  const answer = await vscode.window.showQuickPick([files, folder], { title: t('Import Chats'), matchOnDetail: true });
  if (answer === undefined) return undefined;
  const common = { title: t('Import Chats'), openLabel: t('Import'), defaultUri: homeUri() };
  return answer === files
    ? vscode.window.showOpenDialog({
        ...common,
        canSelectMany: true,
        filters: { [t('Chat archives')]: ['zip', 'json', 'jsonl'], [t('All files')]: ['*'] },
      })
    : vscode.window.showOpenDialog({ ...common, canSelectFiles: false, canSelectFolders: true });
}

async function inputOf(uri: vscode.Uri): Promise<ArchiveInput> {
  if (uri.scheme === 'file') return { kind: 'path', path: uri.fsPath };
  const name = uri.path.split('/').at(-1) ?? '';
  try {
    return { kind: 'bytes', name, bytes: await remoteBytes(uri) };
  } catch (error) {
    if (error instanceof ScoutError) throw error;
    const { message } = toScoutError(error);
    throw new ScoutError('storage', vscode.l10n.t('Nothing was imported: {0} could not be read. {1}', name, message), {
      cause: error,
    });
  }
}

async function remoteBytes(uri: vscode.Uri): Promise<Uint8Array> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.Directory) !== 0) {
    throw new ScoutError('storage', vscode.l10n.t('Folders can only be imported from the machine SCOUT runs on.'));
  }
  if (size > MAX_REMOTE_BYTES) {
    const limit = MAX_REMOTE_BYTES / 1024 / 1024;
    throw new ScoutError(
      'storage',
      vscode.l10n.t(
        'Files from another machine can only be imported up to {0} MB. Copy the file to the machine SCOUT runs on first.',
        limit,
      ),
    );
  }
  return vscode.workspace.fs.readFile(uri);
}
