import * as vscode from 'vscode';
import { singleLine } from '../../core/text/singleLine.js';
import type { PlannedFile } from './changePlan.js';

/** Of files that VS Code, Git or a tool reads and then runs something: a change of one is more than a change of text. */
const runFiles = /\/\.(?:vscode|git|husky|devcontainer)\/|\.code-workspace$|\/\.envrc$/iu;

/** Asks before anything happens to files themselves, and before a file is changed that is outside of the workspace, may be so, or has something run. One question for all. */
export async function confirmPlan(files: readonly PlannedFile[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const lines = (await Promise.all(files.map(questionsOf))).flat();
  if (lines.length === 0) return true;
  const apply = t('Apply');
  const answer = await vscode.window.showWarningMessage(
    t('Apply these changes?'),
    { modal: true, detail: lines.join('\n') },
    apply,
  );
  return answer === apply;
}

async function questionsOf({ uri, newUri, before, after }: PlannedFile): Promise<readonly string[]> {
  const { t } = vscode.l10n;
  const name = nameOf(uri);
  const lines: string[] = [];
  if (before === undefined) lines.push(t('Create {0}', name));
  else if (after === undefined) lines.push(t('Delete {0}', name));
  else if (newUri !== undefined) lines.push(t('Rename {0} to {1}', name, nameOf(newUri)));
  for (const place of newUri === undefined ? [uri] : [uri, newUri]) lines.push(...(await warningsOf(place)));
  return lines;
}

async function warningsOf(uri: vscode.Uri): Promise<readonly string[]> {
  const { t } = vscode.l10n;
  if (uri.scheme === 'untitled') return [];
  const name = nameOf(uri);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const lines: string[] = [];
  if (folder === undefined) lines.push(t('Change {0}, which is outside of the workspace', name));
  else if (await isBehindLink(uri, folder.uri))
    lines.push(t('Change {0}, which is a symbolic link or behind one and may be outside of the workspace', name));
  if (runFiles.test(uri.path)) lines.push(t('Change {0}, which can have programs run on this machine', name));
  return lines;
}

/** Whether this place, or one of the folders between it and the workspace's, is a link. Those that are not there yet are none. */
async function isBehindLink(uri: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
  for (let place = uri; place.path.length > folder.path.length; place = vscode.Uri.joinPath(place, '..')) {
    try {
      if (((await vscode.workspace.fs.stat(place)).type & vscode.FileType.SymbolicLink) !== 0) return true;
    } catch {
      // It is made with the file.
    }
  }
  return false;
}

/** On one line: a file's name may hold line breaks, which would look like further questions. */
function nameOf(uri: vscode.Uri): string {
  return singleLine(vscode.workspace.asRelativePath(uri));
}
