import { parentPort, workerData } from 'node:worker_threads';
import { imageIn } from '../sqlite/imageMemory.js';
import { loadSqlJs } from '../sqlite/loadSqlJs.js';
import { failureOf, type ImageThreadAnswer, type ImageThreadData } from './imageThread.js';
import { runToEnd } from '../step.js';
import { type CheckedImage, imageWorkHere } from './imageWork.js';

if (parentPort === null) throw new Error('This runs in a worker thread only.');
const answer = await carryOut(workerData as ImageThreadData);
const image = 'done' in answer && answer.done instanceof Uint8Array ? answer.done : undefined;
parentPort.postMessage(answer, image === undefined ? [] : [image.buffer as ArrayBuffer]);

async function carryOut(data: ImageThreadData): Promise<ImageThreadAnswer> {
  try {
    const sqlJs = await loadSqlJs(data.sqlJsDirectory);
    const steps = imageWorkHere(sqlJs)[data.work](data.database, imageIn(data.memory, data.length));
    return { done: runToEnd<CheckedImage | Uint8Array>(steps) };
  } catch (error) {
    return failureOf(error);
  }
}
