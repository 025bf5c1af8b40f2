import type * as vscode from 'vscode';
import type { Logger } from '../../core/logger.js';
import type { WindowStore } from '../../models/lastUsedSelection.js';

const key = 'lastUsedSelection';

/** Keeps what was used last with the window's folder, in the editor's own state: no file of the folder, and no setting. */
export function lastUsedStore(state: vscode.Memento, logger: Logger): WindowStore {
  return {
    read: () => state.get<unknown>(key),
    write: (selection) => {
      // The window itself remembers; only after a reload it is as if nothing had been chosen.
      state.update(key, selection).then(undefined, (error: unknown) => {
        logger.warn(`Could not remember the model that was used last (${String(error)})`);
      });
    },
  };
}
