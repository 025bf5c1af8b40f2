import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import { maximumPromptBytes } from '../../prompts/limits.js';
import { fileName, nameKey, promptFileEnd } from '../../prompts/promptName.js';
import { withOrder } from '../../prompts/writePromptFile.js';
import type { FilePrompt } from './listPrompts.js';
import { folderForNewPrompts } from './promptFolders.js';
import type { PromptIndex } from './promptIndex.js';
import { placeOf } from './promptTexts.js';
import { exists } from '../context/files/exists.js';

/** The space between the places of two prompts, so that one can be put between them by hand. */
const step = 10;

/** The user's own prompt files: they can be made, put in order and deleted here. */
export class PromptLibrary {
  readonly #own: vscode.Uri;
  readonly #index: PromptIndex;

  constructor(own: vscode.Uri, index: PromptIndex) {
    this.#own = own;
    this.#index = index;
  }

  get index(): PromptIndex {
    return this.#index;
  }

  /** The folder that new prompts go to; need not exist. */
  get folder(): vscode.Uri {
    return folderForNewPrompts(this.#own);
  }

  /** Those that can be changed here, in order. Skills are other programs', too: they are only shown. */
  async prompts(): Promise<readonly FilePrompt[]> {
    const prompts = await this.#index.prompts();
    return prompts.filter(
      (prompt): prompt is FilePrompt => prompt.origin === 'user' && 'uri' in prompt && prompt.folder.kind === 'prompts',
    );
  }

  /** What is wrong with a name for a new prompt, as a sentence. */
  async nameProblem(name: string): Promise<string | undefined> {
    if (fileName(name) !== name || name === '')
      return vscode.l10n.t('Letters, digits and hyphens only, without spaces.');
    const taken = (await this.prompts()).some(({ file }) => nameKey(file.name) === nameKey(name));
    // A file can lie there that is no prompt of this name, as its front matter has another.
    return taken || (await exists(this.#uriOf(name)))
      ? vscode.l10n.t('There is already a prompt of this name.')
      : undefined;
  }

  /** Writes a new file. @param name one without a problem */
  async add(name: string, text: string): Promise<vscode.Uri> {
    if (Buffer.byteLength(text) > maximumPromptBytes)
      throw new ScoutError('unsupported-input', vscode.l10n.t('The text is too long for a prompt. Nothing was saved.'));
    const uri = this.#uriOf(name);
    await vscode.workspace.fs.createDirectory(this.folder);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    this.#index.invalidate();
    return uri;
  }

  /**
   * Moves one by a place, up (-1) or down (1). All of them get a number of their own where they have none; files that have theirs are not
   * touched. Other lines of the files stay as they are.
   */
  async move(id: string, by: -1 | 1): Promise<void> {
    const prompts = [...(await this.prompts())].filter(({ file }) => !('problem' in file));
    const index = prompts.findIndex((prompt) => prompt.id === id);
    const other = index + by;
    const [one, two] = [prompts[index], prompts[other]];
    if (one === undefined || two === undefined || one.distance !== two.distance) return;
    [prompts[index], prompts[other]] = [two, one];
    const moved = prompts.filter(({ distance }) => distance === one.distance);
    const changes = await Promise.all(moved.map((prompt, place) => changedFile(prompt, (place + 1) * step)));
    // All of them are known to succeed before the first is written.
    for (const change of changes)
      if (change !== undefined) await vscode.workspace.fs.writeFile(change.uri, change.content);
    this.#index.invalidate();
  }

  /** Deletes a file, into the trash where there is one. @returns what brings it back */
  async remove({ uri }: FilePrompt): Promise<() => Promise<void>> {
    const content = await vscode.workspace.fs.readFile(uri);
    try {
      await vscode.workspace.fs.delete(uri, { useTrash: true });
    } catch {
      await vscode.workspace.fs.delete(uri);
    }
    this.#index.invalidate();
    return async () => {
      if (await exists(uri))
        throw new ScoutError(
          'unsupported-input',
          vscode.l10n.t('{0} exists again. Nothing was changed.', placeOf(uri)),
        );
      await vscode.workspace.fs.writeFile(uri, content);
      this.#index.invalidate();
    };
  }

  #uriOf(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, `${name}${promptFileEnd}`);
  }
}

/** `undefined` where it has this place already. */
async function changedFile(
  { uri, file }: FilePrompt,
  order: number,
): Promise<{ readonly uri: vscode.Uri; readonly content: Uint8Array } | undefined> {
  if ('order' in file && file.order === order) return undefined;
  const name = placeOf(uri);
  if (vscode.workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === uri.toString()))
    throw new ScoutError(
      'unsupported-input',
      vscode.l10n.t('{0} has unsaved changes. Nothing was moved. Save it first.', name),
    );
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
  const changed = withOrder(text, order);
  if (changed === undefined)
    throw new ScoutError(
      'unsupported-input',
      vscode.l10n.t('The front matter of {0} has no place for “order: …”. Nothing was moved. Add it there.', name),
    );
  return { uri, content: Buffer.from(changed) };
}
