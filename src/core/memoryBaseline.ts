import type { Logger } from './logger.js';

/** Logs what the process holds before SCOUT has done anything: what later figures are compared with. */
export function logMemoryBaseline(logger: Logger): void {
  const { rss, heapUsed, external } = process.memoryUsage();
  const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
  logger.info(
    `Memory baseline of the extension host: ${mebibytes(heapUsed)} MiB heap used, ${mebibytes(external)} MiB external, ${mebibytes(rss)} MiB resident`,
  );
}
