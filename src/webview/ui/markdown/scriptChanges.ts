/**
 * How often the text goes on in another script. To the browser each is a piece with a font of its own, and often with a direction: 100 KB of
 * Hebrew and Latin letters in turn took 0.9 s. Spaces, digits and punctuation go with what is around them, and so do the scripts that Chinese, Japanese and
 * Korean mix.
 */
export function countScriptChanges(text: string): number {
  let [count, last] = [0, neutral];
  for (let index = 0; index < text.length; index++) {
    const script = scriptOf(text.charCodeAt(index));
    if (script === neutral || script === last) continue;
    if (last !== neutral) count += 1;
    last = script;
  }
  return count;
}

const neutral = -1;
const latin = 0;
const eastAsian = 1;
/** Emoji, above all, and scripts of the past. */
const surrogate = 2;

/** Of a UTF-16 code unit. Elsewhere each row of 256 counts as one: they hold one script, or two. */
function scriptOf(code: number): number {
  if (code < 0x80) return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a ? latin : neutral;
  if (code < 0x300 || (code >= 0x1e00 && code < 0x1f00)) return latin;
  if ((code >= 0x300 && code < 0x370) || (code >= 0x2000 && code < 0x2070)) return neutral;
  if (code >= 0xd800 && code < 0xe000) return surrogate;
  return code >= 0x2e80 && (code < 0xfb1d || code >= 0xfe00) ? eastAsian : code >> 8;
}
