import * as vscode from 'vscode';
import type { DraftAttachments } from '../../attachments/draftAttachments.js';
import { ScoutError } from '../../core/errors.js';
import type { AttachmentPart } from '../../core/message.js';
import { pictureEnding } from '../../core/picture.js';
import { PictureFiles } from '../pictures/pictureFiles.js';
import type { AttachmentChanges } from './attachmentChanges.js';

const scheme = 'scout-attachment';
/** How many images stay to be shown. */
const maximumImages = 20;

/** Opens what is attached in editors: the copy, and what has changed since. */
export class AttachmentViewer implements vscode.Disposable {
  readonly #changes: AttachmentChanges;
  readonly #drafts: DraftAttachments;
  readonly #images = new Map<string, AttachmentPart>();
  readonly #registration: vscode.Disposable;

  constructor(changes: AttachmentChanges, drafts: DraftAttachments) {
    this.#changes = changes;
    this.#drafts = drafts;
    const files = new PictureFiles((uri) => Promise.resolve(this.#imageOf(uri)));
    this.#registration = vscode.workspace.registerFileSystemProvider(scheme, files, {
      isReadonly: true,
      isCaseSensitive: true,
    });
  }

  /**
   * Shows the copy; where its source differs by now, both, and offers the present version for what is not sent yet.
   * @param draftOf the chat to whose draft it is attached; `undefined` for what was sent
   */
  async open(part: AttachmentPart, draftOf: string | undefined): Promise<void> {
    const change = await this.#changes.changeOf(part);
    if (change !== 'changed' || part.text === undefined) return this.#show(part);
    await this.#changes.showChanges(part);
    if (draftOf !== undefined) await this.#offerPresentVersion(part, draftOf);
  }

  dispose(): void {
    this.#registration.dispose();
  }

  async #show(part: AttachmentPart): Promise<void> {
    const { data, mediaType, text } = part;
    if (data !== undefined && mediaType.startsWith('image/')) return this.#showImage(part, data);
    if (text !== undefined) return this.#changes.showSnapshot(part);
    throw new ScoutError(
      'unsupported-input',
      vscode.l10n.t('This has no text that could be shown. It is sent as it is.'),
    );
  }

  async #showImage(part: AttachmentPart, data: string): Promise<void> {
    this.#images.set(part.id, part);
    for (const id of this.#images.keys()) if (this.#images.size > maximumImages) this.#images.delete(id);
    const ending = pictureEnding({ type: 'file', mediaType: part.mediaType, data });
    const name = part.label.replaceAll(/[/\\]/gu, '_').replace(/\.[^.]{1,5}$/u, '');
    await vscode.commands.executeCommand(
      'vscode.open',
      vscode.Uri.from({ scheme, path: `/${part.id}/${name}.${ending}` }),
    );
  }

  async #offerPresentVersion(part: AttachmentPart, conversationId: string): Promise<void> {
    const { t } = vscode.l10n;
    const attach = t('Attach Present Version');
    const chosen = await vscode.window.showInformationMessage(
      t('“{0}” has changed since it was attached.', part.label),
      attach,
    );
    if (chosen !== attach) return;
    const present = await this.#changes.presentVersion(part, new AbortController().signal);
    if (present !== undefined) await this.#drafts.replace(conversationId, { ...present, id: part.id });
  }

  #imageOf(uri: vscode.Uri): { type: 'file'; mediaType: string; data: string } | undefined {
    const part = this.#images.get(uri.path.split('/')[1] ?? '');
    return part?.data === undefined ? undefined : { type: 'file', mediaType: part.mediaType, data: part.data };
  }
}
