import path from 'node:path';
import type { Backup, Restored } from '../../../../src/storage/api/maintenance.js';
import { MaintenanceWindow } from './maintenanceWindow.js';
import { directory } from './openDatabase.js';
import { SimulatedFiles } from './simulatedFiles.js';

const folder = path.join(directory, 'backups');

/** When the backup is made. */
export const start = Date.UTC(2026, 4, 3);

/** A window whose databases have just been backed up. */
export function backedUp(prepare: (window: MaintenanceWindow) => void): {
  files: SimulatedFiles;
  window: MaintenanceWindow;
  backup: string;
} {
  const files = new SimulatedFiles();
  const window = new MaintenanceWindow(files, () => start);
  prepare(window);
  while (window.runDueMaintenance() !== undefined);
  const backup = window.run<readonly Backup[]>({ name: 'backups' }).find(({ of }) => of === 'chats');
  return { files, window, backup: backup?.name ?? '' };
}

/** Restores the backup of that name. */
export function restore(window: MaintenanceWindow, backup: string): Restored {
  return window.run({ name: 'restore', backup });
}

/** Deletes conversations for good. */
export function addTombstones(window: MaintenanceWindow, ...ids: readonly string[]): void {
  window.append(...ids.map((id) => ({ type: 'conversation.tombstone', id }) as const));
}

/** The names of the files in the backups’ folder, sorted. */
export function backupNamesIn(files: SimulatedFiles): readonly string[] {
  return [...files.contents().keys()]
    .filter((file) => path.dirname(file) === folder)
    .map((file) => path.basename(file))
    .sort();
}
