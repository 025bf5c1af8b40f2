import type * as vscode from 'vscode';
import { EventEmitter } from './events.js';
import { QuickPickItemKind } from './values.js';

/**
 * `createQuickPick`, with the methods by which a test acts as the user. As in VS Code, what the extension sets is
 * there at once, while what follows from it in the editor (the event after `hide()`, say) comes later.
 */
export class FakeQuickPick<T extends vscode.QuickPickItem = vscode.QuickPickItem> implements vscode.QuickPick<T> {
  readonly #accepted = new EventEmitter<void>();
  readonly #valueChanged = new EventEmitter<string>();
  readonly #hidden = new EventEmitter<void>();
  readonly #buttonTriggered = new EventEmitter<vscode.QuickInputButton>();
  readonly #itemButtonTriggered = new EventEmitter<vscode.QuickPickItemButtonEvent<T>>();
  readonly #activeChanged = new EventEmitter<readonly T[]>();
  readonly #selectionChanged = new EventEmitter<readonly T[]>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidChangeValue = this.#valueChanged.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidTriggerButton = this.#buttonTriggered.event;
  readonly onDidTriggerItemButton = this.#itemButtonTriggered.event;
  readonly onDidChangeActive = this.#activeChanged.event;
  readonly onDidChangeSelection = this.#selectionChanged.event;

  title: string | undefined;
  placeholder: string | undefined;
  prompt: string | undefined;
  step: number | undefined;
  totalSteps: number | undefined;
  enabled = true;
  busy = false;
  ignoreFocusOut = true;
  value = '';
  items: readonly T[] = [];
  activeItems: readonly T[] = [];
  selectedItems: readonly T[] = [];
  buttons: readonly vscode.QuickInputButton[] = [];
  canSelectMany = false;
  matchOnDescription = false;
  matchOnDetail = false;
  keepScrollPosition = false;
  /** No part of the declared interface. The list is filtered here, but never sorted. */
  sortByLabel = true;
  isVisible = false;
  isDisposed = false;

  show(): void {
    this.isVisible = true;
  }

  hide(): void {
    if (!this.isVisible) return;
    this.isVisible = false;
    queueMicrotask(() => this.#hidden.fire());
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    const wasVisible = this.isVisible;
    this.isVisible = false;
    if (wasVisible) this.#hidden.fire();
    for (const emitter of [
      this.#accepted,
      this.#valueChanged,
      this.#hidden,
      this.#buttonTriggered,
      this.#itemButtonTriggered,
      this.#activeChanged,
      this.#selectionChanged,
    ])
      emitter.dispose();
  }

  /** What the list shows for the text typed so far. */
  get visibleItems(): readonly T[] {
    const wanted = this.value.toLowerCase();
    const holds = (text: string | undefined): boolean => text?.toLowerCase().includes(wanted) ?? false;
    return this.items.filter(
      ({ kind, label, description, detail, alwaysShow }) =>
        isSeparator(kind) ||
        alwaysShow === true ||
        holds(label) ||
        (this.matchOnDescription && holds(description)) ||
        (this.matchOnDetail && holds(detail)),
    );
  }

  /** Replaces the text in the box. */
  type(value: string): void {
    this.#requireVisible();
    this.value = value;
    this.#valueChanged.fire(value);
  }

  /** Ticks exactly the items with these labels, where several can be. */
  tick(...labels: string[]): void {
    this.#requireVisible();
    if (!this.canSelectMany) throw new Error('In this list only one item can be picked.');
    this.selectedItems = labels.map((label) => this.#visible(label));
    this.#selectionChanged.fire(this.selectedItems);
  }

  /** Presses Enter: on the item with this label; without one on the active item, which is the first unless SCOUT chose another. */
  accept(label?: string): void {
    this.#requireVisible();
    if (!this.canSelectMany) {
      const shown = this.visibleItems.filter(({ kind }) => !isSeparator(kind));
      const item =
        label === undefined
          ? (shown.find((candidate) => this.activeItems.includes(candidate)) ?? shown[0])
          : this.#visible(label);
      this.selectedItems = item === undefined ? [] : [item];
      if (item !== undefined) this.#selectionChanged.fire(this.selectedItems);
    }
    this.#accepted.fire();
  }

  /** Presses Enter while an item is active that the text hides, as one is that was made active in the moment of typing. */
  acceptHidden(label: string): void {
    this.#requireVisible();
    const item = this.items.find((candidate) => candidate.label === label);
    if (item === undefined || this.visibleItems.includes(item)) throw new Error(`“${label}” is not hidden.`);
    this.selectedItems = [item];
    this.#selectionChanged.fire(this.selectedItems);
    this.#accepted.fire();
  }

  /** Presses the button with this tooltip. */
  press(tooltip: string): void {
    this.#requireVisible();
    const button = this.buttons.find((candidate) => candidate.tooltip === tooltip);
    if (button === undefined)
      throw new Error(
        `There is no button "${tooltip}", only ${this.buttons.map((other) => other.tooltip).join(', ')}.`,
      );
    this.#buttonTriggered.fire(button);
  }

  /** Presses the button with this tooltip in the row with this label. */
  pressIn(label: string, tooltip: string): void {
    this.#requireVisible();
    const item = this.#visible(label);
    const button = item.buttons?.find((candidate) => candidate.tooltip === tooltip);
    if (button === undefined)
      throw new Error(
        `“${label}” has no button "${tooltip}", only ${item.buttons?.map((one) => one.tooltip).join(', ')}.`,
      );
    this.#itemButtonTriggered.fire({ button, item });
  }

  /** Presses Escape. */
  escape(): void {
    this.#requireVisible();
    this.isVisible = false;
    this.#hidden.fire();
  }

  #visible(label: string): T {
    const item = this.visibleItems.find((candidate) => candidate.label === label && !isSeparator(candidate.kind));
    if (item === undefined)
      throw new Error(
        `The list shows no "${label}", only ${this.visibleItems.map((other) => other.label).join(', ')}.`,
      );
    return item;
  }

  #requireVisible(): void {
    if (!this.isVisible) throw new Error('The list is not visible.');
  }
}

function isSeparator(kind: number | undefined): boolean {
  return kind === QuickPickItemKind.Separator;
}
