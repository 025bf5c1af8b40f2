import type { Candidate, GenerateContentResponse, GenerateContentResponseUsageMetadata, Part } from '@google/genai/web';
import type { FinishReason, Usage } from '../../../core/message.js';
import type { UnknownEventLog } from '../../adapter/unknownEventLog.js';
import type { ChatEvent } from '../../provider.js';
import { readVendorFailure, vendorError } from '../../transport/vendorError.js';
import { ownCallId, type ThoughtSignature } from './request.js';

/**
 * The Gemini API's stream: every chunk is a whole response. Terminal: a `finishReason`, or a `blockReason` when the
 * prompt itself was declined. The usage is a running total.
 */
export async function* readEvents(
  stream: AsyncIterable<GenerateContentResponse>,
  notes: UnknownEventLog,
): AsyncGenerator<ChatEvent, void, undefined> {
  let calls = 0;
  try {
    for await (const chunk of stream) {
      notes.received();
      if (chunk.usageMetadata) yield { type: 'usage', usage: toUsage(chunk.usageMetadata) };
      const blocked = chunk.promptFeedback?.blockReason;
      if (blocked) yield { type: 'finish', reason: 'content-filter', rawReason: blocked };
      const candidate = chunk.candidates?.[0];
      if (!candidate) {
        if (!blocked && !chunk.usageMetadata) notes.unknown('a chunk without candidates');
        continue;
      }
      for (const part of candidate.content?.parts ?? []) {
        if (part.functionCall) calls += 1;
        yield* partEvents(part, calls, notes);
      }
      if (!candidate.finishReason) continue;
      yield* citationEvents(candidate);
      yield {
        type: 'finish',
        reason: toReason(candidate.finishReason, calls > 0, notes),
        rawReason: candidate.finishReason,
      };
    }
  } catch (error) {
    throw streamedError(error) ?? error;
  }
}

function* partEvents(part: Part, call: number, notes: UnknownEventLog): Generator<ChatEvent> {
  const { functionCall, inlineData, text, thought, thoughtSignature } = part;
  if (functionCall) {
    yield {
      type: 'tool-call',
      id: functionCall.id ?? `${ownCallId}${call}`,
      name: functionCall.name ?? '',
      input: functionCall.args ?? {},
    };
  } else if (inlineData?.data) {
    yield {
      type: 'image',
      mediaType: inlineData.mimeType ?? 'image/png',
      data: Buffer.from(inlineData.data, 'base64'),
    };
  } else if (text) {
    yield { type: thought ? 'reasoning-delta' : 'text-delta', text };
  } else if (text === undefined && thoughtSignature === undefined) {
    notes.unknown(`a part with ${Object.keys(part).join(', ')}`);
  }
  if (thoughtSignature === undefined || thought) return;
  const on = functionCall ? 'function-call' : 'text';
  const data: ThoughtSignature = {
    type: 'thought-signature',
    signature: thoughtSignature,
    on,
    ...(on === 'text' ? { text: text ?? '' } : {}),
  };
  yield { type: 'opaque', vendor: 'google', data };
}

function* citationEvents({ groundingMetadata }: Candidate): Generator<ChatEvent> {
  for (const { web } of groundingMetadata?.groundingChunks ?? []) {
    if (web?.uri) yield { type: 'citation', citation: { url: web.uri, ...(web.title ? { title: web.title } : {}) } };
  }
}

/** The SDK throws an error inside the stream with the body in its message: `got status: UNAVAILABLE. {…}`. */
function streamedError(error: unknown): Error | undefined {
  const body = error instanceof Error ? /^got status: .*?(\{.*\})$/s.exec(error.message)?.[1] : undefined;
  return body === undefined ? undefined : vendorError('Google', readVendorFailure(JSON.parse(body)));
}

function toUsage(usage: GenerateContentResponseUsageMetadata): Usage {
  const thoughts = usage.thoughtsTokenCount;
  const cached = usage.cachedContentTokenCount;
  return {
    inputTokens: (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0),
    outputTokens: (usage.candidatesTokenCount ?? 0) + (thoughts ?? 0),
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    ...(thoughts === undefined ? {} : { reasoningTokens: thoughts }),
  };
}

function toReason(raw: string, called: boolean, notes: UnknownEventLog): FinishReason {
  switch (raw) {
    case 'STOP':
      return called ? 'tool-calls' : 'stop';
    case 'MAX_TOKENS':
    case 'CONTINUATION':
      return 'length';
    case 'SAFETY':
    case 'RECITATION':
    case 'BLOCKLIST':
    case 'PROHIBITED_CONTENT':
    case 'SPII':
    case 'IMAGE_SAFETY':
    case 'IMAGE_PROHIBITED_CONTENT':
    case 'IMAGE_RECITATION':
      return 'content-filter';
    case 'MALFORMED_FUNCTION_CALL':
      return 'other';
    default:
      notes.unknown(`finishReason ${raw}`);
      // Whatever new word says it: an answer that ends with whole calls waits for their results.
      return called ? 'tool-calls' : 'other';
  }
}
