import type * as vscode from 'vscode';
import type { Logger } from '../../core/logger.js';
import { ChatProvider, type ChatProviderDependencies } from './chat/chatProvider.js';
import { ClipboardProvider } from './clipboard/clipboardProvider.js';
import { LastCopy } from './clipboard/lastCopy.js';
import { pastedText } from './clipboard/pastedText.js';
import type { AttachmentSourceDependencies } from './createAttachmentSource.js';
import { captureData } from './documents/captureData.js';
import { DiskProvider } from './documents/diskProvider.js';
import { DocumentReader } from './documents/documentReader.js';
import { GitProvider } from './git/gitProvider.js';
import { pagePrefix, PageProvider } from './page/pageProvider.js';
import { TerminalOutputs } from './terminal/terminalOutputs.js';
import { TerminalProvider } from './terminal/terminalProvider.js';

export interface FurtherContextDependencies extends ChatProviderDependencies {
  /** The built `documentWorker.js`. */
  readonly documentWorkerFile: string;
  readonly logger: Logger;
}

/**
 * What there is to attach besides files and what editors show. From now on it remembers the last command of each terminal and the last
 * copy in an editor: VS Code tells of both only while they happen.
 */
export function createFurtherContext(
  dependencies: FurtherContextDependencies,
): Omit<AttachmentSourceDependencies, 'logger'> & vscode.Disposable {
  const { documentWorkerFile, logger } = dependencies;
  const outputs = new TerminalOutputs(logger);
  const copies = new LastCopy();
  const reader = new DocumentReader(documentWorkerFile);
  const pages = new PageProvider({ reader, workerFile: documentWorkerFile });
  return {
    providers: [
      new TerminalProvider(outputs),
      new GitProvider(),
      new ClipboardProvider(copies),
      new DiskProvider(reader),
      pages,
      new ChatProvider(dependencies),
    ],
    capturePage: (url, signal) => pages.capture(`${pagePrefix}:${url}`, signal),
    capturePasted: (text) => Promise.resolve([pastedText(text, copies)]),
    captureData: async (name, _mediaType, data, signal) => [
      await captureData({ name, bytes: Buffer.from(data, 'base64') }, reader, signal),
    ],
    captureBytes: async (name, _mediaType, bytes, uri, signal) => [
      await captureData({ name, bytes, uri }, reader, signal),
    ],
    dispose: () => {
      outputs.dispose();
      copies.dispose();
    },
  };
}
