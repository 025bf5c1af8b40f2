/** The signs that the rules for lines of text look at. */
const signs = new Uint8Array(128);
for (const sign of '*_~`[<!$\\&:\n') signs[sign.charCodeAt(0)] = 1;

/** How many of them there are. */
export function countSigns(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) count += signs[text.charCodeAt(index)] ?? 0;
  return count;
}

/** The text before the sign that is one too many. */
export function beforeSign(text: string, maximum: number): string {
  let left = maximum;
  for (let index = 0; index < text.length; index++) {
    if (signs[text.charCodeAt(index)] !== 1) continue;
    if (left === 0) return text.slice(0, index);
    left -= 1;
  }
  return text;
}
