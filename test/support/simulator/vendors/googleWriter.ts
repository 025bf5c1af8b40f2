import { createHash } from 'node:crypto';
import type { Conversation } from '../demoAnswer.js';
import { fieldsOf, sse, stringOf, tokens, type ContentStep, type Fields, type StreamWriter } from '../vendor.js';

/** Covers the part that it comes with. */
export function signatureOf(part: Fields): string {
  const call = fieldsOf(part['functionCall']);
  const content =
    'functionCall' in part ? `${stringOf(call['name'])}${JSON.stringify(call['args'] ?? {})}` : stringOf(part['text']);
  return createHash('sha256').update(content).digest('base64');
}

/** Every chunk is a whole response: https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse */
export function createGoogleWriter(chat: Conversation): StreamWriter {
  let thought = false;
  let called = false;
  const chunk = (fields: object): string => sse({ ...fields, modelVersion: chat.model, responseId: 'response-1' });
  const counts = {
    promptTokenCount: tokens.input - tokens.toolResults,
    toolUsePromptTokenCount: tokens.toolResults,
    cachedContentTokenCount: tokens.cached,
    candidatesTokenCount: tokens.output - tokens.reasoning,
    thoughtsTokenCount: tokens.reasoning,
    totalTokenCount: tokens.input + tokens.output,
  };
  // A running total: https://ai.google.dev/api/generate-content#UsageMetadata
  const partial = { promptTokenCount: tokens.input, totalTokenCount: tokens.input };
  const candidate = (parts: readonly object[], finishReason?: string): string =>
    chunk({
      candidates: [
        { content: { role: 'model', parts }, index: 0, ...(finishReason === undefined ? {} : { finishReason }) },
      ],
      usageMetadata: finishReason === undefined ? partial : counts,
    });

  const frames = (step: ContentStep): readonly string[] => {
    switch (step.do) {
      case 'text': {
        // After a thought, the first text is signed.
        const part = { text: step.text };
        const signed = thought ? { ...part, thoughtSignature: signatureOf(part) } : part;
        thought = false;
        return [candidate([signed])];
      }
      case 'reasoning':
        thought = true;
        return [candidate([{ text: step.text, thought: true }])];
      case 'refusal':
        return [candidate([{ text: step.text }])];
      case 'call': {
        const args = step.fragments.join('');
        let parsed: unknown;
        try {
          parsed = JSON.parse(args === '' ? '{}' : args);
        } catch {
          // Google sends arguments as an object, so broken ones break the whole chunk.
          return [
            `data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"${step.name}","args":${args}}}]}}]}\n\n`,
          ];
        }
        const part = { functionCall: { name: step.name, args: parsed } };
        // Of parallel calls only the first is signed.
        const signed = called ? part : { ...part, thoughtSignature: signatureOf(part) };
        called = true;
        thought = false;
        return [candidate([signed])];
      }
      case 'half-call':
        return [candidate([])];
      case 'finish': {
        const reasons = {
          stop: 'STOP',
          length: 'MAX_TOKENS',
          'tool-calls': 'STOP',
          'content-filter': 'SAFETY',
          refusal: 'STOP',
        };
        return [candidate([], reasons[step.reason])];
      }
      case 'closing-without-terminal':
        return [];
      case 'keep-alive':
        return [': keep-alive\n\n'];
      case 'unknown':
        return [chunk({ daydream: { clouds: 3 } }), candidate([{ daydream: 'clouds' }])];
      case 'broken-json':
        return ['data: {"candidates":[{"content":{"role":"model","parts":[{"text":"of Fr\n\n'];
      case 'half-event':
        return ['data: {"candidates":[{"con'];
      case 'error':
        return [
          sse({
            error: { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' },
          }),
        ];
    }
  };
  return { repeats: 0, frames };
}
