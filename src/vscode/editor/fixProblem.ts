import * as vscode from 'vscode';
import { runEditorPrompt, type EditorPromptsDependencies } from './editorPrompts.js';

/** Lines before and behind a problem that go along where no symbol is around it. */
const linesAround = 15;
/** A longer symbol says too much. */
const maximumSymbolLines = 200;

/**
 * Selects the function around the problems at this place, so that one sees what goes along, and asks how to fix them. Does nothing for a
 * place that is none: anybody can call the command.
 */
export async function fixProblem(uri: unknown, range: unknown, dependencies: EditorPromptsDependencies): Promise<void> {
  if (!(uri instanceof vscode.Uri) || !(range instanceof vscode.Range)) return;
  const editor = await vscode.window.showTextDocument(uri);
  const { start, end } = await rangeAround(editor.document, editor.document.validateRange(range));
  editor.selection = new vscode.Selection(start, end);
  await runEditorPrompt('fix', dependencies);
}

/** Whole lines: the innermost symbol that says enough and not too much, or else what is around. */
async function rangeAround(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.Range> {
  const symbols = await symbolsOf(document);
  const { start, end } =
    innermost(symbols, range) ??
    new vscode.Range(Math.max(0, range.start.line - linesAround), 0, range.end.line + linesAround, 0);
  return document.validateRange(new vscode.Range(start.line, 0, end.line, Number.MAX_SAFE_INTEGER));
}

/** Empty where the language has no symbols, or they cannot be told. */
async function symbolsOf(document: vscode.TextDocument): Promise<readonly vscode.DocumentSymbol[]> {
  try {
    const found = await vscode.commands.executeCommand<unknown>('vscode.executeDocumentSymbolProvider', document.uri);
    return Array.isArray(found) ? found.filter((symbol) => symbol instanceof vscode.DocumentSymbol) : [];
  } catch {
    return [];
  }
}

function innermost(symbols: readonly vscode.DocumentSymbol[], range: vscode.Range): vscode.Range | undefined {
  const around = symbols.find((symbol) => symbol.range.contains(range));
  if (around === undefined) return undefined;
  const inner = innermost(around.children, range);
  if (inner !== undefined && inner.end.line - inner.start.line >= 2) return inner;
  return around.range.end.line - around.range.start.line < maximumSymbolLines ? around.range : inner;
}
