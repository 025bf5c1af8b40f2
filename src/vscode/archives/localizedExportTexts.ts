import * as vscode from 'vscode';
import type { ExportTexts } from '../../archives/export/exportTexts.js';

/** The words in exported documents, in the language of the editor. */
export function localizedExportTexts(): ExportTexts {
  const { t } = vscode.l10n;
  return {
    you: t('You'),
    assistant: t('Assistant'),
    tool: t('Tool'),
    untitled: t('Untitled'),
    reasoning: t('Reasoning'),
    toolCall: t('Tool: {0}', '{0}'),
    toolResult: t('Tool result'),
    toolFailed: t('Tool failed'),
    attachment: t('Attachment: {0}', '{0}'),
    sources: t('Sources'),
    interrupted: t('This answer was interrupted.'),
    failed: t('This answer failed.'),
    otherBranches: t('Messages in other branches, not shown here: {0}', '{0}'),
    contents: t('Contents'),
    chats: t('Chats'),
    exportedOn: t('Exported from SCOUT on {0}', '{0}'),
    webImage: t('Web image: {0}', '{0}'),
    noMessages: t('This chat has no messages.'),
  };
}
