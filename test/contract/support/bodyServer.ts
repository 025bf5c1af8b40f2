import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A server on loopback that answers everything with a body, for as long as `use` takes.
 * @param pieces of the body, each sent on its own
 * @param gapMs between two pieces
 */
export async function serveBody<T>(
  pieces: readonly string[],
  use: (baseUrl: string) => Promise<T>,
  gapMs = 2,
): Promise<T> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => void write());
    const write = async (): Promise<void> => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of pieces) {
        response.write(piece);
        await wait(gapMs);
      }
      response.end();
    };
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}
