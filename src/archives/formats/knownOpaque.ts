import type { OpaquePart } from '../../core/message.js';
import type { ImportedPart } from '../importedConversation.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import { listOrEmpty, objectsOf } from '../input/untrustedValues.js';

/**
 * An opaque part of an archive as far as its vendor's adapter would have written it; `undefined` for anything else, and where it holds a text
 * that the message does not show: it goes to the vendor, and nobody would see it.
 */
export function knownOpaque(part: OpaquePart, message: ShownTexts): OpaquePart | undefined {
  const { vendor, data } = part;
  if (!isObject(data)) return undefined;
  const kinds = Object.hasOwn(known, vendor) ? known[vendor]! : chatCompletions;
  const { type } = data;
  const kind = typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) return undefined;
  const entries = Object.entries(data).filter(([key]) => Object.hasOwn(kind, key));
  if (!entries.every(([key, value]) => kind[key]!(value, message))) return undefined;
  return { type: 'opaque', vendor, data: Object.fromEntries(entries) };
}

/** What a message shows. */
export class ShownTexts {
  readonly #parts: readonly ImportedPart[];
  readonly #texts = new Map<string, string>();

  constructor(parts: readonly ImportedPart[]) {
    this.#parts = parts;
  }

  /** All parts of a type, joined. */
  of(type: 'text' | 'reasoning' | 'refusal'): string {
    const known = this.#texts.get(type);
    if (known !== undefined) return known;
    const text = this.#parts.map((part) => (part.type === type ? part.text : '')).join('');
    this.#texts.set(type, text);
    return text;
  }
}

type Check = (value: unknown, message: ShownTexts) => boolean;
/** By a part's type, its fields. */
type Kinds = Readonly<Record<string, Readonly<Record<string, Check>>>>;

const isToken: Check = (value) => typeof value === 'string' && /^[\w+/=.:~-]*$/u.test(value);
const isTokenOrNull: Check = (value, message) => value === null || isToken(value, message);
const isThought: Check = (value, message) => isShown(value, message, 'reasoning');
const isSaid: Check = (value, message) => isShown(value, message, 'text') || isShown(value, message, 'refusal');
const areThoughts: Check = (value, message) =>
  Array.isArray(value) &&
  objectsOf(value).length === listOrEmpty(value).length &&
  objectsOf(value).every((item) => isThoughtItem(item, message));
const isType: Check = () => true;

const chatCompletions: Kinds = { reasoning_content: { type: isType, text: isThought } };
const known: Readonly<Record<string, Kinds>> = {
  anthropic: {
    thinking: { type: isType, thinking: isThought, signature: isToken },
    redacted_thinking: { type: isType, data: isToken },
  },
  openai: {
    reasoning: {
      type: isType,
      id: isToken,
      summary: areThoughts,
      content: areThoughts,
      encrypted_content: isTokenOrNull,
    },
    'message-phase': { type: isType, phase: isToken },
  },
  google: { 'thought-signature': { type: isType, signature: isToken, on: isToken, text: isSaid } },
  mistral: { thinking: { type: isType, text: isThought, signature: isToken } },
};

function isThoughtItem(item: JsonObject, message: ShownTexts): boolean {
  return Object.entries(item).every(([key, value]) =>
    key === 'type' ? isToken(value, message) : key === 'text' && isThought(value, message),
  );
}

function isShown(value: unknown, message: ShownTexts, type: 'text' | 'reasoning' | 'refusal'): boolean {
  return typeof value === 'string' && message.of(type).includes(value.trim());
}
