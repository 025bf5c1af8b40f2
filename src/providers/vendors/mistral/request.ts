import { createHash } from 'node:crypto';
import type { ChatCompletionStreamRequest } from '@mistralai/mistralai/models/components/chatcompletionstreamrequest.js';
import type { ContentChunk } from '@mistralai/mistralai/models/components/contentchunk.js';
import type { ReasoningEffort } from '../../../core/chatParameters.js';
import { textOf, type SendablePart } from '../../../core/message.js';
import { closedSchema } from '../../adapter/request/closedSchema.js';
import { functionTools } from '../../adapter/request/functionTools.js';
import { isRecord } from '../../adapter/wireValues.js';
import type { ChatMessage, ChatRequest } from '../../provider.js';

type MistralMessage = ChatCompletionStreamRequest['messages'][number];

/** What a model may refuse, by the name on the wire. */
export const optionalParameters = [
  'reasoning_effort',
  'temperature',
  'top_p',
  'max_tokens',
  'prompt_cache_key',
] as const;

/** A thought as Mistral wants it back, in front of the text that it led to. */
export interface Thought {
  readonly type: 'thinking';
  readonly text: string;
  readonly signature?: string;
}

/** @param omit names of `optionalParameters` that this model has refused */
export function toRequest(request: ChatRequest, omit: ReadonlySet<string>): ChatCompletionStreamRequest {
  const { cache, model, parameters, responseFormat, system, tools } = request;
  const { maxOutputTokens, temperature, topP, reasoningEffort } = parameters;
  return {
    model,
    messages: [
      ...(system ? [{ role: 'system' as const, content: system }] : []),
      ...request.messages.flatMap(toMessages),
    ],
    ...(maxOutputTokens === undefined || omit.has('max_tokens') ? {} : { maxTokens: maxOutputTokens }),
    ...(temperature === undefined || omit.has('temperature') ? {} : { temperature }),
    ...(topP === undefined || omit.has('top_p') ? {} : { topP }),
    ...(reasoningEffort === undefined || omit.has('reasoning_effort')
      ? {}
      : { reasoningEffort: levelOf(reasoningEffort) }),
    // Caching is by the beginning; the key raises the chance of a hit: https://docs.mistral.ai/studio-api/conversations/advanced/prompt-caching
    ...(cache === undefined || omit.has('prompt_cache_key') ? {} : { promptCacheKey: cache.key }),
    ...functionTools(tools),
    ...(responseFormat === undefined
      ? {}
      : {
          responseFormat: {
            type: 'json_schema' as const,
            jsonSchema: {
              name: responseFormat.name,
              schemaDefinition: closedSchema(responseFormat.schema),
              strict: true,
            },
          },
        }),
  };
}

/** `ReasoningEffort` of the SDK ends at `xhigh`. */
function levelOf(effort: ReasoningEffort): Exclude<ReasoningEffort, 'max'> {
  return effort === 'max' ? 'xhigh' : effort;
}

function toMessages(message: ChatMessage): MistralMessage[] {
  switch (message.role) {
    case 'user': {
      if (!message.parts.some((part) => part.type === 'file')) {
        const text = textOf(message.parts);
        return text === '' ? [] : [{ role: 'user', content: text }];
      }
      return [{ role: 'user', content: message.parts.flatMap(userChunk) }];
    }
    case 'assistant':
      return assistantMessage(message.parts);
    case 'tool':
      return message.parts.flatMap((part): MistralMessage[] =>
        part.type === 'tool-result' ? [{ role: 'tool', toolCallId: toCallId(part.callId), content: part.output }] : [],
      );
  }
}

function userChunk(part: SendablePart): ContentChunk[] {
  if (part.type === 'text') return part.text === '' ? [] : [{ type: 'text', text: part.text }];
  if (part.type !== 'file') return [];
  const url = `data:${part.mediaType};base64,${part.data}`;
  return part.mediaType.startsWith('image/')
    ? [{ type: 'image_url', imageUrl: url }]
    : [{ type: 'document_url', documentUrl: url, documentName: part.name ?? 'document.pdf' }];
}

function assistantMessage(parts: readonly SendablePart[]): MistralMessage[] {
  const content: ContentChunk[] = [];
  for (const part of parts) {
    if (part.type === 'opaque' && isThought(part.data)) {
      const { text, signature } = part.data;
      content.push({
        type: 'thinking',
        thinking: [{ type: 'text', text }],
        closed: true,
        ...(signature ? { signature } : {}),
      });
    } else if ((part.type === 'text' || part.type === 'refusal') && part.text.trim() !== '') {
      content.push({ type: 'text', text: part.text });
    }
  }
  const toolCalls = parts.flatMap((part) =>
    part.type === 'tool-call'
      ? [{ id: toCallId(part.id), function: { name: part.name, arguments: JSON.stringify(part.input) } }]
      : [],
  );
  if (content.length === 0 && toolCalls.length === 0) return [];
  const [only, ...others] = content;
  const plain = only?.type === 'text' && others.length === 0 && 'text' in only ? only.text : content;
  return [
    { role: 'assistant', content: content.length === 0 ? '' : plain, ...(toolCalls.length === 0 ? {} : { toolCalls }) },
  ];
}

/** Mistral refuses ids that are not nine letters or digits; those of other vendors are replaced, always by the same. */
function toCallId(id: string): string {
  if (/^[a-zA-Z0-9]{9}$/.test(id)) return id;
  return createHash('sha256').update(id).digest('hex').slice(0, 9);
}

function isThought(data: unknown): data is Thought {
  return isRecord(data) && data['type'] === 'thinking' && typeof data['text'] === 'string';
}
