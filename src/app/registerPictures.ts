import * as vscode from 'vscode';
import type { Storage } from '../storage/host/storage.js';
import { PictureFiles, type FindPicture } from '../vscode/pictures/pictureFiles.js';
import { pictureScheme } from '../vscode/pictures/pictureScheme.js';
import type { Features } from './features.js';

/** Shows pictures of messages as files: an editor with one may be there before any chat is. */
export function registerPictures(storage: Storage, { chat }: Features): vscode.Disposable {
  const find: FindPicture = async (uri) => {
    const { findPicture } = await import('../vscode/pictures/findPicture.js');
    return findPicture(uri, {
      history: storage.history,
      unsavedChats: async () => (await chat.started())?.conversations.unsaved ?? [],
    });
  };
  return vscode.workspace.registerFileSystemProvider(pictureScheme, new PictureFiles(find), {
    isReadonly: true,
    isCaseSensitive: true,
  });
}
