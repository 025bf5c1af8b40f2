import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerOptions } from '../workerProtocol.js';
import { nodeFiles } from './files.js';
import { retryingFiles } from './retryingFiles.js';
import { serve } from './serve.js';

if (parentPort === null) throw new Error('The storage worker runs in a worker thread only.');
const files = process.platform === 'win32' ? retryingFiles(nodeFiles) : nodeFiles;
await serve(parentPort, workerData as WorkerOptions, files);
