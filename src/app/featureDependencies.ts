import type * as vscode from 'vscode';
import type { Logger } from '../core/logger.js';
import type { DisposableStore } from '../core/disposables.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ProcessMemory } from '../diagnostics/memoryBaseline.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { LastUsedSelection } from '../models/lastUsedSelection.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { Storage } from '../storage/host/storage.js';
import type { Connections } from '../vscode/models/connections.js';

/** What exists from the start. */
export interface FeatureDependencies {
  readonly context: vscode.ExtensionContext;
  readonly logger: Logger;
  readonly tasks: TaskRegistry;
  /** Releases a feature at the end of the shutdown. */
  readonly store: DisposableStore;
  readonly manager: ProviderManager;
  readonly storage: Storage;
  readonly provider: ProviderStatus;
  readonly connections: Connections;
  readonly lastUsed: LastUsedSelection;
  readonly active: ActiveSelection;
  /** There is news about what models can and cost. */
  readonly onModelsKnown: () => void;
  readonly memoryBaseline: ProcessMemory;
}
