/** The signs that the rules for lines of text look at. */
const signs = new Uint8Array(128);
for (const sign of '*_~`[<!$\\&:\n') signs[sign.charCodeAt(0)] = 1;

/** How many of them there are. */
export function countSigns(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) count += signs[text.charCodeAt(index)] ?? 0;
  return count;
}

/**
 * What it takes to parse and to draw a character of ASCII: letters, digits, spaces and what else is in the data of a picture are passed over in one
 * go. Every other one is a piece to the parser, and the signs may begin what ends much later.
 */
const work = new Uint8Array(128).fill(2);
for (let code = 0; code < work.length; code++) {
  if (signs[code] === 1) work[code] = 5;
  else if (/[\w /]/.test(String.fromCharCode(code))) work[code] = 0;
}

/** Each may be a piece to the browser, with a font or a direction of its own. */
const workOfOthers = 1;

/** How many of the first characters take no more than `maximum`, and what they take. */
export function beginningWithin(text: string, maximum: number): { readonly length: number; readonly taken: number } {
  let taken = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    taken += work[code] ?? workOfOthers;
    if (taken <= maximum) continue;
    return { length: characterStart(text, index), taken: maximum };
  }
  return { length: text.length, taken };
}

/** Where the character begins of which this is a part: what ends there cuts none in two. */
export function characterStart(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff && index > 0 ? index - 1 : index;
}
