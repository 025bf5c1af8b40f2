import type { Content, GenerateContentConfig, Part, ThinkingConfig, ThinkingLevel } from '@google/genai/web';
import type { ReasoningEffort } from '../../../core/chatParameters.js';
import type { SendablePart } from '../../../core/message.js';
import { closedSchema } from '../../adapter/request/closedSchema.js';
import { isRecord } from '../../adapter/wireValues.js';
import { withCallSignatures } from './callSignatures.js';
import { generationOf } from './generation.js';
import type { ChatMessage, ChatRequest } from '../../provider.js';

export interface GoogleRequest {
  readonly model: string;
  readonly contents: Content[];
  readonly config: GenerateContentConfig;
}

/**
 * Follows the part it was sent with, and goes back on it. `text` is the text of exactly that part: signed and unsigned text must not be
 * merged into one part ("Thought signatures" in Google's guide).
 */
export interface ThoughtSignature {
  readonly type: 'thought-signature';
  readonly signature: string;
  readonly on: 'text' | 'function-call' | 'picture';
  readonly text?: string;
}

/** A part that SCOUT does not read, such as `executableCode`: it goes back as it came, with its signature. */
export interface WholePart {
  readonly type: 'part';
  readonly part: Readonly<Record<string, unknown>>;
}

/** Marks ids that SCOUT gave to calls that came without one; they mean nothing to Google. */
export const ownCallId = 'scout-call-';

/** What a model may refuse, by the name on the wire. */
export const optionalParameters = ['temperature', 'top_p', 'max_output_tokens', 'thinking_config'] as const;

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

/** @param omit names of `optionalParameters` that this model has refused */
export function toRequest(request: ChatRequest, omit: ReadonlySet<string>): GoogleRequest {
  const { model, parameters, responseFormat, system, tools } = request;
  const { maxOutputTokens, temperature, topP } = parameters;
  const names = toolNames(request.messages);
  const contents = withCallSignatures(
    model,
    request.messages.flatMap((message) => toContent(message, names, model)),
  );
  const instructs = !model.startsWith('gemma');
  const thinkingConfig = omit.has('thinking_config') ? undefined : thinkingFor(model, parameters.reasoningEffort);
  return {
    model,
    contents: system && !instructs ? withInstruction(system, contents) : contents,
    config: {
      ...(system && instructs ? { systemInstruction: { parts: [{ text: system }] } } : {}),
      ...(maxOutputTokens === undefined || omit.has('max_output_tokens') ? {} : { maxOutputTokens }),
      ...(temperature === undefined || omit.has('temperature') ? {} : { temperature }),
      ...(topP === undefined || omit.has('top_p') ? {} : { topP }),
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
  const generation = generationOf(model);
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

function toContent(message: ChatMessage, names: ReadonlyMap<string, string>, model: string): Content[] {
  const parts: Part[] = [];
  for (const part of message.parts) addPart(parts, part, names);
  if (parts.length === 0) return [];
  if (message.role !== 'assistant') return [{ role: 'user', parts }];
  // From generation 3 on, a picture of the model without its signature is refused with a 400 ("Thought signatures").
  const isSigned = generationOf(model) >= 3;
  return [{ role: 'model', parts: isSigned ? parts.map(withoutUnsignedPicture) : parts }];
}

function withoutUnsignedPicture(part: Part): Part {
  return part.inlineData && part.thoughtSignature === undefined ? { text: '[A picture was shown here.]' } : part;
}

function addPart(parts: Part[], part: SendablePart, names: ReadonlyMap<string, string>): void {
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
      else if (isWholePart(part.data)) parts.push(part.data.part);
      break;
    case 'reasoning':
    case 'citation':
      break;
  }
}

function idOf(id: string): { id?: string } {
  return id.startsWith(ownCallId) ? {} : { id };
}

/** Puts a signature where it came from: on the last call or picture, or on the end of the last text. */
function sign(parts: Part[], { signature, on, text = '' }: ThoughtSignature): void {
  const last = parts.at(-1);
  // Earlier versions took what came with a picture for the signature of an empty text.
  const isPicture = on === 'picture' || (on === 'text' && text === '' && last?.inlineData !== undefined);
  if (on === 'function-call' || isPicture) {
    if (isPicture ? last?.inlineData : last?.functionCall) last!.thoughtSignature = signature;
    return;
  }
  if (last?.text !== undefined && last.thoughtSignature === undefined && text !== '' && last.text.endsWith(text)) {
    last.text = last.text.slice(0, last.text.length - text.length);
    if (last.text === '') parts.pop();
  }
  parts.push({ text, thoughtSignature: signature });
}

function isWholePart(data: unknown): data is WholePart {
  return isRecord(data) && data['type'] === 'part' && isRecord(data['part']);
}

function isThoughtSignature(data: unknown): data is ThoughtSignature {
  return isRecord(data) && data['type'] === 'thought-signature' && typeof data['signature'] === 'string';
}
