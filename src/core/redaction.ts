import { lettersAsRead, lettersIn, maskSharedRuns, maskWhole } from './text/sharedRuns.js';

declare const redacted: unique symbol;

/** Text that may be shown, logged and stored: only `redact` makes it. */
export type RedactedText = string & { readonly [redacted]: true };

/** Stands where a secret was. */
const mark = '[redacted]';
/** A secret of fewer characters is a word like `ollama` or `none`: without it, ordinary sentences could not be read. */
const shortestSecret = 8;
/** Secrets that are remembered, the newest. Every change of a key adds one. */
const maximumSecrets = 100;
/** Characters of a text that are looked at. */
const maximumRead = 32 * 1024;
/** Characters of a text that are kept, unless said otherwise. */
const defaultMaximum = 4_000;
/** Half of the piece of a key that is found for certain, in letters and digits. */
const keySeed = 8;

/** Headers that carry a secret, whatever it is. */
const header =
  /((?:proxy-)?authorization|(?:x-)?(?:goog-)?api-key|set-cookie|cookie)(["']?\s*[:=]\s*)(?:"[^"\n]*"|'[^'\n]*'|[^\n,;}"']+)/giu;
const credentials = /\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/giu;
/** What the keys of known vendors begin with, also where the server has put asterisks into the middle. */
const vendorKey = /\b(?:sk-|sk_|gsk_|hf_|xai-|AIza|ghp_|glpat-)[\w*.-]{8,}/gu;
const urlUser = /:\/\/[^\s/?#@"'<>]{1,512}@/gu;
const urlParameter = /([?&](?:key|api[-_]?key|token|access[-_]token|sig|signature|password)=)[^&\s"'<>#]+/giu;
/** All control characters but tab and line feed, and what turns the direction of text. */
const unprintable = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]/gu;

/**
 * The secrets this process knows. The log, the view and the history are reached from everywhere, and a secret must be found wherever it
 * turns up: hence one list for the process.
 */
let secrets: readonly string[] = [];
/** Those too short for pieces of them to be found; hence they are found as a whole. */
let shortSecrets: readonly string[] = [];
/** All of them, as they are looked for in pieces. */
let searched: readonly string[] = [];
let forms: RegExp | undefined;

/** From now on, `value` is taken out of every message, log line and stored error, in every form in which it usually turns up. */
export function rememberSecret(value: string): void {
  const pieces = [value, ...value.split(/\s+/u)]
    .map((piece) => piece.trim())
    .filter(({ length }) => length >= shortestSecret);
  const added = pieces.filter((piece) => !secrets.includes(piece));
  if (added.length === 0) return;
  secrets = [...secrets, ...added].slice(-maximumSecrets);
  searched = [...new Set(secrets.flatMap((secret) => [lettersIn(secret), lettersAsRead(secret), ...dumpsOf(secret)]))];
  shortSecrets = searched.filter(({ length }) => length >= shortestSecret && length < 3 * keySeed);
  const all = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  forms = new RegExp(all.map(escaped).join('|'), 'gu');
}

/**
 * The text without known secrets, the values of headers, users and passwords in URLs, control characters and marks that turn the
 * direction of text. Line breaks and tabs stay.
 * @param maximum in characters; more is cut off
 */
export function redact(text: string, maximum: number = defaultMaximum): RedactedText {
  let clean = text.length > maximumRead ? text.slice(0, maximumRead) : text;
  if (forms !== undefined) clean = clean.replace(forms, mark);
  clean = maskWhole(clean, shortSecrets, mark);
  clean = maskSharedRuns(clean, searched, keySeed, mark);
  clean = clean
    .replace(header, `$1$2${mark}`)
    .replace(credentials, `$1 ${mark}`)
    .replace(vendorKey, mark)
    .replace(urlUser, `://${mark}@`)
    .replace(urlParameter, `$1${mark}`)
    .replace(unprintable, ' ');
  return (clean.length > maximum ? `${clean.slice(0, maximum)}…` : clean) as RedactedText;
}

/** Raw, and as JSON, a URL, a form and a Basic header write it. */
function formsOf(secret: string): string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  const escapedTwice = JSON.stringify(JSON.stringify(secret)).slice(3, -3);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    escapedTwice,
    secret.replace(/\s+/gu, ' '),
    encoded,
    encoded.replaceAll('%20', '+'),
    ...base64Forms(secret),
  ].filter(({ length }) => length >= shortestSecret);
}

/** The letters and digits of its bytes in hexadecimal, decimal and octal, whatever stands between them. */
function dumpsOf(secret: string): string[] {
  const bytes = [...Buffer.from(secret)];
  const hexadecimal = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  return [
    hexadecimal.join(''),
    hexadecimal.map((byte) => `0x${byte}`).join(''),
    bytes.join(''),
    bytes.map((byte) => byte.toString(8)).join(''),
  ];
}

/**
 * In whatever text it was encoded with, such as `Bearer …` or a whole header: what came before it decides about the first characters, what
 * comes after it about the last.
 */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
    const own = whole.slice(before === 0 ? 0 : before + 1).replace(/.?=*$/u, '');
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}
