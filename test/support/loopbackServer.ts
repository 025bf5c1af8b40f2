import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackServer {
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** A server on loopback that answers every request in the same way, once it has read it. */
export async function startLoopbackServer(respond: (response: ServerResponse) => void): Promise<LoopbackServer> {
  const server = createServer((request, response) => request.resume().on('end', () => respond(response)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function respondJson(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}
