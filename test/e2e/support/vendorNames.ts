import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Server as TcpServer } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { projectFolder } from '../../support/projectFolder.js';

const file = (name: string): string => path.join(projectFolder, 'test', 'fixtures', 'tls', name);

/** The certificate to trust, as `SSL_CERT_FILE` wants it. */
export const certificateFile = file('certificate.pem');

export interface VendorNames {
  /** Of the proxy, as `http.proxy` wants it. */
  readonly proxy: string;
  /** The names with port that were asked for, in the order of arrival. */
  readonly connects: readonly string[];
  close(): Promise<void>;
}

/**
 * A proxy behind which the names of vendors lead to servers of the test, over TLS: an address can be used as its vendor publishes it.
 * @param servers base URLs (http) by host name, which must be in the certificate; all other names are refused
 */
export async function startVendorNames(servers: Readonly<Record<string, string>>): Promise<VendorNames> {
  const connects: string[] = [];
  const secure = createTlsServer(
    { cert: readFileSync(certificateFile), key: readFileSync(file('key.pem')) },
    (incoming, response) => forward(incoming, response, servers[incoming.headers.host ?? '']),
  );
  const proxy = createServer((_, response) => response.writeHead(403).end());
  const tunnels = new Set<Duplex>();
  proxy.on('connect', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const name = incoming.url ?? '';
    connects.push(name);
    tunnels.add(socket);
    socket.on('error', () => socket.destroy());
    if (!name.endsWith(':443') || servers[name.slice(0, -4)] === undefined)
      return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const behind = connect(portOf(secure), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    behind.on('error', () => socket.destroy());
    socket.on('close', () => behind.destroy());
    return undefined;
  });
  await Promise.all([listening(secure), listening(proxy)]);
  return {
    proxy: `http://127.0.0.1:${portOf(proxy)}`,
    connects,
    close: async () => {
      for (const tunnel of tunnels) tunnel.destroy();
      await Promise.all([closed(secure), closed(proxy)]);
    },
  };
}

/** @param server base URL of the server that answers; without one nobody does */
function forward(incoming: IncomingMessage, response: ServerResponse, server: string | undefined): void {
  if (server === undefined) return void response.writeHead(404).end();
  const { host: _, ...headers } = incoming.headers;
  const outgoing = httpRequest(`${server}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  outgoing.on('error', () => response.destroy());
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

function portOf(server: TcpServer): number {
  return (server.address() as AddressInfo).port;
}

async function listening(server: TcpServer): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
