import type {
  Base64ImageSource,
  ContentBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  RedactedThinkingBlockParam,
  ThinkingBlockParam,
} from '@anthropic-ai/sdk/resources/messages';
import type { ReasoningEffort } from '../../../core/chatParameters.js';
import type { FilePart, SendablePart } from '../../../core/message.js';
import { closedSchema } from '../../adapter/request/closedSchema.js';
import { isRecord, textIn } from '../../adapter/wireValues.js';
import type { ChatMessage, ChatRequest } from '../../provider.js';

/** What a model may refuse, by the name of its parameter. */
export const optionalParameters = ['thinking', 'output_config.effort'] as const;

/** `max_tokens` has no default at Anthropic. Every current model takes this much; it is a limit, not a purchase. */
const defaultMaxTokens = 32_000;
/** What the Claude 3 family takes. */
const oldMaxTokens = 4096;

/** Thinking tokens for models that want a budget, by effort. */
const budgets: Readonly<Record<Exclude<ReasoningEffort, 'none'>, number>> = {
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 24_000,
  xhigh: 32_000,
  max: 64_000,
};

/** What goes back verbatim: the signature covers the text, and a changed block is refused. */
export type ThinkingBlock = ThinkingBlockParam | RedactedThinkingBlockParam;

/**
 * Leaves `temperature` and `top_p` out: from `anthropic-version: 2026-10-21` on, which this SDK sends, both are
 * refused for every model, and the SDK's types no longer have them.
 * @param omit names of `optionalParameters` that this model has refused
 */
export function toRequestBody(request: ChatRequest, omit: ReadonlySet<string>): MessageCreateParamsStreaming {
  const { model, parameters, responseFormat, system, tools } = request;
  const maxTokens = parameters.maxOutputTokens ?? (model.startsWith('claude-3') ? oldMaxTokens : defaultMaxTokens);
  const effort = parameters.reasoningEffort;
  const adaptive = effort !== undefined && !wantsBudget(model);
  const outputConfig = {
    ...(adaptive && effort !== 'none' && !omit.has('output_config.effort') ? { effort: levelOf(effort) } : {}),
    ...(responseFormat === undefined
      ? {}
      : { format: { type: 'json_schema' as const, schema: closedSchema(responseFormat.schema) } }),
  };
  return {
    model,
    stream: true,
    max_tokens: maxTokens,
    messages: request.messages.flatMap(toMessage),
    ...(effort === undefined || omit.has('thinking') || (!adaptive && lacksThought(request.messages))
      ? {}
      : { thinking: thinkingFor(effort, adaptive, maxTokens) }),
    ...(Object.keys(outputConfig).length === 0 ? {} : { output_config: outputConfig }),
    ...(system === undefined || system === '' ? {} : { system }),
    ...(tools === undefined || tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, inputSchema }) => ({
            name,
            description,
            input_schema: { ...inputSchema, type: 'object' as const },
          })),
        }),
  };
}

/**
 * Whether a tool's result is to be answered whose call no thought led to: another vendor's model made it. With a budget the vendor refuses it
 * ("Expected `thinking` or `redacted_thinking`"): https://platform.claude.com/docs/en/build-with-claude/extended-thinking#preserving-thinking-blocks
 */
function lacksThought(messages: readonly ChatMessage[]): boolean {
  const index = messages.findLastIndex(({ role }) => role === 'assistant');
  // With a tool's picture, that follows its result.
  if (!messages.slice(index + 1).some(({ role }) => role === 'tool')) return false;
  const calling = messages[index];
  return !calling?.parts.some((part) => part.type === 'opaque' && isThinkingBlock(part.data));
}

/** Models up to the 4.5 generation take a budget of thinking tokens; later ones decide themselves and take an effort. */
function wantsBudget(model: string): boolean {
  return /^claude-(?:3|(?:opus|sonnet|haiku)-4(?:-[015])?(?:-\d{8})?$)/.test(model);
}

/** `OutputConfig.effort` of the SDK begins at `low`. */
function levelOf(effort: Exclude<ReasoningEffort, 'none'>): Exclude<ReasoningEffort, 'none' | 'minimal'> {
  return effort === 'minimal' ? 'low' : effort;
}

function thinkingFor(
  effort: ReasoningEffort,
  adaptive: boolean,
  maxTokens: number,
): NonNullable<MessageCreateParamsStreaming['thinking']> {
  if (effort === 'none') return { type: 'disabled' };
  if (adaptive) return { type: 'adaptive', display: 'summarized' };
  // At least 1,024 and less than max_tokens (ThinkingConfigEnabled in the SDK).
  return maxTokens <= 1024
    ? { type: 'disabled' }
    : { type: 'enabled', budget_tokens: Math.max(1024, Math.min(budgets[effort], Math.floor(maxTokens * 0.75))) };
}

function toMessage(message: ChatMessage): MessageParam[] {
  const content = message.parts.flatMap((part) => toBlocks(part));
  // Results of tools are sent by the user; the blocks themselves say what they are.
  return content.length === 0 ? [] : [{ role: message.role === 'assistant' ? 'assistant' : 'user', content }];
}

function toBlocks(part: SendablePart): ContentBlockParam[] {
  switch (part.type) {
    case 'text':
    case 'refusal':
      // Empty and blank text blocks are refused.
      return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
    case 'file':
      return [fileBlock(part)];
    case 'tool-call':
      return [{ type: 'tool_use', id: part.id, name: part.name, input: part.input ?? {} }];
    case 'tool-result':
      return [{ type: 'tool_result', tool_use_id: part.callId, content: part.output, is_error: part.isError }];
    case 'opaque':
      return isThinkingBlock(part.data) ? [part.data] : [];
    case 'reasoning':
    case 'citation':
      return [];
  }
}

function fileBlock(file: FilePart): ContentBlockParam {
  if (file.mediaType.startsWith('image/')) {
    return {
      type: 'image',
      source: { type: 'base64', media_type: file.mediaType as Base64ImageSource['media_type'], data: file.data },
    };
  }
  return {
    type: 'document',
    source: { type: 'base64', media_type: 'application/pdf', data: file.data },
    ...(file.name === undefined ? {} : { title: file.name }),
  };
}

/** A thinking block without its signature is refused; servers that copy the API send some. */
function isThinkingBlock(data: unknown): data is ThinkingBlock {
  if (!isRecord(data)) return false;
  return (
    data['type'] === 'redacted_thinking' || (data['type'] === 'thinking' && textIn(data['signature']) !== undefined)
  );
}
