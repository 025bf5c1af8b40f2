import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { writeHeapSnapshot } from 'node:v8';
import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { homeUri } from '../ui/homeUri.js';
import { showSavedFile } from '../ui/showSavedFile.js';

/** Writes all that the extension host's heap holds into a file of the user's choice, once the user knows what that means. */
export async function saveHeapSnapshot(logger: Logger): Promise<void> {
  const file = (await isWanted()) ? await chooseFile() : undefined;
  if (file === undefined) return;
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Saving the heap snapshot; extensions are paused…'),
    },
    async () => {
      // Lets the notification reach the window: from here on this process does nothing else.
      await delay(200);
      await write(file.fsPath);
    },
  );
  logger.info('Heap snapshot saved');
  await showSavedFile(vscode.l10n.t('Heap snapshot saved to {0}', file.fsPath), file);
}

async function isWanted(): Promise<boolean> {
  const save = vscode.l10n.t('Save Heap Snapshot');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Save a heap snapshot?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'All extensions share the extension host. A heap snapshot contains everything in its memory: your chats and API keys, and the secrets of your other extensions. Share the file only with people you would trust with those.\n\nAll extensions pause while it is written, for a few seconds or longer.',
      ),
    },
    save,
  );
  return answer === save;
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const time = new Date().toISOString().replaceAll(/[:.]/gu, '-');
  // Not among the logs, which people hand on.
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Heap Snapshot'),
    defaultUri: homeUri(`extension-host-${time}.heapsnapshot`),
    filters: { [vscode.l10n.t('Heap snapshots')]: ['heapsnapshot'] },
  });
  if (file !== undefined && file.scheme !== 'file') {
    throw new ScoutError('storage', vscode.l10n.t('Heap snapshots can only be saved on the machine SCOUT runs on.'));
  }
  return file;
}

async function write(file: string): Promise<void> {
  try {
    // Node opens a new file for its owner alone; one that is replaced would keep its permissions.
    await rm(file, { force: true });
    writeHeapSnapshot(file);
  } catch (error) {
    throw new ScoutError('storage', vscode.l10n.t('The heap snapshot could not be saved to {0}.', file), {
      cause: error,
    });
  }
}
