import type { Logger } from '../../core/logger.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ChatHistory } from '../../storage/api/chatHistory.js';
import type { StorageMaintenance } from '../../storage/api/maintenance.js';

/** What the maintenance commands need. */
export interface MaintenanceDependencies {
  readonly maintenance: StorageMaintenance;
  readonly history: Pick<ChatHistory, 'deleted'>;
  readonly tasks: TaskRegistry;
  readonly logger: Logger;
}
