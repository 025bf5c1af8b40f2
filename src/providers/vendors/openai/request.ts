import type {
  EasyInputMessage,
  ResponseCreateParamsStreaming,
  ResponseFunctionToolCall,
  ResponseIncludable,
  ResponseInputContent,
  ResponseInputItem,
  ResponseReasoningItem,
} from 'openai/resources/responses/responses';
import type { FilePart, MessagePart } from '../../../core/message.js';
import { closedSchema } from '../../adapter/closedSchema.js';
import type { ChatMessage, ChatRequest } from '../../provider.js';

/** What a model may refuse, by the name that OpenAI's error gives it in `param`. Without `stream`, one document is asked for. */
export const optionalParameters = [
  'temperature',
  'top_p',
  'reasoning.effort',
  'reasoning.summary',
  'include',
  'max_output_tokens',
  'stream',
] as const;

/** Less is refused (API reference, `max_output_tokens`). */
const leastOutputTokens = 16;

/** Rides along with a message's text, so that the model can distinguish commentary from answers again. */
export interface MessagePhase {
  readonly type: 'message-phase';
  readonly phase: 'commentary' | 'final_answer';
}

/** Models that do not reason take `temperature` and no `reasoning`; all others the other way round. */
export function reasons(model: string): boolean {
  return !/^(?:ft:)?(?:gpt-3|gpt-4|chatgpt-4)|-chat-latest(?:$|:)/.test(model);
}

/** @param omit names of `optionalParameters` that this model has refused */
export function toRequestBody(request: ChatRequest, omit: ReadonlySet<string>): ResponseCreateParamsStreaming {
  const { model, parameters, responseFormat, system, tools } = request;
  const { maxOutputTokens, temperature, topP, reasoningEffort } = parameters;
  const thinks = reasons(model);
  const include: ResponseIncludable[] = ['reasoning.encrypted_content'];
  const effort = reasoningEffort !== undefined && !omit.has('reasoning.effort') ? { effort: reasoningEffort } : {};
  const summary = omit.has('reasoning.summary') ? {} : { summary: 'auto' as const };
  return {
    model,
    stream: true,
    store: false,
    input: request.messages.flatMap(toItems),
    ...(thinks && !omit.has('include') ? { include } : {}),
    ...(thinks ? { reasoning: { ...effort, ...summary } } : {}),
    ...(system === undefined || system === '' ? {} : { instructions: system }),
    ...(maxOutputTokens === undefined || omit.has('max_output_tokens')
      ? {}
      : { max_output_tokens: Math.max(maxOutputTokens, leastOutputTokens) }),
    ...(temperature === undefined || thinks || omit.has('temperature') ? {} : { temperature }),
    ...(topP === undefined || thinks || omit.has('top_p') ? {} : { top_p: topP }),
    ...(tools === undefined || tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, inputSchema }) => ({
            type: 'function' as const,
            name,
            description,
            parameters: inputSchema,
            strict: false,
          })),
        }),
    ...(responseFormat === undefined
      ? {}
      : {
          text: {
            format: {
              type: 'json_schema' as const,
              name: responseFormat.name,
              schema: closedSchema(responseFormat.schema),
              strict: true,
            },
          },
        }),
  };
}

function toItems(message: ChatMessage): ResponseInputItem[] {
  switch (message.role) {
    case 'user':
      return userItem(message.parts);
    case 'assistant':
      return assistantItems(message.parts);
    case 'tool':
      return message.parts.flatMap((part) =>
        part.type === 'tool-result'
          ? [{ type: 'function_call_output' as const, call_id: part.callId, output: part.output }]
          : [],
      );
  }
}

function userItem(parts: readonly MessagePart[]): ResponseInputItem[] {
  const content = parts.flatMap((part): ResponseInputContent[] => {
    if (part.type === 'text') return [{ type: 'input_text', text: part.text }];
    if (part.type === 'file') return [fileContent(part)];
    return [];
  });
  return content.length === 0 ? [] : [{ role: 'user', content }];
}

function fileContent(file: FilePart): ResponseInputContent {
  const url = `data:${file.mediaType};base64,${file.data}`;
  return file.mediaType.startsWith('image/')
    ? { type: 'input_image', detail: 'auto', image_url: url }
    : { type: 'input_file', filename: file.name ?? 'document.pdf', file_data: url };
}

/**
 * Reasoning items go back whole and in their place, between the texts and calls they led to. Texts and calls go back
 * without their ids: nothing is stored at OpenAI that an id could refer to.
 */
function assistantItems(parts: readonly MessagePart[]): ResponseInputItem[] {
  const items: ResponseInputItem[] = [];
  let text: EasyInputMessage | undefined;
  for (const part of parts) {
    if (part.type === 'text' || part.type === 'refusal') {
      if (part.text === '' || (text === undefined && part.text.trim() === '')) continue;
      if (text === undefined) items.push((text = { role: 'assistant', content: part.text }));
      else text.content = `${text.content as string}${part.text}`;
      continue;
    }
    if (part.type === 'opaque' && isMessagePhase(part.data)) {
      if (text !== undefined) text.phase = part.data.phase;
      text = undefined;
    } else if (part.type === 'opaque' && isReasoningItem(part.data)) {
      items.push(part.data);
      text = undefined;
    } else if (part.type === 'tool-call') {
      items.push(toolCall(part.id, part.name, part.input));
      text = undefined;
    }
  }
  return items;
}

function toolCall(id: string, name: string, input: unknown): ResponseFunctionToolCall {
  return { type: 'function_call', call_id: id, name, arguments: JSON.stringify(input) };
}

function isMessagePhase(data: unknown): data is MessagePhase {
  return hasType(data, 'message-phase');
}

function isReasoningItem(data: unknown): data is ResponseReasoningItem {
  return hasType(data, 'reasoning');
}

function hasType(data: unknown, type: string): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === type;
}
