import * as vscode from 'vscode';
import type { AttachmentSource } from '../../attachments/attachmentSource.js';
import type { DraftAttachments } from '../../attachments/draftAttachments.js';
import { attachmentTokens } from '../../attachments/tokenEstimate.js';
import { isCancellation, ScoutError } from '../../core/errors.js';
import type { Disposable } from '../../core/disposables.js';
import type { AttachmentPart } from '../../core/message.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import { singleLine } from '../../core/text/singleLine.js';
import type { ShownChat } from './addToChat.js';
import { maximumFileBytes } from './files/readFile.js';
import { kindIcons } from './kindIcons.js';

/** What is taken from one drop. */
const maximumDropped = 1_000;
const maximumLabelLength = 200;

/** The one row there is while nothing is attached: a welcome text of the editor's would cover the list, and nothing could be dropped on it. */
const emptyRow = 'empty';

export interface AttachedTreeDependencies {
  readonly source: Pick<AttachmentSource, 'captureUris' | 'captureData'>;
  readonly drafts: DraftAttachments;
  /** The id of the chat in use; `undefined` while none is on screen. */
  readonly chatInUse: () => string | undefined;
  readonly onChatInUseChanged: (listener: () => void) => Disposable;
  /** Shows the chat in use, or a new one. */
  readonly showChat: () => ShownChat;
  readonly open: (part: AttachmentPart, conversationId: string) => Promise<void>;
  /** The rows that are selected. */
  readonly selected: () => readonly string[];
  /** Something else is attached, or another chat is in use. */
  readonly onChanged: () => void;
  readonly tasks: Pick<TaskRegistry, 'run'>;
}

/** What is attached to what is being written in the chat in use. Rows are named by the ids of attachments. */
export class AttachedTree implements Disposable {
  readonly #dependencies: AttachedTreeDependencies;
  readonly #listening: readonly Disposable[];
  #shown: { readonly conversationId: string; readonly parts: readonly AttachmentPart[] } | undefined;

  constructor(dependencies: AttachedTreeDependencies) {
    const { drafts, chatInUse, onChatInUseChanged, onChanged } = dependencies;
    this.#dependencies = dependencies;
    this.#listening = [
      drafts.onChanged((id) => {
        if (id === chatInUse()) onChanged();
      }),
      onChatInUseChanged(() => {
        if (chatInUse() !== this.#shown?.conversationId) onChanged();
      }),
    ];
  }

  /** The rows: one for each thing that is attached now, in their order, or else the one that takes drops. */
  async ids(): Promise<string[]> {
    const conversationId = this.#dependencies.chatInUse();
    const parts = conversationId === undefined ? [] : await this.#dependencies.drafts.list(conversationId);
    this.#shown = conversationId === undefined ? undefined : { conversationId, parts };
    return parts.length === 0 ? [emptyRow] : parts.map(({ id }) => id);
  }

  item(id: string): vscode.TreeItem {
    const part = this.#find(id);
    return part === undefined ? emptyItem() : attachedItem(part);
  }

  async open(id: unknown): Promise<void> {
    const part = this.#find(id);
    if (part !== undefined) await this.#dependencies.open(part, this.#shown!.conversationId);
  }

  /** Takes these off. @param id of the row; without it, what is selected @param selected all that are selected, if the row is one of them */
  async remove(id: unknown, selected: unknown): Promise<void> {
    const given = id === undefined ? this.#dependencies.selected() : Array.isArray(selected) ? selected : [id];
    const ids = given.filter((each) => typeof each === 'string');
    if (this.#shown !== undefined) await this.#dependencies.drafts.remove(this.#shown.conversationId, ids);
  }

  /** Attaches what was dropped. @throws ScoutError */
  async take(data: vscode.DataTransfer): Promise<void> {
    const { source, drafts, chatInUse, showChat, tasks } = this.#dependencies;
    // What is dropped can be asked for only now.
    const dropped = await droppedIn(data);
    const parts = await tasks
      .run('attach', async (signal) => {
        const { uris, files } = dropped;
        const captured = [...(uris.length > 0 ? await source.captureUris(uris, signal) : [])];
        for (const { name, mediaType, base64 } of files)
          captured.push(...(await source.captureData(name, mediaType, base64, signal)));
        return captured;
      })
      .catch((error: unknown) => {
        if (isCancellation(error)) return [];
        throw error;
      });
    if (parts.length > 0) await drafts.add(chatInUse() ?? (await showChat().opened()).id, parts);
  }

  dispose(): void {
    for (const listening of this.#listening) void listening.dispose();
  }

  #find(id: unknown): AttachmentPart | undefined {
    return this.#shown?.parts.find((part) => part.id === id);
  }
}

function attachedItem(part: AttachmentPart): vscode.TreeItem {
  const label = singleLine(part.label, maximumLabelLength);
  const name = label + linesOf(part);
  const tokens = attachmentTokens(part);
  const description =
    tokens === undefined ? '' : vscode.l10n.t('about {0} tokens', tokens.toLocaleString(vscode.env.language));
  const item = new vscode.TreeItem(name);
  item.id = part.id;
  item.description = description;
  item.tooltip = [name, description, part.note ?? ''].filter((line) => line !== '').join('\n');
  item.iconPath = new vscode.ThemeIcon(kindIcons[part.kind]);
  item.contextValue = 'attachment';
  item.accessibilityInformation = { label: [name, description].filter((fact) => fact !== '').join(', ') };
  item.command = { command: 'scout.openAttached', title: vscode.l10n.t('Open'), arguments: [part.id] };
  return item;
}

function linesOf({ range }: AttachmentPart): string {
  if (range === undefined) return '';
  return range.start === range.end ? `:${range.start}` : `:${range.start}–${range.end}`;
}

/** For those who cannot drop anything, it asks what to attach. */
function emptyItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Drop files, folders or tabs here'));
  item.tooltip = vscode.l10n.t('Drop files, folders or editor tabs here, without holding Shift, or click to choose.');
  item.iconPath = new vscode.ThemeIcon('attach');
  item.accessibilityInformation = { label: vscode.l10n.t('Nothing is attached. Press Enter to choose something.') };
  item.command = { command: 'scout.attachToChat', title: vscode.l10n.t('Attach to Chat') };
  return item;
}

interface DroppedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly base64: string;
}

/** Addresses where there are any: then the content need not be copied. */
async function droppedIn(
  data: vscode.DataTransfer,
): Promise<{ readonly uris: readonly string[]; readonly files: readonly DroppedFile[] }> {
  const list = (await data.get('text/uri-list')?.asString()) ?? '';
  const uris = list.split(/\r?\n/u).filter((line) => line !== '' && !line.startsWith('#'));
  const items = [...data].flatMap(([mediaType, item]) => {
    const file = uris.length > 0 ? undefined : item.asFile();
    return file === undefined ? [] : [{ mediaType, file }];
  });
  const files: DroppedFile[] = [];
  for (const { mediaType, file } of items.slice(0, maximumDropped)) {
    if (file.uri === undefined) files.push(await contentOf(file, mediaType));
    else uris.push(file.uri.toString());
  }
  return { uris: [...new Set(uris)].slice(0, maximumDropped), files };
}

async function contentOf(file: vscode.DataTransferFile, mediaType: string): Promise<DroppedFile> {
  const bytes = await file.data();
  const name = singleLine(file.name, maximumLabelLength);
  if (bytes.length > maximumFileBytes) {
    const text = vscode.l10n.t('“{0}” is larger than {1} MB and was not attached.', name, maximumFileBytes / 1024 ** 2);
    throw new ScoutError('unsupported-input', text);
  }
  return { name, mediaType, base64: Buffer.from(bytes).toString('base64') };
}
