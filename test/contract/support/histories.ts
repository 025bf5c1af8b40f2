import type { SendablePart } from '../../../src/core/message.js';
import type { ChatMessage, ChatProvider, ChatRequest, VendorId } from '../../../src/providers/provider.js';
import { outcomeOf, toParts } from './providersUnderTest.js';

export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
export const image: SendablePart = { type: 'file', mediaType: 'image/png', data: pixel };
export const pdf: SendablePart = {
  type: 'file',
  mediaType: 'application/pdf',
  data: 'JVBERi0xLjQK',
  name: 'paper.pdf',
};
export const user = (...parts: (string | SendablePart)[]): ChatMessage => ({
  role: 'user',
  parts: parts.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part)),
});
export const assistant = (...parts: (string | SendablePart)[]): ChatMessage => ({
  ...user(...parts),
  role: 'assistant',
});

export const weather = {
  name: 'get_weather',
  description: 'The weather in a city.',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

/** A model of each vendor that thinks, calls tools and sees. */
export const thinkingModels: Readonly<Record<VendorId, string>> = {
  openai: 'gpt-5.5',
  anthropic: 'claude-sonnet-5-5',
  google: 'gemini-3.8-flash',
  mistral: 'magistral-medium-latest',
  huggingface: 'openai/gpt-oss-120b',
  compatible: 'qwen3:8b',
};

export function requestOf(model: string, messages: readonly ChatMessage[]): ChatRequest {
  return { model, system: 'Answer briefly.', messages, tools: [weather], parameters: { reasoningEffort: 'low' } };
}

/** The next answer; throws what the vendor refuses. */
export async function answerTo(provider: ChatProvider, request: ChatRequest): Promise<ChatMessage> {
  const { events, error } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
  if (error !== undefined) throw error as Error;
  return { role: 'assistant', parts: toParts(events) };
}

/** What the tools say to the calls of an answer. */
export function resultsOf({ parts }: ChatMessage): ChatMessage {
  const calls = parts.filter((part) => part.type === 'tool-call');
  return {
    role: 'tool',
    parts: calls.map(({ id }) => ({ type: 'tool-result', callId: id, output: 'Rain', isError: false })),
  };
}

/**
 * A chat with one vendor: a thought about an image and a PDF, one call after a thought, two calls at once. It ends with the results of the
 * latter, which are still to be answered.
 */
export async function chatWith(provider: ChatProvider, vendor: VendorId): Promise<readonly ChatMessage[]> {
  const model = thinkingModels[vendor];
  const files = vendor === 'huggingface' ? [image] : [image, pdf];
  const messages: ChatMessage[] = [user('What is this? [scenario:reasoning]', ...files)];
  const next = async (): Promise<ChatMessage> => {
    const answer = await answerTo(provider, requestOf(model, messages));
    messages.push(answer);
    return answer;
  };
  await next();
  messages.push(user('And the weather? [scenario:tool-fragments]'));
  messages.push(resultsOf(await next()));
  await next();
  messages.push(user('And elsewhere? [scenario:tool-calls]'));
  messages.push(resultsOf(await next()));
  return messages;
}

/** What was said, in the vendor's own words. */
export function sentMessages(body: unknown): readonly unknown[] {
  const { input, messages, contents } = body as Record<string, unknown[] | undefined>;
  return input ?? messages ?? contents ?? [];
}
