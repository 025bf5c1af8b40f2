import * as vscode from 'vscode';

export interface AskedQuestion {
  readonly message: string;
  readonly detail: string | undefined;
  readonly buttons: readonly string[];
}

type Show = (message: string, options?: vscode.MessageOptions, ...buttons: string[]) => Thenable<string | undefined>;

/** Answers what the editor would ask in its modal messages, which it refuses to show while tests run; the rest stays as it is. */
export class Answers {
  readonly asked: AskedQuestion[] = [];
  readonly told: string[] = [];
  readonly #next: (string | undefined)[] = [];
  readonly #original = vscode.window.showWarningMessage;

  constructor() {
    const show: Show = (message, options, ...buttons) => {
      if (typeof options !== 'object' || options.modal !== true) {
        this.told.push(message);
        return Promise.resolve(undefined);
      }
      this.asked.push({ message, detail: options.detail, buttons });
      if (this.#next.length === 0) return Promise.reject(new Error(`No answer to “${message}”`));
      const answer = this.#next.shift();
      if (answer !== undefined && !buttons.includes(answer)) throw new Error(`“${message}” has no ${answer}`);
      return Promise.resolve(answer);
    };
    Object.assign(vscode.window, { showWarningMessage: show });
  }

  /** Presses this button on the next question; closes it without one. */
  next(button: string | undefined): void {
    this.#next.push(button);
  }

  dispose(): void {
    Object.assign(vscode.window, { showWarningMessage: this.#original });
  }
}
