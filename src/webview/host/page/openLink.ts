import * as vscode from 'vscode';
import type { Logger } from '../../../core/logger.js';

const schemes = new Set(['http', 'https', 'mailto']);

/** Opens a link of a message in the browser or the mail program; any other scheme is refused. */
export async function openLink(url: string, logger: Logger): Promise<void> {
  const uri = parse(url);
  if (uri === undefined || !schemes.has(uri.scheme.toLowerCase())) {
    logger.warn('Blocked a link with a scheme that is not allowed');
    return;
  }
  await vscode.env.openExternal(uri);
}

function parse(url: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(url, true);
  } catch {
    return undefined;
  }
}
