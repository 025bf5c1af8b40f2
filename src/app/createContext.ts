import type * as vscode from 'vscode';
import type { ScaleImage } from '../attachments/imageScaler.js';
import type { DisposableStore } from '../core/disposables.js';
import type { Logger } from '../core/logger.js';
import type { ChatHistory } from '../storage/api/chatHistory.js';
import { ChatProvider } from '../vscode/context/chat/chatProvider.js';
import { ClipboardProvider } from '../vscode/context/clipboard/clipboardProvider.js';
import { LastCopy } from '../vscode/context/clipboard/lastCopy.js';
import { pastedText } from '../vscode/context/clipboard/pastedText.js';
import { createAttachmentSource, type ContextOfWindow } from '../vscode/context/createAttachmentSource.js';
import { captureData } from '../vscode/context/documents/captureData.js';
import { DiskProvider } from '../vscode/context/documents/diskProvider.js';
import { DocumentReader } from '../vscode/context/documents/documentReader.js';
import { GitProvider } from '../vscode/context/git/gitProvider.js';
import { PageProvider, pagePrefix } from '../vscode/context/page/pageProvider.js';
import { TerminalOutputs } from '../vscode/context/terminal/terminalOutputs.js';
import { TerminalProvider } from '../vscode/context/terminal/terminalProvider.js';

export interface ContextDependencies {
  readonly history: ChatHistory;
  /** The built `documentWorker.js`. */
  readonly workerFile: vscode.Uri;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
  readonly scaleImage: ScaleImage;
  readonly displayNameOf: (provider: string) => string;
  readonly logger: Logger;
}

/** Everything that can be attached in this window. What follows the editor for it is released with `store`. */
export function createContext(dependencies: ContextDependencies, store: DisposableStore): ContextOfWindow {
  const { workerFile, logger } = dependencies;
  const reader = new DocumentReader(workerFile.fsPath, dependencies.scaleImage);
  const copies = store.add(new LastCopy());
  const page = new PageProvider({ reader, workerFile: workerFile.fsPath });
  const context = createAttachmentSource({
    providers: [
      new TerminalProvider(store.add(new TerminalOutputs(logger))),
      new GitProvider(),
      page,
      new DiskProvider(reader),
      new ChatProvider(dependencies),
      new ClipboardProvider(copies),
    ],
    capturePage: (url, signal) => page.capture(`${pagePrefix}:${url}`, signal),
    capturePasted: (text) => Promise.resolve([pastedText(text, copies)]),
    captureData: async (name, _mediaType, data, signal) => [
      await captureData({ name, bytes: Buffer.from(data, 'base64') }, reader, signal),
    ],
    captureBytes: async (name, _mediaType, bytes, uri, signal) => [
      await captureData({ name, bytes, uri }, reader, signal),
    ],
    logger,
  });
  return store.add(context);
}
