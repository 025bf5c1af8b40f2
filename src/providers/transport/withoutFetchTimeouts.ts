import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Whose context a request is created in. */
const ours = new AsyncLocalStorage<boolean>();
/** undici publishes every request here before it is sent, whichever copy of undici and whichever dispatcher sends it (its docs/api/DiagnosticsChannel). */
const channel = 'undici:request:create';
let calls = 0;

/**
 * Runs `send` so that requests made in it know no time limit of `fetch` itself, which gives up after 300 s without headers or between two
 * pieces of the body (nodejs/undici#1373, openai/openai-node#2153). A dispatcher of our own could not say so: VS Code's `fetch` puts its
 * own in its place, for proxies and certificates. Requests of other extensions keep their limits.
 *
 * @param send ends when the headers are there; the limit of the body is taken from the request, too
 */
export async function withoutFetchTimeouts<T>(send: () => Promise<T>): Promise<T> {
  if (calls === 0) subscribe(channel, removeLimits);
  calls += 1;
  try {
    return await ours.run(true, send);
  } finally {
    calls -= 1;
    if (calls === 0) unsubscribe(channel, removeLimits);
  }
}

/** @param message holds the request with undici's own options, of which 0 is no limit and `undefined` the client's */
function removeLimits(message: unknown): void {
  if (ours.getStore() !== true || typeof message !== 'object' || message === null || !('request' in message)) return;
  const { request } = message;
  if (typeof request === 'object' && request !== null) Object.assign(request, { headersTimeout: 0, bodyTimeout: 0 });
}
