import * as vscode from 'vscode';
import { GitIgnoreRules } from '../../../attachments/files/gitIgnoreRules.js';
import { relativePath } from './filePlace.js';
import { exists } from './exists.js';

/** How far up the top of a repository is looked for. */
const maximumDepth = 20;
/** A `.gitignore` that is larger is left aside. */
const maximumBytes = 1024 * 1024;

/**
 * Tells which files git leaves out, by the `.gitignore` files from the top of the repository down to the file. Remembers what it has read:
 * made anew for each act, it knows what holds now.
 */
export class IgnoredFiles {
  readonly #tops = new Map<string, Promise<vscode.Uri | undefined>>();
  readonly #rules = new Map<string, GitIgnoreRules>();
  readonly #read = new Map<string, Promise<void>>();

  /** Whether git leaves it out. False where there is no repository. */
  async ignores(uri: vscode.Uri): Promise<boolean> {
    if (uri.scheme === 'untitled') return false;
    const folder = parentOf(uri);
    const top = await this.#topOf(folder);
    if (top === undefined) return false;
    const rules = this.#rulesOf(top);
    await this.#readDownTo(top, folder, rules);
    return rules.ignoresFile(relativePath(top, uri));
  }

  /** The same for a folder. */
  async ignoresFolder(uri: vscode.Uri): Promise<boolean> {
    const top = await this.#topOf(uri);
    if (top === undefined || relativePath(top, uri) === '') return false;
    const rules = this.#rulesOf(top);
    await this.#readDownTo(top, parentOf(uri), rules);
    return rules.ignoresFolder(relativePath(top, uri));
  }

  #rulesOf(top: vscode.Uri): GitIgnoreRules {
    let rules = this.#rules.get(top.toString());
    if (rules === undefined) this.#rules.set(top.toString(), (rules = new GitIgnoreRules()));
    return rules;
  }

  /** The folder of the repository, or else the folder of the workspace, whose `.gitignore` other tools follow as well. */
  #topOf(folder: vscode.Uri, depth = 0): Promise<vscode.Uri | undefined> {
    const key = folder.toString();
    let top = this.#tops.get(key);
    if (top === undefined) this.#tops.set(key, (top = this.#findTop(folder, depth)));
    return top;
  }

  async #findTop(folder: vscode.Uri, depth: number): Promise<vscode.Uri | undefined> {
    if (await exists(vscode.Uri.joinPath(folder, '.git'))) return folder;
    const parent = parentOf(folder);
    const above =
      parent.path === folder.path || depth >= maximumDepth ? undefined : await this.#topOf(parent, depth + 1);
    if (above !== undefined) return above;
    const root = vscode.workspace.getWorkspaceFolder(folder)?.uri;
    return root !== undefined && root.path === folder.path ? root : undefined;
  }

  async #readDownTo(top: vscode.Uri, folder: vscode.Uri, rules: GitIgnoreRules): Promise<void> {
    const path = relativePath(top, folder);
    const names = path === '' ? [] : path.split('/');
    await Promise.all([...names, ''].map((_, depth) => this.#readRules(top, names.slice(0, depth).join('/'), rules)));
  }

  #readRules(top: vscode.Uri, folder: string, rules: GitIgnoreRules): Promise<void> {
    const uri = vscode.Uri.joinPath(top, folder, '.gitignore');
    let read = this.#read.get(uri.toString());
    if (read === undefined) {
      read = readSmallText(uri).then((content) => {
        if (content !== undefined) rules.add(folder, content);
      });
      this.#read.set(uri.toString(), read);
    }
    return read;
  }
}

/** What a small file says, in UTF-8; `undefined` when there is none, or it cannot be read. */
export async function readSmallText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > maximumBytes) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

function parentOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}
