import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentSource } from '../../attachments/attachmentSource.js';
import type { AttachmentPart } from '../../core/message.js';
import { isCancellation, toScoutError } from '../../core/errors.js';
import { LatestOnlyRunner } from '../../core/latestOnlyRunner.js';
import { kindIcons } from './kindIcons.js';

interface Row extends vscode.QuickPickItem {
  /** Absent for a message. */
  readonly candidate?: AttachmentCandidate;
}

/** Asks in the editor's own list what is to be attached, and attaches it. Empty when nothing was chosen. */
export async function pickAttachments(
  source: Pick<AttachmentSource, 'find' | 'capture'>,
  signal: AbortSignal,
): Promise<readonly AttachmentPart[]> {
  const picked = await new Promise<AttachmentCandidate | undefined>((resolve) => {
    const picker = new AttachmentPicker(source, resolve);
    signal.addEventListener('abort', () => picker.close(), { once: true });
    picker.show();
  });
  return picked === undefined ? [] : source.capture(picked.id, signal);
}

class AttachmentPicker {
  readonly #source: Pick<AttachmentSource, 'find'>;
  readonly #pick = vscode.window.createQuickPick<Row>();
  readonly #searches = new LatestOnlyRunner();
  #isClosed = false;

  constructor(source: Pick<AttachmentSource, 'find'>, done: (picked: AttachmentCandidate | undefined) => void) {
    this.#source = source;
    const pick = this.#pick;
    // What is found comes sorted. No part of the declared interface.
    Object.assign(pick, { sortByLabel: false });
    pick.title = vscode.l10n.t('Attach to Chat');
    pick.placeholder = vscode.l10n.t('Files, folders, symbols (#name) and more: type to search');
    pick.matchOnDescription = false;
    pick.onDidChangeValue(() => void this.#search());
    pick.onDidAccept(() => {
      const candidate = pick.selectedItems[0]?.candidate;
      if (candidate === undefined) return;
      done(candidate);
      pick.hide();
    });
    pick.onDidHide(() => {
      this.#isClosed = true;
      done(undefined);
      pick.dispose();
    });
  }

  show(): void {
    this.#pick.show();
    void this.#search();
  }

  close(): void {
    if (!this.#isClosed) this.#pick.hide();
  }

  #search(): Promise<void> {
    this.#pick.busy = true;
    return this.#searches.run(async (signal) => {
      const rows = await this.#find(this.#pick.value, signal);
      if (this.#isClosed || this.#searches.isOutdated) return;
      this.#pick.items = rows;
      this.#pick.busy = false;
    });
  }

  async #find(query: string, signal: AbortSignal): Promise<readonly Row[]> {
    try {
      const found = await this.#source.find(query, signal);
      return found.length === 0 ? [messageRow(vscode.l10n.t('Nothing fits'))] : found.map(rowOf);
    } catch (error) {
      return isCancellation(error) ? [] : [messageRow(toScoutError(error).message)];
    }
  }
}

function rowOf(candidate: AttachmentCandidate): Row {
  const { kind, label, description } = candidate;
  // The editor would filter what was found once more, by its own rules.
  return { label, description, iconPath: new vscode.ThemeIcon(kindIcons[kind]), alwaysShow: true, candidate };
}

function messageRow(label: string): Row {
  return { label, alwaysShow: true };
}
