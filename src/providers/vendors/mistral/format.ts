import { completionEvents } from '../../adapter/chatCompletions/format.js';
import { thoughtIn } from '../../adapter/chatCompletions/reasoning.js';
import { failedAnswer, isFailedWord } from '../../adapter/answer/failedAnswer.js';
import {
  countIn,
  elementsOf,
  fieldsOf,
  isRecord,
  textIn,
  wireText,
  type WireFields,
} from '../../adapter/wireValues.js';
import type { EventFormat } from '../../transport/eventFormat.js';
import { vendorError } from '../../transport/vendorError.js';
import { readVendorFailure, tellsError } from '../../transport/vendorFailure.js';

/**
 * Mistral's chat completions. The SDK checks every chunk, throws for each field that is missing or `null`, and hides an error inside the
 * stream behind that: errors are found here, and what it insists on is filled in.
 */
export const mistralFormat: EventFormat = {
  names: 'ignored',
  hasDone: true,
  eventsOf: completionEvents,
  repaired(event) {
    if (!isRecord(event)) return event;
    throwError(event);
    const { usage, choices } = event;
    const known = Object.fromEntries(Object.entries(fieldsOf(usage)).filter(([, value]) => value !== null));
    const isCounted = ['prompt_tokens', 'completion_tokens'].some((name) => countIn(known[name]) !== undefined);
    const { usage: _usage, ...rest } = event;
    return {
      id: '',
      model: '',
      ...rest,
      choices: elementsOf(choices).map(repairedChoice),
      ...(isCounted ? { usage: known } : {}),
    };
  },
};

/** Chunks carry `choices`. Errors carry `"object":"error"`, an `error` or only a sentence, in any order. */
function throwError(event: WireFields): void {
  if (event['choices'] !== undefined && !tellsError(event['error'])) return;
  const failure = readVendorFailure(event);
  if (event['object'] === 'error' || tellsError(event['error']) || failure.message !== '')
    throw vendorError('Mistral', failure);
}

/** Throws the error that a gateway puts into the choice. */
function repairedChoice(choice: unknown, position: number): unknown {
  if (!isRecord(choice)) return choice;
  const { index, delta, message, finish_reason: word, native_finish_reason: native, error, ...rest } = choice;
  if (typeof native === 'string' && isFailedWord(native)) throw failedAnswer('Mistral', native);
  const said = fieldsOf(delta ?? message);
  for (const told of [error, said['error']])
    if (tellsError(told)) throw vendorError('Mistral', readVendorFailure({ error: told }));
  const { tool_calls: called, content } = said;
  const calls = isRecord(called) ? [called] : called;
  return {
    ...rest,
    index: typeof index === 'number' ? index : position,
    finish_reason: textIn(word) ?? null,
    delta: {
      ...said,
      ...readable(content),
      ...thoughtful(said),
      ...(Array.isArray(calls) ? { tool_calls: calls.map(repairedCall) } : {}),
    },
  };
}

/** Parts of which the SDK makes nothing: bare texts, and those without a type. Throws `invalid-response` for a text that is none. */
function readable(content: unknown): { content?: unknown } {
  if (!Array.isArray(content)) return {};
  return {
    content: content.map((part: unknown) => {
      if (typeof part === 'string') return { type: 'text', text: part };
      const { type = 'text', text } = fieldsOf(part);
      return type === 'text' ? { ...fieldsOf(part), type, text: wireText(text, 'text') } : part;
    }),
  };
}

/** Gateways put a thought beside the content, as for all other models. */
function thoughtful(delta: WireFields): { content?: unknown } {
  const thought = thoughtIn(delta);
  if (thought === '') return {};
  const { content } = { ...delta, ...readable(delta['content']) };
  const text = textIn(content);
  return {
    content: [
      { type: 'thinking', thinking: [{ type: 'text', text: thought }] },
      ...(text === undefined ? elementsOf(content) : [{ type: 'text', text }]),
    ],
  };
}

function repairedCall(call: unknown): unknown {
  if (!isRecord(call)) return call;
  const { function: called, index, id, ...rest } = call;
  const { name, arguments: given } = fieldsOf(called);
  return {
    ...rest,
    ...(typeof index === 'number' ? { index } : {}),
    ...(textIn(id) === undefined ? {} : { id }),
    function: { name: name ?? '', arguments: given ?? '' },
  };
}
