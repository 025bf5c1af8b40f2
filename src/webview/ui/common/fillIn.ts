/** Puts values into a localised sentence, in place of `{0}`, `{1}` and so on. */
export function fillIn(sentence: string, ...values: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d+)\}/gu, (placeholder, index: string) => String(values[Number(index)] ?? placeholder));
}
