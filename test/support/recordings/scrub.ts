import type { Recording, RecordedExchange } from './recording.js';

/** Fields whose values name an account or one request, or hold what only the vendor can read. */
const privateFields =
  /^(?:.*_?ids?|.*Id|system_fingerprint|organi[sz]ation|project|user|email|safety_identifier|prompt_cache_key|encrypted_content|signature|thoughtSignature|encrypted_index|data|obfuscation)$/u;
/** A shorter value, such as `0`, names nobody, and could not be replaced without touching other words. */
const shortestValue = 6;

/**
 * A recording without the key, account names, ids, signatures and encrypted texts. Each is replaced by letters of the same length, equal
 * ones by equal ones, so that the bytes stay cut where they were. Throws when something of the key is left.
 * @param key with which it was recorded, if any
 */
export function scrubbed(recording: Recording, key: string | undefined): Recording {
  const replacements = new Map<string, string>();
  for (const form of key ? formsOf(key) : []) replacements.set(form, 'x'.repeat(form.length));
  // A list names its first and last model in fields of their own.
  const documents = recording.exchanges.flatMap(({ body }) => documentsIn(body));
  const names = new Set([recording.model, ...(recording.scenario === 'models' ? documents.flatMap(idsIn) : [])]);
  for (const document of documents) collect(document, names, replacements);
  const clean: Recording = {
    ...recording,
    exchanges: recording.exchanges.map((exchange) => scrubbedExchange(exchange, replacements)),
  };
  if (hasKey(JSON.stringify(clean), key)) {
    throw new Error('The answer still contains something that looks like a key. Nothing was saved.');
  }
  return clean;
}

function scrubbedExchange(exchange: RecordedExchange, replacements: ReadonlyMap<string, string>): RecordedExchange {
  let { body } = exchange;
  // The longest first: one value may be a part of another.
  for (const [value, replacement] of [...replacements].sort(([a], [b]) => b.length - a.length)) {
    body = body.replaceAll(value, replacement);
  }
  return { ...exchange, body };
}

/** The JSON in a body: the whole of it, or that of each `data:` line. */
function documentsIn(body: string): unknown[] {
  return [body, ...body.split(/\r\n|\n|\r/u).map((line) => line.replace(/^data:\s?/u, ''))].flatMap((text) => {
    try {
      return [JSON.parse(text) as unknown];
    } catch {
      return [];
    }
  });
}

/**
 * Adds what must go to `replacements`.
 * @param names of models: they stay
 */
function collect(value: unknown, names: ReadonlySet<string>, replacements: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const isPrivate =
      typeof inner === 'string' &&
      inner.length >= shortestValue &&
      // Bytes must not shift.
      /^[\x20-\x7e]*$/u.test(inner) &&
      !Array.isArray(value) &&
      privateFields.test(name) &&
      !names.has(inner);
    if (isPrivate && !replacements.has(inner)) replacements.set(inner, stand(inner, replacements.size));
    else collect(inner, names, replacements);
  }
}

/** Of the same length; what tells kinds of ids apart (`msg_`) stays. */
function stand(value: string, number: number): string {
  const prefix = /^[a-z]{2,12}[_-]/u.exec(value)?.[0] ?? '';
  const digits = String(number);
  const rest = value.length - prefix.length;
  return `${prefix}${rest > digits.length ? digits.padStart(rest, '0') : '0'.repeat(rest)}`;
}

function formsOf(key: string): string[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  return [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key), base64(key), base64(`:${key}`)];
}

/** Every value called `id`, wherever it stands. */
function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'id' && typeof inner === 'string' ? [inner] : idsIn(inner),
  );
}

/** Letters of a key that nobody writes by chance. */
const tellingLength = 10;
/** What the keys of known vendors begin with. */
const vendorKey = /\b(?:sk-|gsk_|hf_|xai-|AIza|ghp_)[\w-]{16,}/u;

/** Whether a text holds a piece of the key, or what looks like another one. */
function hasKey(text: string, key: string | undefined): boolean {
  if (vendorKey.test(text)) return true;
  if (!key) return false;
  const length = Math.min(tellingLength, key.length);
  const pieces = Array.from({ length: key.length - length + 1 }, (_, index) => key.slice(index, index + length));
  return pieces.some((piece) => text.includes(piece));
}
