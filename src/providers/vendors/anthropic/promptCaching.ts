import type {
  CacheControlEphemeral,
  MessageCreateParamsStreaming,
  MessageParam,
  RawMessageStreamEvent,
  TextBlockParam,
  ToolUnion,
} from '@anthropic-ai/sdk/resources/messages';
import type { CacheMissReason } from '../../../core/message.js';
import type { CacheReport, LatestAnswers } from '../../adapter/cacheDiagnosis.js';
import { fieldsOf } from '../../adapter/wireValues.js';
import type { PromptCache } from '../../provider.js';

/** What a server in Anthropic's place may refuse. Marks they all take: programs that send them cannot be told not to. */
export const optionalParameters = ['diagnostics'] as const;

const missReasons: ReadonlyMap<unknown, CacheMissReason> = new Map([
  ['model_changed', 'model'],
  ['system_changed', 'system'],
  ['tools_changed', 'tools'],
  ['messages_changed', 'messages'],
]);

/**
 * The request with the ends of what the next one repeats marked: tools, system prompt, the question before this one and this one (four marks
 * are allowed). The question before is marked again because Anthropic looks back 20 blocks at most for what it has in its cache, and an
 * answer may have more. Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching
 * @param omit names of `optionalParameters` that this model has refused
 * @param previous Anthropic's id of the answer before, so that it says what has changed since
 */
export function withPromptCaching(
  body: MessageCreateParamsStreaming,
  cache: PromptCache | undefined,
  omit: ReadonlySet<string>,
  previous: string | undefined,
): MessageCreateParamsStreaming {
  if (cache?.ttl === undefined) return body;
  // Five minutes are the default; servers in Anthropic's place may not know the field.
  const mark: CacheControlEphemeral = { type: 'ephemeral', ...(cache.ttl === '1h' ? { ttl: cache.ttl } : {}) };
  const { tools, system } = body;
  return {
    ...body,
    messages: markedQuestions(body.messages, mark),
    ...(tools === undefined ? {} : { tools: markedTools(tools, mark) }),
    ...(typeof system === 'string' ? { system: [markedText(system, mark)] } : {}),
    ...(omit.has('diagnostics') ? {} : { diagnostics: { previous_message_id: previous ?? null } }),
  };
}

function markedTools(tools: readonly ToolUnion[], mark: CacheControlEphemeral): ToolUnion[] {
  return tools.map((tool, index) => (index === tools.length - 1 ? { ...tool, cache_control: mark } : tool));
}

function markedText(text: string, mark: CacheControlEphemeral): TextBlockParam {
  return { type: 'text', text, cache_control: mark };
}

function markedQuestions(messages: readonly MessageParam[], mark: CacheControlEphemeral): MessageParam[] {
  const questions = messages.filter(({ role }) => role === 'user').slice(-2);
  return messages.map((message) => (questions.includes(message) ? markedMessage(message, mark) : message));
}

function markedMessage(message: MessageParam, mark: CacheControlEphemeral): MessageParam {
  if (message.role !== 'user') return message;
  const { content } = message;
  if (typeof content === 'string') return { ...message, content: [markedText(content, mark)] };
  const last = content.at(-1);
  // Thoughts take no mark; a question ends with none.
  if (last === undefined || last.type === 'thinking' || last.type === 'redacted_thinking') return message;
  return { ...message, content: [...content.slice(0, -1), { ...last, cache_control: mark }] };
}

/** The stream as it is; on its way the id of the answer and the reason of a miss are noted (`Message.diagnostics` in the SDK). */
export async function* watchCaching(
  stream: AsyncIterable<RawMessageStreamEvent>,
  key: string,
  latest: LatestAnswers,
  report: CacheReport,
): AsyncGenerator<RawMessageStreamEvent, void, undefined> {
  for await (const event of stream) {
    if (event.type === 'message_start') {
      const { id, diagnostics } = fieldsOf(event.message);
      latest.set(key, id);
      report.missReason = missReasons.get(fieldsOf(fieldsOf(diagnostics)['cache_miss_reason'])['type']);
    }
    yield event;
  }
}
