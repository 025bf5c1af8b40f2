import type { Candidate, GenerateContentResponse, GenerateContentResponseUsageMetadata, Part } from '@google/genai/web';
import type { Usage } from '../../../core/message.js';
import type { UnknownEventLog } from '../../adapter/unknownEventLog.js';
import type { ChatEvent } from '../../provider.js';
import {
  countIn,
  elementsOf,
  fieldsOf,
  isRecord,
  sumOf,
  textIn,
  usageFrom,
  wireText,
} from '../../adapter/wireValues.js';
import { pictureEvents } from '../../adapter/answer/pictureEvents.js';
import { failedAnswer, isFailedWord } from '../../adapter/answer/failedAnswer.js';
import { finishReasonOf } from '../../adapter/answer/finishReason.js';
import { vendorError } from '../../transport/vendorError.js';
import { readVendorFailure } from '../../transport/vendorFailure.js';
import { ownCallId, type ThoughtSignature, type WholePart } from './request.js';

/** What the vendor's own tools did: not read, and sent back as it came, since Google checks it. */
const wholeParts: ReadonlySet<string> = new Set(['executableCode', 'codeExecutionResult', 'toolCall', 'toolResponse']);

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
      const usage = toUsage(chunk.usageMetadata);
      if (usage) yield { type: 'usage', usage };
      const blocked = wireText(chunk.promptFeedback?.blockReason, 'block reason');
      if (blocked !== '') yield { type: 'finish', reason: 'content-filter', rawReason: blocked };
      // Others than the first were not asked for.
      const candidate = elementsOf(chunk.candidates)
        .map(asCandidate)
        .find(({ index }) => !index);
      if (!candidate) {
        if (blocked === '' && !usage) notes.unknown(undefined, 'a chunk without candidates');
        continue;
      }
      for (const fields of partsOf(candidate)) {
        if (fields.functionCall) calls += 1;
        yield* partEvents(fields, calls, notes);
      }
      const rawReason = wireText(candidate.finishReason, 'finish reason');
      if (rawReason === '') continue;
      if (isFailedWord(rawReason)) throw failedAnswer('Google', rawReason);
      yield* citationEvents(candidate);
      const reason = finishReasonOf(rawReason, { called: calls > 0 }, notes, 'finishReason');
      // Whatever new word says it: an answer that ends with whole calls waits for their results.
      yield { type: 'finish', reason: reason === 'other' && calls > 0 ? 'tool-calls' : reason, rawReason };
    }
  } catch (error) {
    throw streamedError(error) ?? error;
  }
}

function asCandidate(candidate: unknown): Candidate {
  return fieldsOf(candidate);
}

/** Gateways send one part, or its text, in place of a list. */
function partsOf({ content }: Candidate): readonly Part[] {
  if (typeof content === 'string') return [{ text: content }];
  const parts: unknown = fieldsOf(content)['parts'];
  return (isRecord(parts) ? [parts] : elementsOf(parts)).map(fieldsOf);
}

function* partEvents(part: Part, call: number, notes: UnknownEventLog): Generator<ChatEvent> {
  const { functionCall, inlineData, thought } = part;
  const text = part.text === undefined ? undefined : wireText(part.text, 'text');
  const thoughtSignature = textIn(part.thoughtSignature);
  if (functionCall) {
    yield {
      type: 'tool-call',
      id: textIn(functionCall.id) ?? `${ownCallId}${call}`,
      name: wireText(functionCall.name, 'tool name'),
      input: functionCall.args,
    };
  } else if (inlineData?.data) {
    // A draft on the way to the picture is a thought.
    if (thought) return;
    yield* pictureEvents(textIn(inlineData.mimeType) ?? 'image/png', wireText(inlineData.data, 'image'), notes);
  } else if (text) {
    yield { type: thought ? 'reasoning-delta' : 'text-delta', text };
  } else if (text === undefined && Object.keys(part).some((name) => wholeParts.has(name))) {
    const data: WholePart = { type: 'part', part: { ...part } };
    yield { type: 'opaque', vendor: 'google', data };
    return;
  } else if (text === undefined && thoughtSignature === undefined) {
    notes.unknown(Object.keys(part).slice(0, 5).join('/'), 'a part with');
  }
  if (thoughtSignature === undefined || thought) return;
  const on = functionCall ? 'function-call' : inlineData?.data ? 'picture' : 'text';
  const data: ThoughtSignature = {
    type: 'thought-signature',
    signature: thoughtSignature,
    on,
    ...(on === 'text' ? { text: text ?? '' } : {}),
  };
  yield { type: 'opaque', vendor: 'google', data };
}

function* citationEvents({ groundingMetadata }: Candidate): Generator<ChatEvent> {
  for (const chunk of elementsOf(groundingMetadata?.groundingChunks)) {
    const web = fieldsOf(fieldsOf(chunk)['web']);
    const [url, title] = [textIn(web['uri']), textIn(web['title'])];
    if (url !== undefined) yield { type: 'citation', citation: { url, ...(title === undefined ? {} : { title }) } };
  }
}

/** The SDK throws an error inside the stream with the body in its message: `got status: UNAVAILABLE. {…}`. */
function streamedError(error: unknown): Error | undefined {
  if (!(error instanceof Error) || !error.message.startsWith('got status: ')) return undefined;
  const begin = error.message.indexOf('{');
  if (begin === -1 || !error.message.endsWith('}')) return undefined;
  return vendorError('Google', readVendorFailure(JSON.parse(error.message.slice(begin))));
}

function toUsage(given: GenerateContentResponseUsageMetadata | undefined): Usage | undefined {
  if (!isRecord(given)) return undefined;
  const usage: GenerateContentResponseUsageMetadata = given;
  const thoughts = countIn(usage.thoughtsTokenCount);
  return usageFrom({
    inputTokens: sumOf(usage.promptTokenCount ?? 0, usage.toolUsePromptTokenCount),
    outputTokens: sumOf(usage.candidatesTokenCount ?? 0, thoughts),
    cachedInputTokens: usage.cachedContentTokenCount,
    reasoningTokens: thoughts,
  });
}
