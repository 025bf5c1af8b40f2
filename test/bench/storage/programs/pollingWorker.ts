/** The storage worker on a file system that gives no hints, such as a network share. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

fs.watch = () => {
  throw new Error('Nothing can be watched here.');
};
syncBuiltinESMExports();
await import('../../../../src/storage/worker/main.js');
