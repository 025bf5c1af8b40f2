import type * as vscode from 'vscode';
import type { Logger } from '../core/logger.js';
import { LastUsedSelection } from '../models/lastUsedSelection.js';
import { findEndpoint } from '../vscode/configuration/configuredEndpoints.js';
import { settingsSelection } from '../vscode/models/configuredModel.js';
import { lastUsedStore } from '../vscode/models/lastUsedStore.js';

/** What chats in this window used last. @param onError is told what a listener throws */
export function createLastUsed(
  { workspaceState }: vscode.ExtensionContext,
  logger: Logger,
  onError: (error: unknown) => void,
): LastUsedSelection {
  return new LastUsedSelection({
    store: lastUsedStore(workspaceState, logger),
    settings: settingsSelection,
    isEndpoint: (id) => findEndpoint(id) !== undefined,
    onError,
  });
}
