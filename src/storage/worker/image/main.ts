import { parentPort, workerData } from 'node:worker_threads';
import { imageIn } from '../sqlite/imageMemory.js';
import { loadSqlJs } from '../sqlite/sql.js';
import { failureOf, type ImageThreadAnswer, type ImageThreadData } from './imageThread.js';
import { imageWorkHere } from './imageWork.js';

if (parentPort === null) throw new Error('This runs in a worker thread only.');
const answer = await carryOut(workerData as ImageThreadData);
const image = 'done' in answer && answer.done instanceof Uint8Array ? answer.done : undefined;
parentPort.postMessage(answer, image === undefined ? [] : [image.buffer as ArrayBuffer]);

async function carryOut(data: ImageThreadData): Promise<ImageThreadAnswer> {
  try {
    const sqlJs = await loadSqlJs(data.sqlJsDirectory);
    const steps = imageWorkHere(sqlJs)[data.work](data.database, imageIn(data.memory, data.length));
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    return { done: step.value };
  } catch (error) {
    return failureOf(error);
  }
}
