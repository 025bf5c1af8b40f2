import type * as vscode from 'vscode';
import type { AttachmentProvider, AttachmentSource } from '../../attachments/attachmentSource.js';
import type { Logger } from '../../core/logger.js';
import type { AttachmentPart } from '../../core/message.js';
import { captureAddresses } from './captureAddresses.js';
import { EditorInUse } from './editor/editorInUse.js';
import { OfferedEditor } from './editor/offeredEditor.js';
import { OpenEditorsProvider } from './editor/openEditorsProvider.js';
import { ProblemProvider } from './editor/problemProvider.js';
import { SelectionProvider } from './editor/selectionProvider.js';
import { SymbolProvider } from './editor/symbolProvider.js';
import { withLinkTarget } from './files/fileBehind.js';
import { FileCapture, type CaptureBytes } from './files/fileCapture.js';
import { FileIndex } from './files/fileIndex.js';
import { FileProvider } from './files/fileProvider.js';
import { FolderCapture } from './files/folderCapture.js';
import { FolderProvider } from './files/folderProvider.js';
import { RecentFiles } from './files/recentFiles.js';
import { findCandidates, providerOf } from './findCandidates.js';
import { pickAttachments } from './pickAttachments.js';

export interface AttachmentSourceDependencies {
  /** What there is besides files and what editors show, the most useful first. */
  readonly providers: readonly AttachmentProvider[];
  /** Fetches a page of the web. */
  readonly capturePage: (url: string, signal: AbortSignal) => ReturnType<AttachmentSource['capture']>;
  readonly capturePasted: AttachmentSource['capturePasted'];
  readonly captureData: AttachmentSource['captureData'];
  /** Of pictures and PDFs that are files. */
  readonly captureBytes: CaptureBytes;
  readonly logger: Logger;
}

/** What can be attached, and the parts that others need by themselves. */
export interface ContextOfWindow extends vscode.Disposable {
  readonly source: AttachmentSource;
  readonly files: FileCapture;
  readonly selections: SelectionProvider;
  readonly editor: EditorInUse;
}

export function createAttachmentSource(dependencies: AttachmentSourceDependencies): ContextOfWindow {
  const { logger, providers, capturePage, capturePasted, captureData, captureBytes } = dependencies;
  const [index, recent, editor] = [new FileIndex(logger), new RecentFiles(), new EditorInUse()];
  const offered = new OfferedEditor(editor, logger);
  const files = new FileCapture(captureBytes);
  const folders = new FolderCapture(files);
  const selections = new SelectionProvider(editor, files);
  const all: readonly AttachmentProvider[] = [
    selections,
    new OpenEditorsProvider(files),
    new ProblemProvider(editor),
    ...providers,
    new FolderProvider(index, recent, folders),
    new SymbolProvider(editor, files),
    // The last one, whose candidates fill the list.
    new FileProvider(index, recent, files),
  ];
  const source: AttachmentSource = {
    find: (query, signal) => findCandidates(all, query, signal, logger),
    capture: async (id, signal) => withLinkTargets(await providerOf(all, id).capture(id, signal)),
    captureUris: async (uris, signal) =>
      withLinkTargets(await captureAddresses(uris, { files, folders, capturePage }, signal)),
    capturePasted,
    captureData,
    pick: (signal) => pickAttachments(source, signal),
    offered: () => offered.candidate,
    attachesOffered: () => offered.isAttached,
    onOfferedChanged: (listener) => offered.onChanged(listener),
  };
  return {
    source,
    files,
    selections,
    editor,
    dispose: () => {
      for (const part of [offered, editor, recent, index]) part.dispose();
    },
  };
}

function withLinkTargets(parts: readonly AttachmentPart[]): Promise<readonly AttachmentPart[]> {
  return Promise.all(parts.map(withLinkTarget));
}
