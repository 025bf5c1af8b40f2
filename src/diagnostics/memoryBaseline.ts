import type { Logger } from '../core/logger.js';

/** What a process holds, in bytes, as `process.memoryUsage` reports it. */
export type ProcessMemory = Readonly<
  Pick<NodeJS.MemoryUsage, 'rss' | 'heapTotal' | 'heapUsed' | 'external' | 'arrayBuffers'>
>;

/** Logs what the process holds before SCOUT has done anything, and gives it back: what later figures are compared with. */
export function logMemoryBaseline(logger: Logger): ProcessMemory {
  const baseline = process.memoryUsage();
  const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
  logger.info(
    `Memory baseline of the extension host: ${mebibytes(baseline.heapUsed)} MiB heap used, ${mebibytes(baseline.external)} MiB external, ${mebibytes(baseline.rss)} MiB resident`,
  );
  return baseline;
}
