/**
 * Saves as fast as it can until it is killed, and reports each change on standard output once storage has
 * acknowledged it: a transaction by its name, a delta of a streaming answer as `<answer>#<number>`.
 * Arguments: folder, name, worker file, sql.js folder.
 */
import { writeSync } from 'node:fs';
import { silentLogger } from '../../src/core/logger.js';
import { createStorage } from '../../src/storage/storage.js';
import { deltaOf, eventsOf, streamingOf } from './transactions.js';

const [directory, name, workerFile, sqlJsDirectory] = process.argv.slice(2) as [string, string, string, string];
const { history } = createStorage({ directory, workerFile, sqlJsDirectory, logger: silentLogger });

/** Straight to the pipe: what is reported has left this process before anything else happens. */
function report(change: string): void {
  writeSync(1, `${change}\n`);
}

async function saveTransactions(lane: number): Promise<never> {
  for (let number = 0; ; number++) {
    const transaction = `${name}.${lane}.${number}`;
    await history.append(eventsOf(transaction), number % 3 === 2 ? 'written' : 'synced');
    report(transaction);
  }
}

async function streamAnswer(): Promise<never> {
  const answer = `${name}.answer`;
  await history.append([streamingOf(answer)], 'synced');
  for (let number = 0; ; number++) {
    await history.append([deltaOf(answer, number)], 'written');
    report(`${answer}#${number}`);
  }
}

await Promise.all([saveTransactions(0), saveTransactions(1), streamAnswer()]);
