/** The key that stands for "there is none: talk to the simulator"; no vendor issues it. */
export const simulatorKey = 'simulator';

/**
 * Where `npm start` runs the project's own simulator; `undefined` otherwise. Only a server on this machine
 * counts, and all it is ever sent is its own key.
 */
export function simulatorAddress(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const address = environment['SCOUT_SIMULATOR'];
  return address !== undefined && /^http:\/\/127\.0\.0\.1:\d{1,5}$/u.test(address) ? address : undefined;
}
