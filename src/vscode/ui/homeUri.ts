import path from 'node:path';
import * as vscode from 'vscode';
import { homeDirectory } from '../../core/hostFacts.js';

/** Where a dialog for files begins: in the user's home folder, at the root where there is none; with a proposed name for the file. */
export function homeUri(fileName = ''): vscode.Uri {
  return vscode.Uri.file(path.join(homeDirectory() ?? path.sep, fileName));
}
