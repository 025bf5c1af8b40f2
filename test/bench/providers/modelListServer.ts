/** Serves a list of as many models as its argument says, each as long as OpenRouter's; prints its address, and the bytes of the list. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openRouterModel } from '../../support/openRouterModel.js';

const models = Array.from({ length: Number(process.argv[2]) }, (_, index) => openRouterModel(index));
const body = Buffer.from(JSON.stringify({ data: models }));
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1 ${body.length}`);
});
