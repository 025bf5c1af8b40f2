import { normalizedLine } from './lineKeys.js';

/** Longer heads are not looked at as a whole. */
const maximalLines = 30;
/** Says of a function that it is a method of something. */
const receiver = /^\s*(?:&\s*(?:'\w+\s+)?)?(?:mut\s+)?(?:self|cls)\b/;

/**
 * Whether two functions of one name are surely the same one, changed: not a function and a method, and not one for other types of
 * parameters, where a language has several of one name.
 * @param form as `Declaration` has it
 * @param isMoved whether they are at different depths
 */
export function isSameFunction(
  form: string,
  given: readonly string[],
  own: readonly string[],
  isMoved: boolean,
): boolean {
  // What is called in a test has no parameters: its name is all.
  if (form === 'test') return true;
  const [is, was] = [parametersOf(given), parametersOf(own)];
  if (is === undefined || was === undefined) return true;
  const isMethod = receiver.test(is);
  if (isMethod !== receiver.test(was)) return false;
  const isSame = normalizedLine(is).replaceAll(/\s/g, '') === normalizedLine(was).replaceAll(/\s/g, '');
  if (isSame) return true;
  // What only stands in classes may be shown without one.
  if (isMoved && !isMethod && form !== 'method') return false;
  const [types, ownTypes] = [typesOf(form, is), typesOf(form, was)];
  if ((types !== undefined && was.trim() === '') || (ownTypes !== undefined && is.trim() === '')) return false;
  return types === undefined || ownTypes === undefined || types === ownTypes;
}

/** What is between the first brackets; `undefined` if they are not closed soon. */
function parametersOf(lines: readonly string[]): string | undefined {
  const text = lines.slice(0, maximalLines).join(' ').slice(0, 4000);
  const start = text.indexOf('(');
  let depth = 0;
  for (let at = start; at !== -1 && at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return text.slice(start + 1, at);
  }
  return undefined;
}

/** The types of parameters in languages in which they tell functions of one name apart; `undefined` in all others. */
function typesOf(form: string, parameters: string): string | undefined {
  const all = parameters.split(',').map((one) => one.trim());
  if (form === 'method') {
    // `int count`; names without types, or with one behind a colon, are of languages that have a name once.
    if (!/^[\w<>[\].?&*]+\s+[&*]?\w+/.test(parameters.trim()) || /^\w+\??\s*:/.test(parameters.trim()))
      return undefined;
    return all
      .map((one) =>
        one
          .replace(/\s*=.*$/, '')
          .replace(/\b(?:final|const)\s+/g, '')
          .replace(/\w+$/, '')
          .trim(),
      )
      .join();
  }
  if (form !== 'fun' && form !== 'func') return undefined;
  return all.every((one) => one.includes(':')) ? all.map((one) => one.replace(/^[^:]*:/, '').trim()).join() : undefined;
}
