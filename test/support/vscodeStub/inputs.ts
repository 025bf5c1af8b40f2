import type * as vscode from 'vscode';

export interface ShownInput {
  readonly options: vscode.InputBoxOptions;
  /** What was typed and refused by `validateInput`, with what the box said. */
  readonly refused: readonly { readonly value: string; readonly message: string }[];
}

/**
 * `showInputBox`: takes scripted texts until its `validateInput` accepts one, as a person would go on typing;
 * rejects where there are none left.
 */
export class Inputs {
  readonly shown: ShownInput[] = [];
  readonly #answers: (string | undefined)[] = [];

  /** Types a text and presses Enter; the next text is typed where that was refused. */
  answer(...texts: string[]): void {
    this.#answers.push(...texts);
  }

  /** Closes the box. */
  dismiss(): void {
    this.#answers.push(undefined);
  }

  async show(options: vscode.InputBoxOptions = {}): Promise<string | undefined> {
    const refused: { value: string; message: string }[] = [];
    this.shown.push({ options, refused });
    while (this.#answers.length > 0) {
      const value = this.#answers.shift();
      const verdict = value === undefined ? undefined : await options.validateInput?.(value);
      const message = typeof verdict === 'object' ? verdict?.message : verdict;
      if (value === undefined || message === undefined || message === '') return value;
      refused.push({ value, message });
    }
    throw new Error(`The test scripts no text that the box "${options.title ?? options.prompt ?? ''}" accepts.`);
  }
}
