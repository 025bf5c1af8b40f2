import type { Files } from '../../src/storage/worker/files/files.js';

/** What happens to a process in the middle of the protocol: just before or after its `count`th call of `operation`. */
export interface FaultInjection {
  readonly operation: keyof Files;
  readonly count: number;
  readonly side: 'before' | 'after';
  /** `die`: SIGKILL. `stop`: SIGSTOP, until somebody goes on with it or kills it. */
  readonly action: 'die' | 'stop';
}

/** How the storage of one process is interfered with. */
export interface FaultOptions {
  readonly seed: number;
  /** How far this process's clock is off, in milliseconds. */
  readonly clockOffset: number;
  /** How likely the thread stalls at a call, before or after it. */
  readonly stallProbability: number;
  readonly injection?: FaultInjection;
}

/** Every system call of storage, in the order of `Files`. */
export const operations = [
  'list',
  'read',
  'size',
  'makeDirectory',
  'create',
  'append',
  'sync',
  'close',
  'exists',
  'rename',
  'remove',
  'syncDirectory',
] as const satisfies readonly (keyof Files)[];
