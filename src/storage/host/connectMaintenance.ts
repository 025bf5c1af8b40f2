import type { Backup, Checked, Erased, LongWork, Recovered, Restored, StorageMaintenance } from '../api/maintenance.js';
import type { MaintenanceWork } from '../protocol/workerProtocol.js';

/** @param maintain has the worker do it, and resolves with its result. */
export function connectMaintenance(
  maintain: (work: MaintenanceWork, options: LongWork) => Promise<unknown>,
): StorageMaintenance {
  const uninterrupted: LongWork = { signal: new AbortController().signal, onProgress: () => undefined };
  return {
    backups: () => maintain({ name: 'backups' }, uninterrupted) as Promise<readonly Backup[]>,
    restore: (backup, options) => maintain({ name: 'restore', backup }, options) as Promise<Restored>,
    check: (options) => maintain({ name: 'check' }, options) as Promise<Checked>,
    recover: (options) => maintain({ name: 'recover' }, options) as Promise<Recovered>,
    eraseDeleted: (options) => maintain({ name: 'erase' }, options) as Promise<Erased>,
  };
}
