import * as vscode from 'vscode';
import type { Logger } from '../core/logger.js';
import { createStorage, type Storage } from '../storage/host/storage.js';

/** The databases in this extension's folder. Nothing is read, and no thread started, before the first use. */
export function openStorage({ extensionUri, globalStorageUri }: vscode.ExtensionContext, logger: Logger): Storage {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  return createStorage({
    directory: globalStorageUri.fsPath,
    workerFile: vscode.Uri.joinPath(dist, 'storageWorker.js').fsPath,
    imageWorkerFile: vscode.Uri.joinPath(dist, 'imageWorker.js').fsPath,
    sqlJsDirectory: dist.fsPath,
    logger,
  });
}
