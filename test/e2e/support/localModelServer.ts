import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { localPorts } from '../../../src/vscode/models/localServers.js';
import type { Simulator } from '../../support/simulator/simulator.js';

export interface LocalModelServer {
  readonly baseUrl: string;
  /** Of the requests, in the order of arrival. */
  readonly paths: readonly string[];
  close(): Promise<void>;
}

/** A server with one model on the first port where such servers usually listen and none does; the simulator answers for it. */
export async function startLocalModelServer(simulator: Simulator): Promise<LocalModelServer> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      paths.push(request.url ?? '');
      if (request.url === '/v1/models') {
        response.writeHead(200, { 'content-type': 'application/json' });
        return response.end(JSON.stringify({ object: 'list', data: [{ id: 'local-model', object: 'model' }] }));
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
  for (const { port } of localPorts) {
    server.listen(port, '127.0.0.1');
    const isFree = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (!isFree) continue;
    return {
      baseUrl: `http://127.0.0.1:${port}/v1`,
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
