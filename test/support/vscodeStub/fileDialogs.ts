import type * as vscode from 'vscode';

/** Dialogs that open and save files: each takes the next scripted answer, and rejects where there is none. */
export class FileDialogs {
  readonly opened: vscode.OpenDialogOptions[] = [];
  readonly saved: vscode.SaveDialogOptions[] = [];
  readonly #answers: (readonly vscode.Uri[] | undefined)[] = [];

  /** Chooses these files or folders. */
  answer(...chosen: vscode.Uri[]): void {
    this.#answers.push(chosen);
  }

  /** Closes the next dialog. */
  dismiss(): void {
    this.#answers.push(undefined);
  }

  async open(options: vscode.OpenDialogOptions = {}): Promise<vscode.Uri[] | undefined> {
    this.opened.push(options);
    const chosen = await this.#next(options.title, options.canSelectMany === true);
    return chosen && [...chosen];
  }

  async save(options: vscode.SaveDialogOptions = {}): Promise<vscode.Uri | undefined> {
    this.saved.push(options);
    return (await this.#next(options.title, false))?.[0];
  }

  async #next(title = '', many: boolean): Promise<readonly vscode.Uri[] | undefined> {
    await Promise.resolve();
    if (this.#answers.length === 0) throw new Error(`The test scripts no answer to the dialog "${title}".`);
    const chosen = this.#answers.shift();
    if (chosen !== undefined && !many && chosen.length !== 1)
      throw new Error(`One file is chosen in the dialog "${title}", not ${chosen.length}.`);
    return chosen;
  }
}
