import * as vscode from 'vscode';

/** A glob within the braces that join several: without braces, commas and brackets of its own. */
const joinable = /^[^{},[\]]+$/u;

/**
 * What the user's settings keep out of searches, as globs. `findFiles` minds `files.exclude` by itself, and not `search.exclude`. Those with
 * a condition, and those that cannot be joined, are left aside: they would only have kept out a few names more.
 */
export function excludedGlobs(folder: vscode.Uri): readonly string[] {
  const excluded = vscode.workspace.getConfiguration('search', folder).get<unknown>('exclude');
  if (typeof excluded !== 'object' || excluded === null) return [];
  return Object.entries(excluded).flatMap(([glob, isExcluded]) =>
    isExcluded === true && joinable.test(glob) ? [glob] : [],
  );
}

/** Whether what git leaves out is left out of searches (`search.useIgnoreFiles`). */
export function followsIgnoreFiles(folder: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('search', folder).get<unknown>('useIgnoreFiles') !== false;
}
