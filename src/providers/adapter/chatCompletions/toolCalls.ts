import { ScoutError } from '../../../core/errors.js';
import type { ChatEvent } from '../../provider.js';
import type { Hold } from '../answer/heldCharacters.js';
import { limits } from '../limits.js';
import { checkedArguments, isJsonObject, parseToolArguments } from '../answer/toolArguments.js';
import {
  fieldsOf,
  isRecord,
  isWithinJsonLimits,
  jsonCharacters,
  jsonValues,
  textIn,
  unreadable,
} from '../wireValues.js';
import type { CompletionsCallDelta } from './wire.js';

interface PartialCall {
  id: string;
  name: string;
  json: string;
  /** Arguments that came as an object. */
  input: unknown;
}

/** Puts tool calls together from their fragments; several may arrive interleaved. */
export interface ToolCalls {
  /** Throws `invalid-response` beyond `limits.toolCalls`, and for arguments beyond the limits of JSON. */
  add(fragment: CompletionsCallDelta): void;
  /** Whether a call has arguments that are no JSON object so far. */
  readonly hasBroken: boolean;
  /**
   * The complete calls in the order in which they began; afterwards there are none. Throws `invalid-response` on broken arguments, and
   * `answer-too-long` beyond `limits.answerValues`: all are parsed in one go.
   */
  take(): readonly ChatEvent[];
  /** Forgets the calls with broken arguments: the vendor says that the answer was cut off. */
  dropBroken(): void;
}

/** @param hold counts what is kept */
export function createToolCalls(hold: Hold): ToolCalls {
  let calls: PartialCall[] = [];
  let byIndex = new Map<number, PartialCall>();
  return {
    add({ index, id, name, arguments: given }) {
      let call = index === undefined ? calls.at(-1) : byIndex.get(index);
      // Servers exist that leave the index out, or number every call 0: a new id begins a new call, and so does a name where none is due.
      if (call === undefined || isOther(call, id) || (name && isNext(call, name, id, given))) {
        if (calls.length >= limits.toolCalls) throw tooManyCalls();
        call = { id: '', name: '', json: '', input: undefined };
        calls.push(call);
        if (index !== undefined) byIndex.set(index, call);
      }
      // Some servers repeat both with every fragment.
      if (id && id !== call.id) {
        hold(id.length);
        call.id = id;
      }
      if (name && name !== call.name) {
        hold(name.length);
        call.name = name;
      }
      if (typeof given === 'string') {
        hold(given.length);
        call.json += given;
      } else if (given !== undefined && given !== null) {
        if (!isWithinJsonLimits(given)) throw unreadable('tool arguments');
        hold(jsonCharacters(given));
        call.input = given;
      }
    },
    get hasBroken() {
      return calls.some(isBroken);
    },
    dropBroken() {
      calls = calls.filter((call) => !isBroken(call));
    },
    take() {
      let values = 0;
      const events = calls.map((call, position): ChatEvent => {
        const { id, name, json, input: given } = call;
        const input = given === undefined ? parseToolArguments(json, name) : checkedArguments(given, name);
        values += jsonValues(input) ?? 0;
        if (values > limits.answerValues) throw tooManyValues();
        return { type: 'tool-call', id: id === '' ? `call_${position}` : id, name, input };
      });
      calls = [];
      byIndex = new Map();
      return events;
    },
  };
}

function isOther(call: PartialCall, id: string | undefined): boolean {
  return id !== undefined && id !== '' && call.id !== '' && id !== call.id;
}

/** Whether a fragment with a name begins the call after this one; some servers repeat the name with every fragment (openai/openai-python#3178). */
function isNext(call: PartialCall, name: string, id: string | undefined, given: unknown): boolean {
  if (call.name !== '' && name !== call.name) return true;
  if (id || given === undefined || given === null || given === '') return false;
  return call.input !== undefined || isJsonObject(call.json);
}

function isBroken({ json, input }: PartialCall): boolean {
  return input === undefined ? json.trim() !== '' && json.trim() !== 'null' && !isJsonObject(json) : !isRecord(input);
}

/** A fragment as it came. Throws `invalid-response` for a name that is no text. */
export function toCallDelta(fragment: unknown): CompletionsCallDelta {
  if (!isRecord(fragment)) throw unreadable('tool call');
  const { index, id, function: called } = fragment;
  const { name, arguments: given } = fieldsOf(called);
  if (name !== undefined && name !== null && typeof name !== 'string') throw unreadable('tool name');
  const knownId = textIn(id);
  return {
    ...(typeof index === 'number' ? { index } : {}),
    ...(knownId === undefined ? {} : { id: knownId }),
    ...(name ? { name } : {}),
    arguments: given ?? undefined,
  };
}

function tooManyValues(): ScoutError {
  return new ScoutError(
    'answer-too-long',
    `The model called tools with more than ${limits.answerValues} values in their arguments, together.`,
  );
}

function tooManyCalls(): ScoutError {
  return new ScoutError('invalid-response', `The model called more than ${limits.toolCalls} tools at once.`);
}
