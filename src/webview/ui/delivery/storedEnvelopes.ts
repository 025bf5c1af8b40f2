import { isDurable, isRequest, type RequestEnvelope } from '../../protocol/delivery.js';

/** The requests in what was stored, by whichever version of SCOUT; those only that are made again. */
export function envelopesIn(stored: unknown): readonly RequestEnvelope[] {
  return Array.isArray(stored) ? stored.filter(isEnvelope) : [];
}

/** The number of a stored outbox; 0 where none was stored. */
export function revisionIn(stored: unknown): number {
  return typeof stored === 'number' && Number.isSafeInteger(stored) && stored > 0 ? stored : 0;
}

function isEnvelope(value: unknown): value is RequestEnvelope {
  if (!has(value, 'type', 'id', 'request')) return false;
  const { request } = value as { request: unknown };
  return has(request, 'type') && isRequest(request as { type: string }) && isDurable(request as { type: string });
}

/** Whether a value is an object with these fields. */
export function has(value: unknown, ...keys: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && keys.every((key) => key in value);
}
