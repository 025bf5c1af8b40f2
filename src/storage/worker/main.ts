import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerOptions } from '../protocol/workerProtocol.js';
import { nodeFiles } from './files/files.js';
import { retryingFiles } from './files/retryingFiles.js';
import { serve } from './server.js';

if (parentPort === null) throw new Error('The storage worker runs in a worker thread only.');
const files = process.platform === 'win32' ? retryingFiles(nodeFiles) : nodeFiles;
await serve(parentPort, workerData as WorkerOptions, files);
