import * as vscode from 'vscode';
import type { VirtualTexts } from './virtualTexts.js';

/** Shows the clipboard and the code side by side. @param fileName tells the editor the language */
export async function compareWithClipboard(code: string, fileName: string, texts: VirtualTexts): Promise<void> {
  const { t } = vscode.l10n;
  const clipboard = (await vscode.env.clipboard.readText()).replaceAll('\r\n', '\n');
  if (clipboard === '') {
    void vscode.window.showInformationMessage(t('There is no text on the clipboard.'));
    return;
  }
  const left = texts.addPassing(`/${t('Clipboard')}/${fileName}`, clipboard);
  const right = texts.addPassing(`/${t('Code')}/${fileName}`, code);
  await vscode.commands.executeCommand('vscode.diff', left, right, t('Clipboard ↔ Code of the Answer'), {
    preview: true,
  });
}
