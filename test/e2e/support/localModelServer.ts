import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { localPorts } from '../../../src/vscode/models/localServers/localServers.js';
import type { Simulator } from '../../support/simulator/simulator.js';

export interface LocalModelServer {
  readonly baseUrl: string;
  /** Of the requests, in the order of arrival. */
  readonly paths: readonly string[];
  close(): Promise<void>;
}

/**
 * A server with one model; the simulator answers for it.
 *
 * @param ports it listens on the first that is free; by default one where such servers usually listen. 0: any.
 */
export async function startLocalModelServer(
  simulator: Simulator,
  ports: readonly number[] = localPorts.map(({ port }) => port),
  model = 'local-model',
): Promise<LocalModelServer> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      paths.push(request.url ?? '');
      if (request.url === '/v1/models') {
        response.writeHead(200, { 'content-type': 'application/json' });
        return response.end(JSON.stringify({ object: 'list', data: [{ id: model, object: 'model' }] }));
      }
      const answer = await fetch(`${simulator.url}/compatible${request.url}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer simulator' },
        body: await text(request),
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      for await (const chunk of answer.body!) response.write(chunk);
      return response.end();
    })().catch(() => response.destroy());
  });
  for (const port of ports) {
    server.listen(port, '127.0.0.1');
    const isFree = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (!isFree) continue;
    return {
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      paths,
      close: async () => {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      },
    };
  }
  throw new Error('All ports of local model servers are taken.');
}
