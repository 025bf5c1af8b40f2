import { looksRandom } from './randomness.js';
import { secretNameOf } from './secretNames.js';
import { isStandIn } from './standIns.js';

/** How much of a file is read, in UTF-16 code units. */
const maximumRead = 256 * 1024;
const longestValue = 4_096;
const shortestValue = 6;
/** In UTF-16 code units: of one kind of characters, longer ones are hardly words. */
const longestOrdinary = 16;

const assignment = /^[ \t]{0,16}(?:export[ \t]{1,4})?([A-Za-z_][\w.-]{0,79})[ \t]{0,4}=[ \t]{0,4}/u;
const passwordInAddress = /^[a-z][\w+.-]{1,30}:\/\/[^\s/?#:@]{0,128}:([^\s@]{3,256})@/iu;

/**
 * What of an environment file has to stay secret, wherever else it turns up: values whose name says so, values that a machine has made, and
 * passwords in addresses. Settings such as `NODE_ENV=production` are none.
 */
export function secretValuesOf(text: string): string[] {
  const values = new Set<string>();
  for (const line of joined(text.slice(0, maximumRead))) {
    const name = assignment.exec(line);
    if (name?.[1] === undefined) continue;
    const value = valueOf(line.slice(name[0].length));
    const password = passwordInAddress.exec(value)?.[1];
    if (password !== undefined && !isStandIn(password)) values.add(password);
    else if (isSecret(name[1], value)) values.add(value);
  }
  return [...values].filter(
    (value) => value.length >= shortestValue && value.length <= longestValue && !isOrdinary(value),
  );
}

/** A word or a number, such as `docker` or `20241201`: it stands in any text, and there it is no secret. */
function isOrdinary(value: string): boolean {
  return value.length < longestOrdinary && /^(?:\p{Lu}?\p{Ll}*|\p{Lu}+|\p{N}+)$/u.test(value);
}

function isSecret(name: string, value: string): boolean {
  if (/^[a-z]+:\/\//iu.test(value) || isStandIn(value)) return false;
  if (/\s/u.test(value) && !value.includes('\n')) return secretNameOf(name)?.isPassword === true;
  return secretNameOf(name) !== undefined || looksRandom(value.slice(0, 512));
}

/** Lines, those of a value in quotes joined. */
function* joined(text: string): Generator<string> {
  let open = '';
  for (const line of text.split(/\r\n|\r|\n/u)) {
    if (open !== '') {
      open += `\n${line}`;
      // What has no end is no value: the file goes on behind it.
      if (!line.includes('"') && open.length < longestValue) continue;
      yield open;
      open = '';
    } else if (/=[ \t]{0,4}"[^"]*$/u.test(line.slice(0, longestValue))) open = line;
    else yield line;
  }
}

function valueOf(text: string): string {
  const quote = text.charAt(0);
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = text.indexOf(quote, 1);
    if (end !== -1) return text.slice(1, end);
  }
  return text.replace(/[ \t]#.*$/su, '').trim();
}
