import { textOf, type FilePart, type SendablePart } from '../../../core/message.js';
import { closedSchema } from '../request/closedSchema.js';
import { functionTools } from '../request/functionTools.js';
import { isRecord } from '../wireValues.js';
import type { ChatMessage, ChatRequest } from '../../provider.js';
import type {
  CompletionsBody,
  CompletionsContent,
  CompletionsMessage,
  CompletionsToolCall,
  ReasoningContent,
} from './wire.js';

/**
 * What a server may refuse by name. Without `max_tokens` the limit is sent as `max_completion_tokens`, unless that is refused as well;
 * without `stream`, one document is asked for.
 */
export const optionalParameters = [
  'temperature',
  'top_p',
  'reasoning_effort',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'stream',
] as const;

/** @param omit names of `optionalParameters` that this model has refused */
export function toRequestBody(request: ChatRequest, omit: ReadonlySet<string>): CompletionsBody {
  const { model, parameters, responseFormat, system, tools } = request;
  const { maxOutputTokens, temperature, topP, reasoningEffort } = parameters;
  const limit = omit.has('max_tokens') ? 'max_completion_tokens' : 'max_tokens';
  return {
    model,
    stream: true,
    messages: [
      ...(system ? [{ role: 'system' as const, content: system }] : []),
      ...request.messages.flatMap(toMessages),
    ],
    ...(omit.has('stream_options') ? {} : { stream_options: { include_usage: true } }),
    ...(maxOutputTokens === undefined || omit.has(limit) ? {} : { [limit]: maxOutputTokens }),
    ...(temperature === undefined || omit.has('temperature') ? {} : { temperature }),
    ...(topP === undefined || omit.has('top_p') ? {} : { top_p: topP }),
    ...(reasoningEffort === undefined || omit.has('reasoning_effort') ? {} : { reasoning_effort: reasoningEffort }),
    ...functionTools(tools),
    ...(responseFormat === undefined
      ? {}
      : {
          response_format: {
            type: 'json_schema' as const,
            json_schema: {
              name: responseFormat.name,
              schema: closedSchema(responseFormat.schema),
              strict: true as const,
            },
          },
        }),
  };
}

function toMessages(message: ChatMessage): CompletionsMessage[] {
  switch (message.role) {
    case 'user':
      return userMessage(message.parts);
    case 'assistant':
      return assistantMessage(message.parts);
    case 'tool':
      return message.parts.flatMap((part) =>
        part.type === 'tool-result' ? [{ role: 'tool' as const, tool_call_id: part.callId, content: part.output }] : [],
      );
  }
}

function userMessage(parts: readonly SendablePart[]): CompletionsMessage[] {
  // Plain text as a plain string: small servers understand nothing else.
  if (!parts.some((part) => part.type === 'file')) {
    const text = textOf(parts);
    return text === '' ? [] : [{ role: 'user', content: text }];
  }
  const content = parts.flatMap((part): CompletionsContent[] => {
    if (part.type === 'text') return part.text === '' ? [] : [{ type: 'text', text: part.text }];
    return part.type === 'file' ? [fileContent(part)] : [];
  });
  return [{ role: 'user', content }];
}

function fileContent(file: FilePart): CompletionsContent {
  const url = `data:${file.mediaType};base64,${file.data}`;
  return file.mediaType.startsWith('image/')
    ? { type: 'image_url', image_url: { url } }
    : { type: 'file', file: { filename: file.name ?? 'document.pdf', file_data: url } };
}

function assistantMessage(parts: readonly SendablePart[]): CompletionsMessage[] {
  const content = parts.map((part) => (part.type === 'text' || part.type === 'refusal' ? part.text : '')).join('');
  const calls = parts.flatMap((part): CompletionsToolCall[] =>
    part.type === 'tool-call'
      ? [{ id: part.id, type: 'function', function: { name: part.name, arguments: JSON.stringify(part.input) } }]
      : [],
  );
  // Servers refuse blank messages, and with them every further question of the chat.
  if (calls.length === 0) return content.trim() === '' ? [] : [{ role: 'assistant', content }];
  // Between a call and its result the model goes on with its thought. Elsewhere some servers refuse it (DeepSeek, "Thinking mode").
  const reasoning = parts
    .map((part) => (part.type === 'opaque' && isReasoningContent(part.data) ? part.data.text : ''))
    .join('');
  return [
    {
      role: 'assistant',
      content: content.trim() === '' ? null : content,
      tool_calls: calls,
      ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    },
  ];
}

function isReasoningContent(data: unknown): data is ReasoningContent {
  return isRecord(data) && data['type'] === 'reasoning_content' && typeof data['text'] === 'string';
}
