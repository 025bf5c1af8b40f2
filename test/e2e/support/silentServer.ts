import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SilentServer {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** A server that takes every request and answers none. */
export async function startSilentServer(): Promise<SilentServer> {
  const server = createServer();
  server.on('request', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
