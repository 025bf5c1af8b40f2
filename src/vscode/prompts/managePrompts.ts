import * as vscode from 'vscode';
import { builtInPrompts } from '../../prompts/builtInPrompts.js';
import { newPromptFile } from '../../prompts/writePromptFile.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { isBuiltIn, type IndexedPrompt } from './promptIndex.js';
import type { PromptLibrary } from './promptLibrary.js';
import { isOwn, promptButtons, promptRows, type PromptRow } from './promptRows.js';
import { createPrompt } from './savePrompt.js';
import { copyPrompt, freeName, importPrompts, sharePrompt } from './sharePrompt.js';

/** What ends the list. */
type Choice =
  { readonly kind: 'create' | 'import' } | { readonly kind: 'open' | 'share' | 'copy'; readonly prompt: IndexedPrompt };

/** The list of prompts: opens, creates, moves, shares and deletes them. Ends when nothing can be undone any more. */
export async function managePrompts(library: PromptLibrary): Promise<void> {
  const manager = new PromptManager(library);
  try {
    const choice = await manager.choice;
    if (choice !== undefined) await act(library, choice);
  } finally {
    await manager.undone();
  }
}

async function act(library: PromptLibrary, choice: Choice): Promise<void> {
  if (!('prompt' in choice)) return choice.kind === 'create' ? createPrompt(library) : importPrompts(library);
  const { prompt } = choice;
  if (isBuiltIn(prompt)) return openCopy(library, prompt);
  if (choice.kind === 'share') return sharePrompt(prompt.uri);
  if (choice.kind === 'copy') await vscode.window.showTextDocument(await copyPrompt(library, prompt.uri));
  else await openFile(prompt);
}

/** A broken one at the line that says why. */
async function openFile({ uri, file }: Exclude<IndexedPrompt, { builtIn: unknown }>): Promise<void> {
  const line = 'problem' in file ? file.problem.line - 1 : 0;
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0) });
}

/** SCOUT's own cannot be changed, but a copy goes before it in its place. */
async function openCopy(
  library: PromptLibrary,
  { builtIn, file }: Extract<IndexedPrompt, { builtIn: unknown }>,
): Promise<void> {
  const description = 'description' in file ? file.description : '';
  const text = newPromptFile(description, builtInPrompts[builtIn].body);
  await vscode.window.showTextDocument(await library.add(await freeName(library, builtIn), text));
}

class PromptManager {
  readonly #library: PromptLibrary;
  readonly #pick = vscode.window.createQuickPick<PromptRow>();
  readonly #buttons = promptButtons();
  readonly #choice = Promise.withResolvers<Choice | undefined>();
  readonly #undos: Promise<void>[] = [];
  /** One change after the other: the next one begins with what the last one has left. */
  #changes: Promise<void> = Promise.resolve();

  constructor(library: PromptLibrary) {
    this.#library = library;
    const pick = this.#pick;
    pick.title = vscode.l10n.t('Prompts');
    pick.placeholder = vscode.l10n.t('Choose a prompt to edit it. It is used with “/” in the message box.');
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.keepScrollPosition = true;
    pick.busy = true;
    // No part of the declared interface: the order of the prompts is what can be changed here.
    Object.assign(pick, { sortByLabel: false });
    pick.onDidAccept(() => this.#accept(pick.selectedItems[0]));
    pick.onDidTriggerItemButton(({ button, item }) => this.#press(button, item));
    const listening = library.index.onChanged(() => void this.#show());
    pick.onDidHide(() => {
      listening.dispose();
      this.#choice.resolve(undefined);
      pick.dispose();
    });
    pick.show();
    void this.#show();
  }

  /** What the user wants; `undefined`: nothing more. */
  get choice(): Promise<Choice | undefined> {
    return this.#choice.promise;
  }

  /** Resolves when nobody can take anything back any more. Rejects when a change, or taking one back, has failed. */
  async undone(): Promise<void> {
    await this.#changes;
    await Promise.all(this.#undos);
  }

  async #show(): Promise<void> {
    const prompts = await this.#library.index.prompts();
    const active = this.#pick.activeItems[0];
    const rows = promptRows(prompts, this.#buttons);
    this.#pick.items = rows;
    const same = active && rows.find((row) => row.action === active.action && row.prompt?.id === active.prompt?.id);
    if (same !== undefined && same.kind !== vscode.QuickPickItemKind.Separator) this.#pick.activeItems = [same];
    this.#pick.busy = false;
  }

  #accept(row: PromptRow | undefined): void {
    if (row?.action !== undefined) this.#end({ kind: row.action });
    else if (row?.prompt !== undefined) this.#end({ kind: 'open', prompt: row.prompt });
  }

  #press(button: vscode.QuickInputButton, { prompt }: PromptRow): void {
    if (prompt === undefined) return;
    const { up, down, share, copy, remove } = this.#buttons;
    if (button === copy) this.#end({ kind: 'copy', prompt });
    else if (button === share) this.#end({ kind: 'share', prompt });
    else if (button === up || button === down)
      this.#change(() => this.#library.move(prompt.id, button === up ? -1 : 1));
    else if (button === remove) this.#change(() => this.#remove(prompt));
  }

  async #remove(prompt: IndexedPrompt): Promise<void> {
    if (!isOwn(prompt)) return;
    const restore = await this.#library.remove(prompt);
    this.#undos.push(this.#offerUndo(prompt.file.name, restore));
  }

  async #offerUndo(name: string, restore: () => Promise<void>): Promise<void> {
    const undo = vscode.l10n.t('Undo');
    const text = withoutLinks(vscode.l10n.t('The prompt “/{0}” was deleted.', name));
    if ((await vscode.window.showInformationMessage(text, undo)) === undo) await restore();
  }

  /** A change that fails closes the list, keeps the next ones from being made, and is told as a failure of the command. */
  #change(change: () => Promise<void>): void {
    this.#changes = this.#changes.then(change);
    this.#changes.catch(() => this.#pick.hide());
  }

  #end(choice: Choice): void {
    this.#choice.resolve(choice);
    this.#pick.hide();
  }
}
