import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { codeServerFolder } from './vsCodeServer.js';

/**
 * A folder with only VS Code's themes and its preview of pictures in place of its hundred built-in extensions: the editor starts in
 * half the time. Passed as `--builtin-extensions-dir`. Written anew into `folder`.
 *
 * @param others that a test needs, by the names of their folders
 */
export function linkFewExtensions(folder: string, others: readonly string[] = []): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['theme-defaults', 'theme-seti', 'media-preview', ...others]) {
    symlinkSync(path.join(codeServerFolder, 'lib/vscode/extensions', name), path.join(folder, name), 'junction');
  }
  return folder;
}
