import path from 'node:path';
import type { DeliveryPrograms } from './deliveryPrograms.js';
import { runDeliveryRound } from './runDeliveryRound.js';

export interface DeliveryRoundsOptions {
  readonly folder: string;
  readonly programs: DeliveryPrograms;
  readonly rounds: number;
  readonly messages: number;
  readonly seed: number;
}

export interface DeliveryTotal {
  rounds: number;
  lost: number;
  doubled: number;
  disordered: number;
  lostDrafts: number;
  lostAttachments: number;
  attached: number;
  kills: number;
  stops: number;
  reloads: number;
  oldStates: number;
}

/** How many rounds run at a time: they mostly wait for the disk. */
const lanes = 3;

export async function runDeliveryRounds(options: DeliveryRoundsOptions): Promise<DeliveryTotal> {
  const { folder, programs, rounds, messages, seed } = options;
  const faults = { lost: 0, doubled: 0, disordered: 0, lostDrafts: 0, lostAttachments: 0 };
  const total = { rounds: 0, ...faults, attached: 0, kills: 0, stops: 0, reloads: 0, oldStates: 0 };
  let next = 0;
  const runLane = async (): Promise<void> => {
    while (next < rounds) {
      const round = seed + next;
      next += 1;
      const result = await runDeliveryRound({ folder: path.join(folder, `${round}`), programs, seed: round, messages });
      total.rounds += 1;
      total.lostDrafts += result.hasDraft ? 0 : 1;
      for (const count of [
        'lost',
        'doubled',
        'disordered',
        'lostAttachments',
        'attached',
        'kills',
        'stops',
        'reloads',
        'oldStates',
      ] as const)
        total[count] += result[count];
      if (result.lost + result.doubled + result.disordered + result.lostAttachments > 0 || !result.hasDraft)
        console.log(`Round ${round}: ${JSON.stringify(result)}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  return total;
}
