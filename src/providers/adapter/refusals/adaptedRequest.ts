import type { ChatMessage, ChatRequest } from '../../provider.js';

/** What a model has refused so far. */
export interface Refusals {
  /** Names of parameters. */
  readonly omit: Set<string>;
  /** The longest answer that the model gives, in tokens, once it has said so. */
  maximumOutputTokens: number | undefined;
}

/** What of a request can be said otherwise: the system prompt in front of the first question, the format in words, which go into the prompt. */
export function replaceableParameters({ system, responseFormat }: ChatRequest): string[] {
  return responseFormat === undefined ? (system ? ['system'] : []) : ['system', 'response_format'];
}

/** The request as a model takes it that has refused some of its parts. What an adapter leaves out by name is not its concern. */
export function adaptedRequest(request: ChatRequest, { omit, maximumOutputTokens }: Refusals): ChatRequest {
  let adapted = request;
  const { responseFormat } = adapted;
  if (responseFormat !== undefined && omit.has('response_format')) {
    const { responseFormat: _, ...others } = adapted;
    const schema = JSON.stringify(responseFormat.schema);
    const wish = `Answer with nothing but JSON that satisfies this JSON Schema, without a code block: ${schema}`;
    adapted = { ...others, system: adapted.system ? `${adapted.system}\n\n${wish}` : wish };
  }
  if (adapted.system && omit.has('system')) {
    const { system, ...others } = adapted;
    adapted = { ...others, messages: withInstructions(system, adapted.messages) };
  }
  const asked = adapted.parameters.maxOutputTokens;
  return maximumOutputTokens !== undefined && (asked === undefined || asked > maximumOutputTokens)
    ? withOutputLimit(adapted, maximumOutputTokens)
    : adapted;
}

/** @param tokens of the answer at most */
export function withOutputLimit(request: ChatRequest, tokens: number): ChatRequest {
  return { ...request, parameters: { ...request.parameters, maxOutputTokens: tokens } };
}

/** In front of the first question, and in the same message: some models refuse two in a row. */
function withInstructions(text: string, messages: readonly ChatMessage[]): ChatMessage[] {
  const [first, ...others] = messages;
  const instructions = { type: 'text', text: `${text}\n\n` } as const;
  return first?.role === 'user'
    ? [{ role: 'user', parts: [instructions, ...first.parts] }, ...others]
    : [{ role: 'user', parts: [instructions] }, ...messages];
}
