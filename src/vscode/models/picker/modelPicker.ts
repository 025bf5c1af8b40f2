import * as vscode from 'vscode';
import type { KnownFacts } from '../../../models/facts/modelFacts.js';
import type { ModelEntry } from '../../../models/facts/modelGroups.js';
import { isSameRef } from '../../../models/favouriteModels.js';
import type { ModelRef } from '../../../models/modelSelection.js';
import type { Endpoint, EndpointId } from '../../../providers/endpoint.js';
import { withoutIcons } from '../../../presentation/withoutIcons.js';
import { acceptedRow, canShow } from './acceptedRow.js';
import { detailRows } from './modelDetails.js';
import { rowButtons, titleButtons } from './modelRowButtons.js';
import { modelRows, readsAll, type ModelListContents } from './modelRows.js';
import type { ModelRow, RowAction } from './otherModelRows.js';

/** What ends the list. */
export type ModelChoice =
  | { readonly kind: 'model'; readonly ref: ModelRef; readonly facts: KnownFacts }
  | Extract<RowAction, { kind: 'set-key' | 'use-server' }>
  /** What is missing, the ID if it is empty and the endpoint, the user is asked for. */
  | {
      readonly kind: 'typed';
      readonly id: string;
      readonly endpoint: Endpoint | undefined;
      readonly factsOf: (ref: ModelRef) => KnownFacts;
    }
  /** Those in which the endpoint is set up. */
  | { readonly kind: 'settings'; readonly endpoint: Endpoint }
  | { readonly kind: 'command'; readonly command: 'scout.addEndpoint' | 'scout.editEndpoints' };

/** What the list tells. */
export interface ModelPickerEvents {
  /** `undefined`: closed. Exactly once. */
  readonly onChoice: (choice: ModelChoice | undefined) => void;
  /** @param endpoint `undefined`: all */
  readonly onReload: (endpoint: Endpoint | undefined) => void;
  readonly onFavourite: (ref: ModelRef, isFavourite: boolean) => void;
  readonly onHidden: (ref: ModelRef, isHidden: boolean) => void;
  readonly onShowHidden: (shows: boolean) => void;
}

/** The list of endpoints and models on screen: there at once, filled as things become known. */
export class ModelPicker {
  readonly #pick = vscode.window.createQuickPick<ModelRow>();
  readonly #rowButtons = rowButtons();
  readonly #titleButtons = titleButtons();
  readonly #events: ModelPickerEvents;
  readonly #title: string;
  #contents: ModelListContents | undefined;
  /** The model whose details are in the place of the list, and what was typed in the list. */
  #details: { readonly entry: ModelEntry; readonly typed: string } | undefined;

  constructor(title: string, events: ModelPickerEvents) {
    this.#title = title;
    this.#events = events;
    const pick = this.#pick;
    this.#nameList();
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.keepScrollPosition = true;
    pick.busy = true;
    // No part of the declared interface: the order of the groups holds while the user types.
    Object.assign(pick, { sortByLabel: false });
    pick.onDidAccept(() => {
      if (this.#details !== undefined) this.#closeDetails(this.#details);
      else this.#accept(acceptedRow(pick.items, pick.selectedItems[0], pick.value));
    });
    pick.onDidTriggerButton((button) => {
      if (this.#details !== undefined) this.#closeDetails(this.#details);
      else this.#pressTitle(button);
    });
    pick.onDidTriggerItemButton(({ button, item }) => this.#pressRow(button, item));
    pick.onDidHide(() => {
      events.onChoice(undefined);
      pick.dispose();
    });
    pick.show();
  }

  set busy(value: boolean) {
    this.#pick.busy = value;
  }

  /**
   * Shows other contents; the row that is active stays it. Rows are made anew only here, not for what is typed.
   * @param preferred the endpoint whose first model is active where the chat asks none yet
   */
  show(contents: ModelListContents, preferred: EndpointId | undefined): void {
    const isFirst = this.#contents === undefined;
    this.#contents = contents;
    if (this.#details !== undefined) return;
    const active = isFirst ? undefined : this.#pick.activeItems[0];
    const { current, needs } = contents;
    const isFit = ({ entry }: ModelRow): boolean => entry !== undefined && readsAll(entry.facts, needs);
    this.#showRows(
      contents,
      (rows) =>
        // Unless it turns out by now not to read what is attached.
        (active === undefined
          ? undefined
          : rows.find((row) => isSameRow(row, active) && (isFit(row) || !isFit(active)))) ??
        (current === undefined ? undefined : rows.find((row) => isRowOf(row, current) && isFit(row))) ??
        rows.find((row) => row.entry?.ref.endpoint === preferred && isFit(row)),
    );
  }

  #showRows(contents: ModelListContents, activeIn: (rows: readonly ModelRow[]) => ModelRow | undefined): void {
    const pick = this.#pick;
    const { addEndpoint, settings, showHidden, hideHidden, reload } = this.#titleButtons;
    pick.buttons = [
      reload,
      ...(contents.hidden.length === 0 ? [] : [contents.showsHidden ? hideHidden : showHidden]),
      addEndpoint,
      settings,
    ];
    const rows = modelRows(contents, this.#rowButtons, Date.now());
    pick.items = rows;
    const next = activeIn(rows);
    // Where the text hides it, VS Code’s own choice is right: the first that is found.
    if (next !== undefined && canShow(next, pick.value)) pick.activeItems = [next];
  }

  /** Nothing is chosen. */
  close(): void {
    this.#pick.hide();
  }

  #end(choice: ModelChoice): void {
    this.#events.onChoice(choice);
    this.#pick.hide();
  }

  #accept(row: ModelRow | undefined): void {
    if (row?.entry !== undefined) this.#end({ kind: 'model', ref: row.entry.ref, facts: row.entry.facts });
    else if (row?.action?.kind === 'reload') this.#events.onReload(row.action.endpoint);
    else if (row?.action?.kind === 'typed') this.#takeTyped(this.#pick.value.trim(), row.action.endpoint);
    else if (row?.action !== undefined) this.#end(row.action);
  }

  #takeTyped(id: string, endpoint: Endpoint | undefined): void {
    const factsOf = (ref: ModelRef): KnownFacts =>
      this.#contents?.endpoints.find((one) => one.endpoint.id === ref.endpoint)?.facts(ref.model) ?? {};
    if (endpoint === undefined || id === '') return this.#end({ kind: 'typed', id, endpoint, factsOf });
    const ref: ModelRef = { endpoint: endpoint.id, model: id };
    this.#end({ kind: 'model', ref, facts: factsOf(ref) });
  }

  #pressTitle(button: vscode.QuickInputButton): void {
    const { reload, addEndpoint, settings, showHidden } = this.#titleButtons;
    if (button === reload) this.#events.onReload(undefined);
    else if (button === addEndpoint) this.#end({ kind: 'command', command: 'scout.addEndpoint' });
    else if (button === settings) this.#end({ kind: 'command', command: 'scout.editEndpoints' });
    else this.#events.onShowHidden(button === showHidden);
  }

  #pressRow(button: vscode.QuickInputButton, { entry, action }: ModelRow): void {
    const buttons = this.#rowButtons;
    if (action?.kind === 'reload') {
      if (button === buttons.reload) this.#events.onReload(action.endpoint);
      else if (button === buttons.setKey) this.#end({ kind: 'set-key', endpoint: action.endpoint });
      else this.#end({ kind: 'settings', endpoint: action.endpoint });
    }
    if (entry === undefined) return;
    if (button === buttons.details) this.#openDetails(entry);
    else if (button === buttons.hide || button === buttons.unhide)
      this.#events.onHidden(entry.ref, button === buttons.hide);
    else this.#events.onFavourite(entry.ref, button === buttons.addFavourite);
  }

  #nameList(): void {
    this.#pick.title = this.#title;
    this.#pick.placeholder = vscode.l10n.t('Search models and endpoints, or type the ID of a model');
  }

  /** In the list itself: between two lists VS Code may give the focus back to the view behind them, which closes the second. */
  #openDetails(entry: ModelEntry): void {
    const pick = this.#pick;
    this.#details = { entry, typed: pick.value };
    pick.title = withoutIcons(entry.displayName);
    pick.placeholder = vscode.l10n.t('What is known of this model. Enter leads back to the list.');
    pick.buttons = [vscode.QuickInputButtons.Back];
    pick.value = '';
    pick.items = detailRows(entry);
  }

  #closeDetails({ entry, typed }: { readonly entry: ModelEntry; readonly typed: string }): void {
    this.#details = undefined;
    this.#nameList();
    this.#pick.value = typed;
    if (this.#contents !== undefined) this.#showRows(this.#contents, (rows) => rowOf(rows, entry.ref));
  }
}

function rowOf(rows: readonly ModelRow[], ref: ModelRef): ModelRow | undefined {
  return rows.find((row) => isRowOf(row, ref));
}

function isRowOf({ entry }: ModelRow, ref: ModelRef): boolean {
  return entry !== undefined && isSameRef(entry.ref, ref);
}

/** Whether two rows are the same before and after a change. */
function isSameRow(one: ModelRow, other: ModelRow): boolean {
  if (one.entry !== undefined && other.entry !== undefined) return isSameRef(one.entry.ref, other.entry.ref);
  return one.entry === other.entry && one.label === other.label && one.description === other.description;
}
