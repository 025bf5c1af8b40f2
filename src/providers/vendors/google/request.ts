import type { Content, GenerateContentConfig, Part, ThinkingConfig, ThinkingLevel } from '@google/genai/web';
import type { ReasoningEffort } from '../../../core/chatParameters.js';
import type { MessagePart } from '../../../core/message.js';
import { closedSchema } from '../../adapter/closedSchema.js';
import type { ChatMessage, ChatRequest } from '../../provider.js';

export interface GoogleRequest {
  readonly model: string;
  readonly contents: Content[];
  readonly config: GenerateContentConfig;
}

/**
 * Follows the part it was sent with. `text` is the text of exactly that part: signed and unsigned text must not be
 * merged into one part ("Thought signatures" in Google's guide).
 */
export interface ThoughtSignature {
  readonly type: 'thought-signature';
  readonly signature: string;
  readonly on: 'text' | 'function-call';
  readonly text?: string;
}

/** Marks ids that SCOUT gave to calls that came without one; they mean nothing to Google. */
export const ownCallId = 'scout-call-';

/** Thinking tokens of the 2.5 models, by effort; later ones take a level. */
const budgets: Readonly<Record<ReasoningEffort, number>> = {
  none: 0,
  minimal: 512,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 24_576,
  max: 24_576,
};
/** The four levels that the models from 3 on take (ai.google.dev/gemini-api/docs/thinking); they cannot be told not to think. */
const levels: Readonly<Record<ReasoningEffort, `${ThinkingLevel}`>> = {
  none: 'MINIMAL',
  minimal: 'MINIMAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  xhigh: 'HIGH',
  max: 'HIGH',
};

export function toRequest(request: ChatRequest): GoogleRequest {
  const { model, parameters, responseFormat, system, tools } = request;
  const { maxOutputTokens, temperature, topP } = parameters;
  const names = toolNames(request.messages);
  const contents = request.messages.flatMap((message) => toContent(message, names));
  const instructs = !model.startsWith('gemma');
  const thinkingConfig = thinkingFor(model, parameters.reasoningEffort);
  return {
    model,
    contents: system && !instructs ? withInstruction(system, contents) : contents,
    config: {
      ...(system && instructs ? { systemInstruction: { parts: [{ text: system }] } } : {}),
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
      ...(temperature === undefined ? {} : { temperature }),
      ...(topP === undefined ? {} : { topP }),
      ...(thinkingConfig === undefined ? {} : { thinkingConfig }),
      ...(tools === undefined || tools.length === 0
        ? {}
        : {
            tools: [
              {
                functionDeclarations: tools.map(({ name, description, inputSchema }) => ({
                  name,
                  description,
                  parametersJsonSchema: inputSchema,
                })),
              },
            ],
          }),
      ...(responseFormat === undefined
        ? {}
        : { responseMimeType: 'application/json', responseJsonSchema: closedSchema(responseFormat.schema) }),
    },
  };
}

/** Models before 2.5, and those for images, speech and the like, refuse a thinking configuration. */
function thinkingFor(model: string, effort: ReasoningEffort | undefined): ThinkingConfig | undefined {
  const generation = Number(/^gemini-(\d+(?:\.\d+)?)-/.exec(model)?.[1] ?? 0);
  if (generation < 2.5 || /image|tts|live|audio/.test(model)) return undefined;
  if (effort === undefined) return { includeThoughts: true };
  return generation < 3
    ? { includeThoughts: true, thinkingBudget: budgets[effort] }
    : { includeThoughts: true, thinkingLevel: levels[effort] as ThinkingLevel };
}

/** Gemma has no place for instructions but the first message. */
function withInstruction(system: string, contents: Content[]): Content[] {
  const [first, ...others] = contents;
  return first?.role === 'user'
    ? [{ role: 'user', parts: [{ text: system }, ...(first.parts ?? [])] }, ...others]
    : [{ role: 'user', parts: [{ text: system }] }, ...contents];
}

/** A tool's result must name its function; SCOUT knows it by the call's id. */
function toolNames(messages: readonly ChatMessage[]): ReadonlyMap<string, string> {
  const calls = messages.flatMap(({ parts }) => parts).filter((part) => part.type === 'tool-call');
  return new Map(calls.map(({ id, name }) => [id, name]));
}

function toContent(message: ChatMessage, names: ReadonlyMap<string, string>): Content[] {
  const parts: Part[] = [];
  for (const part of message.parts) addPart(parts, part, names);
  return parts.length === 0 ? [] : [{ role: message.role === 'assistant' ? 'model' : 'user', parts }];
}

function addPart(parts: Part[], part: MessagePart, names: ReadonlyMap<string, string>): void {
  switch (part.type) {
    case 'text':
    case 'refusal':
      if (part.text !== '') parts.push({ text: part.text });
      break;
    case 'file':
      parts.push({ inlineData: { mimeType: part.mediaType, data: part.data } });
      break;
    case 'tool-call':
      parts.push({
        functionCall: { ...idOf(part.id), name: part.name, args: (part.input ?? {}) as Record<string, unknown> },
      });
      break;
    case 'tool-result': {
      const response = part.isError ? { error: part.output } : { output: part.output };
      parts.push({ functionResponse: { ...idOf(part.callId), name: names.get(part.callId) ?? 'unknown', response } });
      break;
    }
    case 'opaque':
      if (isThoughtSignature(part.data)) sign(parts, part.data);
      break;
    case 'reasoning':
    case 'citation':
      break;
  }
}

function idOf(id: string): { id?: string } {
  return id.startsWith(ownCallId) ? {} : { id };
}

/** Puts a signature where it came from: on the last call, or on the end of the last text. */
function sign(parts: Part[], { signature, on, text = '' }: ThoughtSignature): void {
  const last = parts.at(-1);
  if (on === 'function-call') {
    if (last?.functionCall) last.thoughtSignature = signature;
    return;
  }
  if (last?.text !== undefined && last.thoughtSignature === undefined && text !== '' && last.text.endsWith(text)) {
    last.text = last.text.slice(0, last.text.length - text.length);
    if (last.text === '') parts.pop();
  }
  parts.push({ text, thoughtSignature: signature });
}

function isThoughtSignature(data: unknown): data is ThoughtSignature {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    data.type === 'thought-signature' &&
    'signature' in data &&
    typeof data.signature === 'string'
  );
}
