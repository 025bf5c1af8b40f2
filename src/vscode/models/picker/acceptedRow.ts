import * as vscode from 'vscode';
import type { ModelRow } from './otherModelRows.js';

/**
 * What Enter means. Rows that arrive while the user types may make one active that the text has just hidden, and VS Code accepts it all the
 * same: then the first that the text finds is meant.
 * @param text as it was when Enter was pressed
 */
export function acceptedRow(
  rows: readonly ModelRow[],
  active: ModelRow | undefined,
  text: string,
): ModelRow | undefined {
  if (active !== undefined && canShow(active, text)) return active;
  if (text.trim() === '') return undefined;
  const shown = rows.filter((row) => row.kind !== vscode.QuickPickItemKind.Separator && canShow(row, text));
  const wanted = text.trim().toLowerCase();
  return shown.find((row) => texts(row).some((one) => one.includes(wanted))) ?? shown[0];
}

/** Whether VS Code may show a row for this text: its search, in which `*` stands for anything, finds nothing that does not have the characters in this order. */
export function canShow(row: ModelRow, text: string): boolean {
  const wanted = [...text.trim().toLowerCase()].filter((character) => !/[\s*]/u.test(character));
  return row.alwaysShow === true || texts(row).some((one) => hasInOrder(one, wanted));
}

function texts({ label, description = '', detail = '' }: ModelRow): readonly string[] {
  return [label, description, detail].map((one) => one.toLowerCase());
}

function hasInOrder(text: string, wanted: readonly string[]): boolean {
  let from = 0;
  for (const character of wanted) {
    const at = text.indexOf(character, from);
    if (at < 0) return false;
    from = at + character.length;
  }
  return true;
}
