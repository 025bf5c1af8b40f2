/** Why a value can be no key. */
export type ApiKeyProblem = 'line-break' | 'quotes' | 'scheme' | 'characters' | 'too-long';

/** No vendor's key is longer; JSON web tokens of gateways have a few thousand characters. */
const longestKey = 16_384;
const quotes = '"\'`“”„‘’‚«»';

/**
 * What is wrong with a key, before any header is made of it: HTTP libraries quote the whole key in their errors.
 * `undefined` for a key that a header can carry.
 */
export function apiKeyProblem(key: string): ApiKeyProblem | undefined {
  if (/[\r\n\u2028\u2029]/u.test(key)) return 'line-break';
  if (quotes.includes(key.at(0) ?? ' ') || quotes.includes(key.at(-1) ?? ' ')) return 'quotes';
  if (/^(?:Bearer|Basic|Authorization:|x-api-key:)\s/iu.test(key)) return 'scheme';
  if (!/^[\x21-\x7e]+$/u.test(key)) return 'characters';
  return key.length > longestKey ? 'too-long' : undefined;
}
