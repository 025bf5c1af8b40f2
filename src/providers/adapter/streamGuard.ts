import { abortError, ScoutError, type ErrorCode } from '../../core/errors.js';
import type { ChatEvent, ChatRequest } from '../provider.js';
import type { HttpExchange } from '../transport/httpExchange.js';
import { saidBy, vendorError } from '../transport/vendorError.js';
import { readVendorFailure } from '../transport/vendorFailure.js';
import { createEventCheck } from './answer/checkedEvents.js';
import { ThinkTags } from './answer/thinkTags.js';
import type { VendorAdapter, VendorCall } from './vendorAdapter.js';
import { fieldsOf } from './wireValues.js';

/**
 * The stream guard: `finish` exactly once and last, whatever order the vendor has; the end of the loop is success only
 * when the vendor's terminal event was seen and nothing of the answer came after it; cancellation is looked at before anything else.
 */
export async function* guardStream(
  adapter: VendorAdapter,
  request: ChatRequest,
  call: VendorCall,
  stopped: () => boolean,
): AsyncGenerator<ChatEvent, void, undefined> {
  const { exchange } = call;
  let finish: ChatEvent | undefined;
  let usage: ChatEvent | undefined;
  let failure: Error | undefined;
  let hasContent = false;
  let awaitsTool = false;
  // Something came behind the end that may turn out to be no more than a mark.
  let isLate = false;
  const check = createEventCheck(adapter.vendor);
  const thinkTags = new ThinkTags();
  try {
    for await (const sent of adapter.streamChat(request, call)) {
      if (stopped()) throw abortError();
      const event = check(sent);
      if (event === undefined) continue;
      if (event.type === 'usage') {
        // Running totals: the last one counts.
        usage = event;
      } else if (event.type !== 'finish') {
        const read = thinkTags.read(event);
        yield* read;
        isLate ||= finish !== undefined && saysMore(event);
        if (!read.some(saysMore)) continue;
        awaitsTool = event.type === 'opaque';
        hasContent ||= !awaitsTool && read.some(({ type }) => type !== 'reasoning-delta');
        // Who says more had not come to the end: open-webui/open-webui#23921 begins with a "stop".
        if (finish !== undefined) exchange.goesOn();
        finish = undefined;
      } else {
        finish = event;
        isLate = false;
        // A server that has said nothing yet may still be thinking, and one whose tool came last may still run it.
        if (hasContent && !awaitsTool) exchange.answered();
      }
    }
  } catch (error) {
    failure = translate(error, adapter, call, stopped());
  }
  if (stopped()) throw abortError();
  const held = thinkTags.rest();
  yield* held;
  if (isLate && held.some(saysMore)) finish = undefined;
  // Tokens of a broken answer are paid for as well.
  if (usage !== undefined) yield usage;
  // Some SDKs end in silence what went wrong on the wire.
  failure ??= exchange.failure;
  if (finish !== undefined && (failure === undefined || (hasContent && !isTold(failure)))) yield finish;
  else throw failure ?? endError(adapter, call);
}

/** Why there is no answer, or no end of it, though the connection ended properly. */
function endError(adapter: VendorAdapter, { exchange, unknownEvents }: VendorCall): ScoutError {
  if (unknownEvents.sawUnknown && exchange.receivedEvents > 0 && !exchange.endedInEvent)
    return foreignAnswerError(adapter, exchange);
  return (
    (exchange.receivedEvents === 0 ? reasonIn(adapter, exchange) : undefined) ?? truncatedStreamError(adapter.vendor)
  );
}

/** Whether an event belongs to the answer itself. Some servers end with a line break. */
function saysMore(event: ChatEvent): boolean {
  switch (event.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'refusal-delta':
      return event.text.trim() !== '';
    case 'opaque':
      // What a tool of the vendor's own did, such as Google's `executableCode`: the model goes on from it.
      return fieldsOf(event.data)['type'] === 'part';
    default:
      return event.type === 'tool-call' || event.type === 'image';
  }
}

/** Whether the vendor itself said that the answer failed; what the connection does after the terminal event means nothing. */
function isTold(failure: Error): boolean {
  return failure instanceof ScoutError && !undone.has(failure.code);
}

const undone: ReadonlySet<ErrorCode> = new Set(['stream-truncated', 'network', 'invalid-response', 'answer-too-long']);

/** The connection ended properly, but not the answer. */
function truncatedStreamError(vendor: string): ScoutError {
  return new ScoutError('stream-truncated', `The answer from ${vendor} ended before it was complete.`, {
    retryable: true,
  });
}

/** What came is none of the API's. */
function foreignAnswerError(adapter: VendorAdapter, exchange: HttpExchange): ScoutError {
  const { vendor, api } = adapter;
  return (
    reasonIn(adapter, exchange) ??
    new ScoutError('invalid-response', `${vendor} responded, but not like the ${api}. Check the base URL.`)
  );
}

/**
 * The error that a sentence in place of an answer tells: servers exist that answer 200 to what they refuse, without a field for errors (MiniMax
 * `base_resp`, Baidu `error_msg`, a bare `message`), or with plain text. `undefined` where there is none, or only the beginning of something.
 */
function reasonIn({ vendor, api }: VendorAdapter, { beginning }: HttpExchange): ScoutError | undefined {
  const failure = readVendorFailure(beginning);
  const { message, statedStatus } = failure;
  // A word such as "success" is no sentence.
  if (!/[^\w.-]/u.test(message) || /^(?:[[{"<]|(?:data|event|id|retry)?:)/u.test(message)) return undefined;
  const error = vendorError(vendor, failure);
  const isClear = statedStatus !== undefined || !['provider-unavailable', 'invalid-request'].includes(error.code);
  if (isClear) return error;
  const sentence = `${vendor} responded, but not like the ${api}. Check the base URL.${saidBy(vendor, failure)}`;
  return new ScoutError('invalid-response', sentence);
}

/** Gives what an SDK threw the meaning it had on the wire. */
export function translate(error: unknown, adapter: VendorAdapter, call: VendorCall, stopped: boolean): Error {
  const { vendor } = adapter;
  const { exchange, unknownEvents } = call;
  if (stopped) return abortError();
  if (exchange.failure !== undefined) return exchange.failure;
  if (error instanceof ScoutError) return error;
  // Before the server has accepted the request it can only be a mistake of ours. After it, the server sent something that makes no sense; what
  // SDKs throw then quotes the answer or the request, so only a plain TypeError is a fit cause for the log.
  if (exchange.endedInEvent) return endError(adapter, call);
  if (exchange.receivedBytes === 0 && exchange.hasResponded) {
    return new ScoutError('invalid-response', `${vendor} sent an empty answer.`, { retryable: true });
  }
  if (exchange.receivedBytes === 0) {
    return new ScoutError('internal', `SCOUT could not send the request to ${vendor}.`, { cause: error });
  }
  if (!(error instanceof SyntaxError) && unknownEvents.sawUnknown && exchange.receivedEvents > 0)
    return foreignAnswerError(adapter, exchange);
  const type = exchange.otherType === undefined ? '' : ` (${exchange.otherType})`;
  return new ScoutError('invalid-response', `${vendor} sent data that could not be read${type}.`, {
    retryable: true,
    cause: error instanceof TypeError ? error : undefined,
  });
}
