import * as vscode from 'vscode';
import type { StorageHealth } from '../../../storage/host/storageHealth.js';
import { actionOf } from './problemView.js';
import type { ProblemView } from '../../protocol/problems.js';

/** What the state of the databases means for the user; `undefined` while all is well. */
export function storageProblemView({ state, reason }: StorageHealth): ProblemView | undefined {
  const detail = reason ?? '';
  switch (state) {
    case 'ok':
      return undefined;
    case 'low-space':
      return {
        title: vscode.l10n.t('The disk is full. SCOUT is using its reserved space to save.'),
        detail,
        actions: [actionOf('open-log')],
      };
    case 'failing':
      return {
        title: vscode.l10n.t(
          'The chat history cannot be saved at the moment. SCOUT keeps your messages in memory and keeps trying.',
        ),
        detail,
        actions: [actionOf('open-log')],
      };
    case 'read-only':
      return {
        title: vscode.l10n.t(
          'The chat history can be read but not saved. What is already saved is safe; new messages stay only until the window closes.',
        ),
        detail,
        actions: [actionOf('reload-window'), actionOf('open-log')],
      };
  }
}
