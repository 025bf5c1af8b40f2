import { TimeSlices } from '../../../core/timeSlices.js';
import { ScoutError } from '../../../core/errors.js';
import { pictureTypeOf } from '../../../core/fileType.js';
import { soundFacts } from '../../../core/modelFacts.js';
import { redact } from '../../../core/redaction.js';
import { labelOf } from '../../../core/text/labelOf.js';
import type { ChatEvent, ModelHost, ModelInfo } from '../../provider.js';
import { answerTooLong } from './heldCharacters.js';
import { limits } from '../limits.js';
import { checkedArguments } from './toolArguments.js';
import { jsonCharacters, jsonValues, textIn, unreadable, usageFrom } from '../wireValues.js';

/**
 * Looks at every event of one answer before it leaves the adapter: what an SDK's type promises is not what a server sends. Returns
 * the event as it may be stored, or `undefined` for one that is left out. Throws `invalid-response` for what cannot be understood,
 * and `answer-too-long` beyond `limits`.
 * @param vendor as shown to users
 */
export function createEventCheck(vendor: string): (event: ChatEvent) => ChatEvent | undefined {
  const ids = new Set<string>();
  const { take, takeJson } = createTally(vendor);
  let [imageBytes, parts, citations] = [0, 0, 0];
  let previous = '';

  const check = (event: ChatEvent): ChatEvent | undefined => {
    switch (event.type) {
      case 'text-delta':
      case 'reasoning-delta':
      case 'refusal-delta':
        if (typeof event.text !== 'string') throw unreadable(event.type);
        take(event.text.length);
        return event;
      case 'tool-call': {
        if (ids.size >= limits.toolCalls) throw tooLarge(vendor, `${limits.toolCalls} tool calls`);
        takeJson(event.input, 'tool arguments');
        const call = checkedCall(event, ids);
        take(call.id.length + call.name.length);
        return call;
      }
      case 'opaque':
        takeJson(event.data, 'opaque');
        return event;
      case 'image':
        imageBytes += event.data.length;
        if (imageBytes > limits.imageBytes) throw tooLarge(vendor, `${limits.imageBytes / 1024 / 1024} MB of images`);
        return checkedPicture(event);
      case 'citation':
        citations += 1;
        return citations > limits.citations ? undefined : checkedCitation(event);
      case 'usage': {
        const usage = usageFrom(event.usage);
        return usage && { type: 'usage', usage };
      }
      case 'finish': {
        const rawReason = event.rawReason === undefined ? undefined : checkedReason(event.rawReason);
        return { type: 'finish', reason: event.reason, ...(rawReason === undefined ? {} : { rawReason }) };
      }
    }
  };

  return (event) => {
    const isDelta = event.type.endsWith('-delta');
    if (event.type !== 'usage' && event.type !== 'finish' && (!isDelta || event.type !== previous)) parts += 1;
    if (parts > limits.parts) throw tooLarge(vendor, `${limits.parts} parts`);
    previous = event.type;
    return check(event);
  };
}

/** Counts what an answer holds. */
interface Tally {
  readonly take: (characters: number) => void;
  /** @param what the JSON is, in a word of ours */
  readonly takeJson: (json: unknown, what: string) => void;
}

function createTally(vendor: string): Tally {
  let [characters, values] = [0, 0];
  const take = (length: number): void => {
    characters += length;
    if (characters > limits.answerCharacters) throw answerTooLong(vendor);
  };
  return {
    take,
    takeJson: (json, what) => {
      const count = jsonValues(json);
      if (count === undefined) throw unreadable(what);
      values += count;
      if (values > limits.answerValues) throw tooLarge(vendor, `${limits.answerValues} values`);
      take(jsonCharacters(json));
    },
  };
}

function tooLarge(vendor: string, what: string): ScoutError {
  return new ScoutError('answer-too-long', `${vendor} sent too much: an answer of more than ${what}.`);
}

type ToolCallEvent = ChatEvent & { readonly type: 'tool-call' };

/** @param ids of the calls before this one, to which it is added; vendors refuse a chat in which one comes twice */
function checkedCall({ id, name, input }: ToolCallEvent, ids: Set<string>): ToolCallEvent {
  const known = textIn(name);
  if (known === undefined || known.length > limits.toolName || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(known))
    throw unreadable('tool name');
  const given = textIn(id) ?? `call_${ids.size}`;
  if (given.length > limits.toolCallId) throw unreadable('tool call id');
  const unique = ids.has(given) ? `${given}_${ids.size}` : given;
  if (ids.has(unique)) throw unreadable('tool call id');
  ids.add(unique);
  return { type: 'tool-call', id: unique, name: known, input: checkedArguments(input, known) };
}

function checkedPicture({ mediaType: given, data }: ChatEvent & { readonly type: 'image' }): ChatEvent {
  const mediaType = pictureTypeOf(textIn(given) ?? '', data);
  if (mediaType === undefined) throw unreadable('image');
  return { type: 'image', mediaType, data };
}

function checkedCitation({ citation }: ChatEvent & { readonly type: 'citation' }): ChatEvent | undefined {
  const url = textIn(citation.url);
  if (url === undefined || url.length > limits.citationUrl) return undefined;
  const title = labelOf(textIn(citation.title) ?? '', limits.citationTitle);
  return { type: 'citation', citation: { url, ...(title === '' ? {} : { title }) } };
}

function checkedReason(reason: unknown): string | undefined {
  if (typeof reason !== 'string') throw unreadable('finish reason');
  return labelOf(redact(reason), limits.rawReason) || undefined;
}

/** The models of a list that can be chosen: those with an id that can be shown as it is and sent back. */
export async function checkedModels(models: readonly ModelInfo[]): Promise<ModelInfo[]> {
  const slices = new TimeSlices();
  const known = new Map<string, ModelInfo>();
  for (const { id, displayName, hosts, ...facts } of models) {
    if (known.size >= limits.models) break;
    if (textIn(id) === undefined || id.length > limits.modelId || labelOf(id, limits.modelId) !== id || known.has(id))
      continue;
    known.set(id, {
      id,
      displayName: labelOf(textIn(displayName) ?? id) || id,
      ...soundFacts(facts),
      ...(hosts === undefined ? {} : { hosts: checkedHosts(hosts) }),
    });
    await slices.pause();
  }
  return [...known.values()];
}

function checkedHosts(hosts: readonly ModelHost[]): ModelHost[] {
  return hosts
    .filter(({ name }) => textIn(name) !== undefined && /^[\w.-]{1,64}$/u.test(name))
    .slice(0, limits.modelHosts)
    .map(({ name, ...facts }) => ({ name, ...soundFacts(facts) }));
}
