import assert from 'node:assert/strict';
import type { Checked } from '../../../../src/storage/api/maintenance.js';
import { MaintenanceWindow } from './maintenanceWindow.js';
import { SimulatedFiles } from './simulatedFiles.js';

const part = { type: 'file', mediaType: 'image/png', data: Buffer.alloc(20_000, 3).toString('base64') } as const;

/** A history with segments, snapshots, backups and an attachment. */
export function prepared(): { files: SimulatedFiles; window: MaintenanceWindow } {
  const files = new SimulatedFiles();
  const window = new MaintenanceWindow(files);
  window.converse('a', 'a secret question', 'a secret answer');
  window.append({
    type: 'message.put',
    message: {
      id: 'picture',
      conversationId: 'a',
      parentId: null,
      role: 'user',
      parts: [part],
      createdAt: 5,
      status: 'complete',
    },
  });
  window.appendUsers({ type: 'preference.set', userId: 'u', key: 'k', value: 'v' });
  window.runDueMaintenance();
  window.runDueMaintenance('users');
  window.converse('b', 'later');
  return { files, window };
}

/**
 * Checks a history, in which after so many steps this window and another one write, and the other one makes files superfluous.
 * @returns how many steps the check took.
 */
export function checkDuringChanges(moment: number): number {
  const { files, window } = prepared();
  const other = new MaintenanceWindow(files);
  other.history.database.open();
  const work = window.service.work({ name: 'check' }, () => undefined);
  let step = 0;
  let next = work.next();
  for (; next.done !== true; next = work.next(), step++) {
    if (step !== moment) continue;
    window.converse(`mine ${step}`, 'x');
    other.converse(`other ${step}`, 'x');
    for (let time = 0; time < 3; time++) other.checkpoint();
  }
  assert.deepEqual((next.value as Checked).findings, [], `at step ${moment}`);
  return step;
}
