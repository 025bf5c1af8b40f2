import * as vscode from 'vscode';
import { maximumAttachments } from '../../attachments/limits.js';
import { ScoutError } from '../../core/errors.js';
import type { AttachmentPart } from '../../core/message.js';
import { throwIfAborted } from './cancellation.js';
import type { FileCapture } from './files/fileCapture.js';
import type { FolderCapture } from './files/folderCapture.js';
import { fileState } from './files/readFile.js';
import { showLeftOut } from './files/showLeftOut.js';

export interface AddressCapture {
  readonly files: FileCapture;
  readonly folders: FolderCapture;
  readonly capturePage: (url: string, signal: AbortSignal) => Promise<readonly AttachmentPart[]>;
}

/** How many of what was dropped are looked at: more cannot be attached. */
const maximumAddresses = 2 * maximumAttachments;
const pageSchemes = new Set(['http', 'https']);
/** Addresses that do something, or hold what they say, instead of naming a file. */
const otherSchemes = new Set(['command', 'data', 'javascript', 'blob', 'mailto', 'about']);

/** Attaches files, folders and pages by their addresses. @throws ScoutError when nothing could be attached, `AbortError` */
export async function captureAddresses(
  addresses: readonly string[],
  { files, folders, capturePage }: AddressCapture,
  signal: AbortSignal,
): Promise<readonly AttachmentPart[]> {
  const [fileUris, folderUris, pages, leftOut]: [vscode.Uri[], vscode.Uri[], string[], string[]] = [[], [], [], []];
  for (const address of new Set(addresses.slice(0, maximumAddresses))) {
    const uri = parsed(address);
    if (uri === undefined || otherSchemes.has(uri.scheme))
      leftOut.push(vscode.l10n.t('Something has an address that cannot be read.'));
    else if (pageSchemes.has(uri.scheme)) pages.push(address);
    else if ((await fileState(uri.with({ fragment: '' }))).kind === 'folder') folderUris.push(uri);
    else fileUris.push(uri);
    throwIfAborted(signal);
  }
  const steps = [
    ...(fileUris.length === 0 ? [] : [() => files.capture(fileUris, signal)]),
    ...folderUris.map((uri) => () => folders.capture(uri, signal)),
    ...pages.map((url) => () => capturePage(url, signal)),
  ];
  const parts: AttachmentPart[] = [];
  for (const step of steps) {
    try {
      parts.push(...(await step()));
    } catch (error) {
      // What one of them fails with does not take the others away.
      if (!(error instanceof ScoutError)) throw error;
      leftOut.push(error.message);
    }
    throwIfAborted(signal);
  }
  if (parts.length === 0 && leftOut.length > 0) throw new ScoutError('unsupported-input', leftOut.join(' '));
  showLeftOut(leftOut);
  return parts.slice(0, maximumAttachments);
}

function parsed(address: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(address, true);
  } catch {
    return undefined;
  }
}
