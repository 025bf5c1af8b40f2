import * as vscode from 'vscode';
import { codeActionsSetting } from '../configuration/settings.js';

/** Offers to ask about what an editor underlines. Nothing is loaded or sent before one of them is chosen. */
export class FixCodeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    if (diagnostics.length === 0 || !codeActionsSetting()) return [];
    const action = new vscode.CodeAction(vscode.l10n.t('Fix with SCOUT'), vscode.CodeActionKind.QuickFix);
    action.diagnostics = [...diagnostics];
    const range = diagnostics.reduce((whole, diagnostic) => whole.union(diagnostic.range), diagnostics[0]!.range);
    action.command = { command: 'scout.fixProblem', title: action.title, arguments: [document.uri, range] };
    return [action];
  }
}
