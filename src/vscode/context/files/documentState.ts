import * as vscode from 'vscode';
import { singleLine } from '../../../core/text/singleLine.js';

/** How much is shown of what Git calls a state. */
const maximumRef = 60;
const commit = /^[\da-f]{40}(?:[\da-f]{24})?$/u;

/**
 * The name of a file, told from those of other documents of the same file: the left side of a diff has the state in Git behind it, a cell of
 * a notebook its number. Any other document has the name alone.
 * @param file that the document is of, see `fileBehind`
 */
export function nameWithState(name: string, uri: vscode.Uri, file: vscode.Uri): string {
  if (uri.scheme === 'file') return name;
  const cell = cellNumber(uri);
  if (cell !== undefined) return vscode.l10n.t('{0} · cell {1}', name, cell);
  const state = uri.scheme === 'git' ? gitState(uri) : file.scheme === uri.scheme ? '' : uri.scheme;
  // A slash would begin the name of a file.
  return state === '' ? name : `${name} (${singleLine(state, maximumRef).replaceAll('/', '\u2215')})`;
}

/** Counted from 1. */
function cellNumber(uri: vscode.Uri): number | undefined {
  const address = uri.toString();
  for (const notebook of vscode.workspace.notebookDocuments) {
    const index = notebook.getCells().findIndex(({ document }) => document.uri.toString() === address);
    if (index >= 0) return index + 1;
  }
  return undefined;
}

/** As VS Code's own extension for Git names it in an address: what is staged is an empty name, or a tilde. */
function gitState(uri: vscode.Uri): string {
  const ref = refOf(uri);
  if (ref === undefined) return 'git';
  if (ref === '' || ref.startsWith('~')) return vscode.l10n.t('staged');
  return commit.test(ref) ? ref.slice(0, 7) : ref;
}

function refOf({ query }: vscode.Uri): string | undefined {
  try {
    const written = JSON.parse(query) as { readonly ref?: unknown } | null;
    return typeof written?.ref === 'string' ? written.ref : undefined;
  } catch {
    return undefined;
  }
}
