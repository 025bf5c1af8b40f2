/** How many timers keep the process from ending. To be asked after a test's first `await` only: then its own time limit counts, too. */
export function timers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}
