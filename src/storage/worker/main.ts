import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerOptions } from '../workerProtocol.js';
import { nodeFiles } from './files.js';
import { serve } from './serve.js';

if (parentPort === null) throw new Error('The storage worker runs in a worker thread only.');
await serve(parentPort, workerData as WorkerOptions, nodeFiles);
