import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';

const text = 'The capital of France is Paris.';
const completion = {
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 7, total_tokens: 10 },
};
const response = {
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  model: 'm',
  output: [
    {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text, annotations: [] }],
    },
  ],
  usage: { input_tokens: 3, output_tokens: 7, total_tokens: 10 },
};
/** What OpenAI says to organizations that are not verified. */
const refusal = {
  error: {
    message: 'Your organization must be verified to stream this model.',
    type: 'invalid_request_error',
    param: 'stream',
    code: 'unsupported_value',
  },
};

/** A server with OpenAI's two APIs that refuses to stream, and answers with one document where it need not. */
export async function startDocumentServer(): Promise<{
  readonly baseUrl: string;
  /** The bodies of all requests so far. */
  readonly requests: readonly unknown[];
  close(): Promise<void>;
}> {
  const requests: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    void readText(incoming).then((body) => {
      const request = JSON.parse(body) as { stream?: boolean };
      requests.push(request);
      const document = incoming.url?.endsWith('/responses') === true ? response : completion;
      outgoing.writeHead(request.stream === true ? 400 : 200, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify(request.stream === true ? refusal : document));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
