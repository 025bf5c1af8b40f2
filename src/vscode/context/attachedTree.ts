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

/** What is taken from one drop. */
const maximumDropped = 1_000;
const maximumLabelLength = 200;

export interface AttachedTreeDependencies {
  readonly source: Pick<AttachmentSource, 'captureUris' | 'captureData'>;
  readonly drafts: DraftAttachments;
  /** The id of the chat in use; `undefined` while none is on screen. */
  readonly chatInUse: () => string | undefined;
  readonly onChatInUseChanged: (listener: () => void) => Disposable;
  /** Shows the chat in use, or a new one. */
  readonly showChat: () => ShownChat;
  readonly open: (part: AttachmentPart, conversationId: string) => Promise<void>;
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

  /** Of what is attached now, in its order. */
  async ids(): Promise<string[]> {
    const conversationId = this.#dependencies.chatInUse();
    const parts = conversationId === undefined ? [] : await this.#dependencies.drafts.list(conversationId);
    this.#shown = conversationId === undefined ? undefined : { conversationId, parts };
    return parts.map(({ id }) => id);
  }

  item(id: string): vscode.TreeItem {
    const part = this.#find(id);
    const label = singleLine(part?.label ?? '', maximumLabelLength);
    const lines = part?.range === undefined ? '' : `:${part.range.start}–${part.range.end}`;
    const tokens = part && attachmentTokens(part);
    const count = tokens?.toLocaleString(vscode.env.language) ?? '';
    const description = count === '' ? '' : vscode.l10n.t('about {0} tokens', count);
    const name = `${label}${lines}`;
    const item = new vscode.TreeItem(name);
    item.id = id;
    item.description = description;
    item.tooltip = [name, description, part?.note ?? ''].filter((line) => line !== '').join('\n');
    item.iconPath = new vscode.ThemeIcon(part?.kind === 'folder' ? 'folder' : 'file');
    item.contextValue = 'attachment';
    item.accessibilityInformation = { label: [name, description].filter((fact) => fact !== '').join(', ') };
    item.command = { command: 'scout.openAttached', title: vscode.l10n.t('Open'), arguments: [id] };
    return item;
  }

  async open(id: unknown): Promise<void> {
    const part = this.#find(id);
    if (part !== undefined) await this.#dependencies.open(part, this.#shown!.conversationId);
  }

  /** Takes these off. @param selected all that are selected, if the row is one of them */
  async remove(id: unknown, selected: unknown): Promise<void> {
    const ids = (Array.isArray(selected) ? selected : [id]).filter((each) => typeof each === 'string');
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
