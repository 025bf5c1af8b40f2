import * as vscode from 'vscode';
import type { DisposableStore } from '../core/disposables.js';
import { ScoutError } from '../core/errors.js';
import { Lazy } from '../core/lazy.js';
import type { SecretFinder } from '../privacy/secretFinding.js';
import type { ShowWhatWillBeSentDependencies } from '../vscode/privacy/showWhatWillBeSent.js';
import type { ChatViews } from '../webview/host/chatViews.js';

export interface RequestPreviewDependencies extends Omit<ShowWhatWillBeSentDependencies, 'preview'> {
  readonly views: () => ChatViews;
  readonly finder: SecretFinder;
  readonly store: DisposableStore;
}

/** Makes the command that shows what a chat would send. @returns takes the id of the chat; without one it is the chat in use */
export function createRequestPreview({
  views,
  finder,
  store,
  ...dependencies
}: RequestPreviewDependencies): (chatId: unknown) => Promise<void> {
  const preview = new Lazy(async () => {
    const { RequestPreview } = await import('../vscode/privacy/requestPreview.js');
    return store.add(new RequestPreview(finder));
  });
  return async (chatId) => {
    const session = views().sessionOf(chatId);
    if (session === undefined) throw new ScoutError('invalid-request', vscode.l10n.t('Open a chat first.'), { fault: 'chat' });
    const { showWhatWillBeSent } = await import('../vscode/privacy/showWhatWillBeSent.js');
    await showWhatWillBeSent(session, { ...dependencies, preview: await preview.get() });
  };
}
