import { abortError } from '../../../../src/core/errors.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { Conversation } from '../../../../src/storage/api/chatHistory.js';
import type { LongWork, StorageMaintenance } from '../../../../src/storage/api/maintenance.js';
import { connectMaintenance } from '../../../../src/storage/host/connectMaintenance.js';
import type { MaintenanceDependencies } from '../../../../src/vscode/maintenance/maintenanceDependencies.js';
import { recordingLogger, type RecordingLogger } from '../../../support/recordingLogger.js';
import type { MaintenanceWindow } from '../../storage/support/maintenanceWindow.js';

export interface TestedDependencies extends MaintenanceDependencies {
  readonly logger: RecordingLogger;
}

/** The real maintenance of a window, without the thread. */
export function maintenanceOf(window: MaintenanceWindow): TestedDependencies {
  const maintenance = connectMaintenance((work, { onProgress }) =>
    Promise.resolve().then(() => window.run(work, onProgress)),
  );
  const deleted = (): readonly Conversation[] =>
    window.history.database.query('deleted', []) as readonly Conversation[];
  return withDoubles(maintenance, () => Promise.resolve(deleted()));
}

/** Maintenance that does what a test says, and rejects where it says nothing. */
export function scriptedMaintenance(
  methods: Partial<StorageMaintenance>,
  deleted: MaintenanceDependencies['history']['deleted'] = () => Promise.resolve([]),
): TestedDependencies {
  const unscripted = connectMaintenance(({ name }) => Promise.reject(new Error(`This test does not script ${name}.`)));
  return withDoubles({ ...unscripted, ...methods }, deleted);
}

/** Goes on until it is told to stop. */
export function untilStopped({ signal }: LongWork): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(abortError())));
}

function withDoubles(
  maintenance: StorageMaintenance,
  deleted: MaintenanceDependencies['history']['deleted'],
): TestedDependencies {
  const logger = recordingLogger();
  return { maintenance, history: { deleted }, tasks: new TaskRegistry(recordingLogger()), logger };
}
