import type * as vscode from 'vscode';

export interface ShownMessage {
  readonly severity: 'information' | 'warning' | 'error';
  readonly message: string;
  readonly detail: string | undefined;
  readonly modal: boolean;
  readonly buttons: readonly string[];
}

type Item = string | vscode.MessageItem;

const dismissal = Symbol('dismissal');

/**
 * Notifications and modal messages. The next one with buttons takes the next scripted answer. Without one a
 * notification is dismissed; a modal message rejects, since a person could not go on without an answer.
 */
export class Messages {
  readonly shown: ShownMessage[] = [];
  readonly #answers: (string | typeof dismissal)[] = [];

  /** Presses buttons by their labels, each on a message of its own. */
  answer(...buttons: string[]): void {
    this.#answers.push(...buttons);
  }

  /** Closes the next message that has buttons. */
  dismiss(): void {
    this.#answers.push(dismissal);
  }

  async show(
    severity: ShownMessage['severity'],
    message: string,
    rest: readonly (vscode.MessageOptions | Item)[],
  ): Promise<Item | undefined> {
    const options = rest.find(isOptions);
    const items = rest.filter((item): item is Item => !isOptions(item));
    const modal = options?.modal ?? false;
    // VS Code shows a detail in modal messages only.
    this.shown.push({
      severity,
      message,
      detail: modal ? options?.detail : undefined,
      modal,
      buttons: items.map(labelOf),
    });
    const answer = items.length === 0 ? dismissal : this.#answers.shift();
    await Promise.resolve();
    if (answer === undefined && modal) throw new Error(`The test scripts no answer to the modal message "${message}".`);
    if (answer === undefined || answer === dismissal)
      return modal ? items.find((item) => typeof item !== 'string' && item.isCloseAffordance) : undefined;
    const pressed = items.find((item) => labelOf(item) === answer);
    if (pressed === undefined)
      throw new Error(`"${message}" has no button "${answer}", only ${items.map(labelOf).join(', ')}.`);
    return pressed;
  }
}

function isOptions(value: Item | vscode.MessageOptions): value is vscode.MessageOptions {
  return typeof value === 'object' && !('title' in value);
}

function labelOf(item: Item): string {
  return typeof item === 'string' ? item : item.title;
}
