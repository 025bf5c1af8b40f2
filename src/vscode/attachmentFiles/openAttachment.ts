import * as vscode from 'vscode';
import type { AttachmentPart } from '../../core/message.js';
import { attachmentFileName, attachmentUri, type AttachmentReference } from './attachmentUri.js';

/** Opens a copy, read-only: images in the editor's preview, everything else as text, in its language if that is known. */
export async function openAttachment(part: AttachmentPart, reference: AttachmentReference): Promise<void> {
  const uri = attachmentUri(reference, attachmentFileName(part));
  if (part.text === undefined) {
    await vscode.commands.executeCommand('vscode.open', uri);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const { languageId } = part;
  // One that no extension here knows is refused, and the text is shown without.
  const known = languageId !== undefined && (await vscode.languages.getLanguages()).includes(languageId);
  const shown = known ? await vscode.languages.setTextDocumentLanguage(document, languageId) : document;
  await vscode.window.showTextDocument(shown, { preview: true });
}
