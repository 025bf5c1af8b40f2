import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FromThread } from '../../../../../src/archives/thread/protocol.js';
import { TaskRegistry } from '../../../../../src/core/taskRegistry.js';
import type { ArchiveDependencies } from '../../../../../src/vscode/archives/archiveDependencies.js';
import { ReadOnlyDocument } from '../../../../../src/vscode/ui/readOnlyDocument.js';
import type { MemoryHistory } from '../../../../support/memoryHistory.js';
import { recordingLogger, type RecordingLogger } from '../../../../support/recordingLogger.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

/** What the commands are given, with the real thread. */
export function archiveDependencies<History extends MemoryHistory>(
  history: History,
): ArchiveDependencies & { readonly history: History; readonly logger: RecordingLogger } {
  const logger = recordingLogger();
  return {
    history,
    unsavedChats: () => Promise.resolve([]),
    workerFile: fileURLToPath(new URL('../../../../../src/archives/thread/main.ts', import.meta.url)),
    tasks: new TaskRegistry(logger),
    logger,
    report: new ReadOnlyDocument('scout-import', 'SCOUT import.md'),
  };
}

/** A thread that only says this, for what the real one says where a disk is full or memory is short. Gives its file. */
export function scriptedThread(folder: string, messages: readonly FromThread[], last = ''): string {
  const file = path.join(folder, 'scriptedThread.mjs');
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads';
for (const message of ${JSON.stringify(messages)}) parentPort.postMessage([message]);
${last}`,
  );
  return file;
}

/** What was shown as a notification, each as `severity: message`. */
export function notifications(): readonly string[] {
  return vscodeStub.messages.shown.map(({ severity, message }) => `${severity}: ${message}`);
}
