import type {
  EasyInputMessage,
  ResponseCreateParamsStreaming,
  ResponseFunctionToolCall,
  ResponseIncludable,
  ResponseInputContent,
  ResponseInputItem,
  ResponseReasoningItem,
} from 'openai/resources/responses/responses';
import type { FilePart, SendablePart } from '../../../core/message.js';
import { closedSchema } from '../../adapter/request/closedSchema.js';
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

/** Stands between the texts of two messages of one answer, where the first has no phase. */
export interface MessageEnd {
  readonly type: 'message-end';
}

/** Comes before the text of every further message of an answer, so that its heading or list is one. Not sent back. */
export const messageSeparator = '\n\n';

/** Models that do not reason take `temperature` and no `reasoning`; all others the other way round. */
export function reasons(model: string): boolean {
  return !/^(?:ft:)?(?:gpt-3|gpt-4|chatgpt-4)|-chat-latest(?:$|:)/.test(model);
}

/** Whether a model may reason all the same: some named `*-chat-latest` do, and take no `reasoning`. */
function mayReason(model: string): boolean {
  return !/^(?:ft:)?(?:gpt-3|gpt-4|chatgpt-4)/.test(model);
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
    ...(mayReason(model) && !omit.has('include') ? { include } : {}),
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

function userItem(parts: readonly SendablePart[]): ResponseInputItem[] {
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
function assistantItems(parts: readonly SendablePart[]): ResponseInputItem[] {
  const items: ResponseInputItem[] = [];
  let text: EasyInputMessage | undefined;
  let hasText = false;
  for (const part of parts) {
    if (part.type === 'text' || part.type === 'refusal') {
      if (part.text === '' || (text === undefined && part.text.trim() === '')) continue;
      if (text === undefined) items.push((text = { role: 'assistant', content: withoutSeparator(part.text, hasText) }));
      else text.content = `${text.content as string}${part.text}`;
      hasText = true;
      continue;
    }
    if (part.type === 'opaque' && hasType(part.data, 'message-end')) text = undefined;
    else if (part.type === 'opaque' && isMessagePhase(part.data)) {
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

function withoutSeparator(text: string, isFurther: boolean): string {
  return isFurther && text.startsWith(messageSeparator) ? text.slice(messageSeparator.length) : text;
}

function toolCall(id: string, name: string, input: unknown): ResponseFunctionToolCall {
  return { type: 'function_call', call_id: id, name, arguments: JSON.stringify(input) };
}

function isMessagePhase(data: unknown): data is MessagePhase {
  return hasType(data, 'message-phase');
}

/**
 * Whether a reasoning item carries its content: nothing is stored at the server, which knows no item by its id alone and answers 404. Models
 * that are not known to reason, xAI and Azure send some without.
 */
export function isReasoningItem(data: unknown): data is ResponseReasoningItem {
  return (
    hasType(data, 'reasoning') &&
    typeof (data as Partial<ResponseReasoningItem>).encrypted_content === 'string' &&
    (data as Partial<ResponseReasoningItem>).encrypted_content !== ''
  );
}

function hasType(data: unknown, type: string): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === type;
}
