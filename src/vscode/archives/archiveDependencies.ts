import type { Logger } from '../../core/logger.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ChatHistory } from '../../storage/api/chatHistory.js';
import type { ReadOnlyDocument } from '../ui/readOnlyDocument.js';
import type { UnsavedChat } from './withUnsaved.js';

/** What exporting and importing chats needs. */
export interface ArchiveDependencies {
  readonly history: ChatHistory;
  /** The chats of which something may not be on disk yet. */
  readonly unsavedChats: () => Promise<readonly UnsavedChat[]>;
  /** The built `archiveWorker.js`. */
  readonly workerFile: string;
  readonly tasks: TaskRegistry;
  readonly logger: Logger;
  /** Where the report of an import is shown. */
  readonly report: ReadOnlyDocument;
}
