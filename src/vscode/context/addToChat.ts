import * as vscode from 'vscode';
import type { DraftAttachments } from '../../attachments/draftAttachments.js';
import type { AttachmentPart } from '../../core/message.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ContextOfWindow } from './createAttachmentSource.js';

/** Where the chat in use is shown. */
export interface ShownChat {
  /** Resolves with the chat that is on screen, once the view has found it. */
  opened(): Promise<{ readonly id: string }>;
  /** Puts the cursor into the composer. */
  focus(): void;
}

export interface AddToChatDependencies {
  readonly context: Pick<ContextOfWindow, 'source' | 'selections' | 'editor'>;
  readonly attachments: Pick<DraftAttachments, 'add'>;
  /** Shows the chat in use, or a new one, without covering what the editor shows. */
  readonly showChat: () => ShownChat;
  readonly tasks: Pick<TaskRegistry, 'run'>;
}

/** Adds what is selected in the editor, or the file where nothing is. */
export async function addEditorToChat(dependencies: AddToChatDependencies): Promise<void> {
  const { context } = dependencies;
  const used = context.editor.current;
  if (used === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No file is open in an editor. Open one, or choose something with “SCOUT: Attach to Chat…”.'),
    );
    return;
  }
  await add(dependencies, (signal) => context.selections.captureEditor(used, signal));
}

/**
 * Adds files and folders, as the menus of the explorer and of tabs give them.
 * @param clicked the file whose menu was used
 * @param selected all that are selected, if it is a list of them
 */
export async function addFilesToChat(
  clicked: unknown,
  selected: unknown,
  dependencies: AddToChatDependencies,
): Promise<void> {
  const uris = urisOf(clicked, selected).map((uri) => uri.toString());
  if (uris.length === 0) return addEditorToChat(dependencies);
  await add(dependencies, (signal) => dependencies.context.source.captureUris(uris, signal));
}

/** Adds the problems of the file in use or of the workspace; asks which, where there are both. */
export async function addProblemsToChat(dependencies: AddToChatDependencies): Promise<void> {
  const { source } = dependencies.context;
  await add(dependencies, async (signal) => {
    const found = await source.find('problems:', signal);
    if (found.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There are no problems to attach.'));
      return [];
    }
    const rows = found.map(({ id, label, description }) => ({ label, description, id }));
    const placeHolder = vscode.l10n.t('Which problems?');
    const picked = rows.length === 1 ? rows[0] : await vscode.window.showQuickPick(rows, { placeHolder });
    return picked === undefined ? [] : source.capture(picked.id, signal);
  });
}

/** Asks in the editor's own list what is added. */
export async function attachToChat(dependencies: AddToChatDependencies): Promise<void> {
  await add(dependencies, (signal) => dependencies.context.source.pick(signal));
}

/** Reads first: a question about it belongs to the editor that it came from. The chat is shown where there is something to add. */
async function add(
  { attachments, showChat, tasks }: AddToChatDependencies,
  capture: (signal: AbortSignal) => Promise<readonly AttachmentPart[]>,
): Promise<void> {
  const parts = await tasks.run('attach', capture);
  if (parts.length === 0) return;
  const chat = showChat();
  const { id } = await chat.opened();
  await attachments.add(id, parts);
  chat.focus();
}

function urisOf(clicked: unknown, selected: unknown): readonly vscode.Uri[] {
  const several = Array.isArray(selected) ? selected.filter((value) => value instanceof vscode.Uri) : [];
  if (several.length > 0) return several;
  return clicked instanceof vscode.Uri ? [clicked] : [];
}
