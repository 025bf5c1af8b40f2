import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { maximumAttachmentText } from '../../attachments/limits.js';
import type { AttachmentPart } from '../../core/message.js';
import { fenced } from '../../core/text/codeFence.js';
import type { RefusedBlock } from './changePlan.js';

export interface MergeRequest {
  readonly question: string;
  readonly file: AttachmentPart | undefined;
}

/** Puts questions into the composer of a chat, with their files attached. Sends nothing, and says what sending costs. */
export type AskToMerge = (conversationId: string, requests: readonly MergeRequest[]) => Promise<void>;

/** What has a model put code into a file that it does not fit. */
export async function mergeRequest({ block, uri }: RefusedBlock): Promise<MergeRequest> {
  const { t } = vscode.l10n;
  const code = fenced(block.code, block.info);
  const file = uri === undefined ? undefined : await attachmentOf(uri);
  if (file === undefined)
    return { question: `${t('Write this change so that it can be applied: as a whole file.')}\n\n${code}`, file };
  const text = t('Merge this change into {0}, as the file is now. Answer with the whole file.', `\`${file.label}\``);
  return { question: `${text}\n\n${code}`, file };
}

async function attachmentOf(uri: vscode.Uri): Promise<AttachmentPart | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText().replaceAll('\r\n', '\n');
    if (text.length > maximumAttachmentText) return undefined;
    return {
      type: 'attachment',
      id: randomUUID(),
      kind: 'file',
      label: vscode.workspace.asRelativePath(uri).replace(/[\p{Cc}\u2028\u2029]+/gu, ' '),
      mediaType: 'text/plain',
      text,
      uri: uri.toString(),
      languageId: document.languageId,
      bytes: Buffer.byteLength(text),
      capturedAt: Date.now(),
    };
  } catch {
    return undefined;
  }
}
