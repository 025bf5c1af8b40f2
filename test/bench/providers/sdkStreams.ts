/** Each vendor's SDK as anybody uses it: one request, and its stream of events, with nothing of SCOUT's. */
import { Anthropic } from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai/web';
import { chatCompletionStream } from '@huggingface/inference';
import { MistralCore } from '@mistralai/mistralai/core.js';
import { chatStream } from '@mistralai/mistralai/funcs/chatStream.js';
import { HTTPClient } from '@mistralai/mistralai/lib/http.js';
import { OpenAI } from 'openai';
import type { VendorId } from '../../../src/providers/provider.js';

type SdkStream = (fetch: typeof globalThis.fetch) => Promise<AsyncIterable<unknown>>;

const [apiKey, model, address, text] = ['k', 'm', 'http://127.0.0.1:9/v1', 'Hello'];
const messages = [{ role: 'user' as const, content: text }];

/** @param fetch gives the answer, whatever is asked */
export const sdkStreams: Readonly<Record<VendorId, SdkStream>> = {
  openai: (fetch) =>
    new OpenAI({ apiKey, baseURL: address, fetch, maxRetries: 0 }).responses.create({
      model,
      input: text,
      stream: true,
    }),
  compatible: (fetch) =>
    new OpenAI({ apiKey, baseURL: address, fetch, maxRetries: 0 }).chat.completions.create({
      model,
      messages,
      stream: true,
    }),
  anthropic: (fetch) =>
    new Anthropic({ apiKey, baseURL: address, fetch, maxRetries: 0 }).messages.create({
      model,
      messages,
      max_tokens: 1_000,
      stream: true,
    }),
  google: (fetch) =>
    new GoogleGenAI({ apiKey, httpOptions: { baseUrl: address, fetch } }).models.generateContentStream({
      model,
      contents: text,
    }),
  mistral: async (fetch) => {
    const client = new MistralCore({ apiKey, serverURL: address, httpClient: new HTTPClient({ fetcher: fetch }) });
    const result = await chatStream(client, { model, messages });
    if (!result.ok) throw result.error;
    return result.value;
  },
  huggingface: (fetch) =>
    Promise.resolve(chatCompletionStream({ model, messages, accessToken: apiKey, endpointUrl: address }, { fetch })),
};
