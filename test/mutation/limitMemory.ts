import { Worker } from 'node:worker_threads';

/**
 * Ends this process when it occupies more than so many bytes, also in a loop that never returns: a mutation must not take the
 * memory of the whole machine.
 */
export function limitMemory(bytes: number): void {
  const check = `if (process.memoryUsage.rss() > ${bytes}) process.kill(process.pid, 'SIGKILL');`;
  new Worker(`setInterval(() => { ${check} }, 200);`, { eval: true, execArgv: [] }).unref();
}
