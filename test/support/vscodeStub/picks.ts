import type * as vscode from 'vscode';
import { QuickPickItemKind } from './values.js';

type Item = string | vscode.QuickPickItem;

export interface ShownPick {
  readonly options: vscode.QuickPickOptions;
  readonly items: readonly vscode.QuickPickItem[];
  readonly labels: readonly string[];
}

/** `showQuickPick`: each takes the next scripted answer, and rejects where there is none. */
export class Picks {
  readonly shown: ShownPick[] = [];
  readonly #answers: (readonly string[] | undefined)[] = [];

  /** Picks the item with this label; where several may be picked, those with these labels. */
  answer(...labels: string[]): void {
    this.#answers.push(labels);
  }

  /** Closes the next list without picking. */
  dismiss(): void {
    this.#answers.push(undefined);
  }

  async show<T extends Item>(
    given: readonly T[] | Thenable<readonly T[]>,
    options: vscode.QuickPickOptions = {},
  ): Promise<T | T[] | undefined> {
    const items = await given;
    this.shown.push({
      options,
      items: items.map((item: Item) => (typeof item === 'string' ? { label: item } : item)),
      labels: items.map(labelOf),
    });
    const name = options.title ?? options.placeHolder ?? '';
    if (this.#answers.length === 0) throw new Error(`The test scripts no answer to the list "${name}".`);
    const labels = this.#answers.shift();
    if (labels === undefined) return undefined;
    const picked = labels.map((label) => {
      const item = items.find((candidate) => labelOf(candidate) === label && !isSeparator(candidate));
      if (item === undefined)
        throw new Error(`The list "${name}" has no "${label}", only ${items.map(labelOf).join(', ')}.`);
      return item;
    });
    if (options.canPickMany === true) return picked;
    if (picked.length !== 1) throw new Error(`One item is picked from the list "${name}", not ${picked.length}.`);
    return picked[0];
  }
}

function labelOf(item: Item): string {
  return typeof item === 'string' ? item : item.label;
}

function isSeparator(item: Item): boolean {
  const kind: number | undefined = typeof item === 'string' ? undefined : item.kind;
  return kind === QuickPickItemKind.Separator;
}
