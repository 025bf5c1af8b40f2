import * as vscode from 'vscode';

/** Whether there is a file, a folder or anything else at this place. Never rejects. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
